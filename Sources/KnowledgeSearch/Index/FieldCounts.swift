/// How often each term stands in each field of each article, while an index is made.
struct FieldCounts {
    enum Field: Int {
        case title, text, tags
    }

    /// One term of one article.
    private struct Entry {
        let term: Int32
        let article: Int32
        var title: UInt16 = 0
        var text: UInt16 = 0
        var tags: UInt16 = 0
    }

    private var entries: [Entry] = []
    private var titleLengths: [Int32] = []
    private var textLengths: [Int32] = []
    /// The current article's words: the term, and the field in the lowest two bits.
    private var words: [UInt64] = []
    private var lengths = (title: Int32(0), text: Int32(0))

    mutating func begin() {
        words.removeAll(keepingCapacity: true)
        lengths = (0, 0)
    }

    mutating func add(_ term: Int32, _ field: Field, length: Int) {
        words.append(UInt64(UInt32(bitPattern: term)) << 2 | UInt64(field.rawValue))
        switch field {
        case .title: lengths.title &+= Int32(length)
        case .text: lengths.text &+= Int32(length)
        case .tags: break
        }
    }

    mutating func end() {
        let article = Int32(titleLengths.count)
        words.sort()
        var at = 0
        while at < words.count {
            let term = words[at] >> 2
            var entry = Entry(term: Int32(truncatingIfNeeded: term), article: article)
            while at < words.count, words[at] >> 2 == term {
                switch words[at] & 3 {
                case 0: entry.title = min(entry.title, .max - 1) + 1
                case 1: entry.text = min(entry.text, .max - 1) + 1
                default: entry.tags = min(entry.tags, .max - 1) + 1
                }
                at += 1
            }
            entries.append(entry)
        }
        titleLengths.append(lengths.title)
        textLengths.append(lengths.text)
    }

    /// For each term the number of articles that have it.
    func articlesOfTerm(terms: Int) -> [Int32] {
        var frequencies = [Int32](repeating: 0, count: terms)
        for entry in entries { frequencies[Int(entry.term)] += 1 }
        return frequencies
    }

    /// Puts the entries in order of terms, each as what it adds to a score.
    func postings(frequencies: [Int32], weights: [Float]) -> Postings {
        var starts: [Int32] = [0]
        starts.reserveCapacity(frequencies.count + 1)
        for frequency in frequencies { starts.append(starts[starts.count - 1] + frequency) }
        var next = starts
        var articles = [Int32](repeating: 0, count: entries.count)
        var impacts = [Float](repeating: 0, count: entries.count)
        let titleMean = mean(titleLengths)
        let textMean = mean(textLengths)
        for entry in entries {
            let article = Int(entry.article)
            let titleNorm = norm(
                titleLengths[article],
                titleMean,
                FieldWeights.titleLength
            )
            let textNorm = norm(textLengths[article], textMean, FieldWeights.textLength)
            let frequency =
                FieldWeights.title * Float(entry.title) / titleNorm
                + FieldWeights.text * Float(entry.text) / textNorm
                + FieldWeights.tags * Float(min(entry.tags, 1))
            let term = Int(entry.term)
            let place = Int(next[term])
            next[term] += 1
            articles[place] = entry.article
            impacts[place] = weights[term] * FieldWeights.saturated(frequency)
        }
        return Postings(starts: starts, articles: articles, impacts: impacts)
    }

    private func mean(_ lengths: [Int32]) -> Float {
        let sum = lengths.reduce(0) { $0 + Double($1) }
        return sum == 0 ? 1 : Float(sum / Double(lengths.count))
    }

    private func norm(_ length: Int32, _ mean: Float, _ share: Float) -> Float {
        max(0.05, 1 - share + share * Float(length) / mean)
    }
}
