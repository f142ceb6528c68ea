/// The index itself: flat arrays, read by position.
///
/// Articles, terms and fields are numbered; a term's postings lie side by side in ascending order
/// of articles.
final class IndexContents: Sendable {
    /// By ID, then by language.
    let articles: [Article]
    let generation: String
    /// The languages of the articles, the most frequent first; never empty.
    let forms: [WordForms]
    /// For each article the position of its language in `forms`.
    let formsOf: [Int]
    /// The positions in `forms` that articles without a language have; at most one.
    let neutralForms: [Int]
    let facts: ArticleFacts
    /// What an article's score is multiplied by before any word is read.
    let priors: [Float]

    let ordinals: [String: Int32]
    let terms: [String]
    /// For each term how much it tells, in nats.
    let weights: [Float]
    let postings: Postings
    let titles: Titles
    let vocabulary: Vocabulary
    let synonyms: Synonyms

    init(
        articles: [Article],
        generation: String,
        forms: [WordForms],
        formsOf: [Int],
        neutralForms: [Int],
        priors: [Float],
        ordinals: [String: Int32],
        terms: [String],
        weights: [Float],
        postings: Postings,
        titles: Titles,
        vocabulary: Vocabulary,
        synonyms: Synonyms
    ) {
        self.articles = articles
        self.generation = generation
        self.forms = forms
        self.formsOf = formsOf
        self.neutralForms = neutralForms
        facts = ArticleFacts(articles)
        self.priors = priors
        self.ordinals = ordinals
        self.terms = terms
        self.weights = weights
        self.postings = postings
        self.titles = titles
        self.vocabulary = vocabulary
        self.synonyms = synonyms
        hasTranslations = zip(articles, articles.dropFirst()).contains { $0.id == $1.id }
    }

    /// The weight of a word that no article has.
    var unknownWeight: Float { termWeight(matches: 0, of: articles.count) }

    /// Whether some articles stand here in several languages.
    let hasTranslations: Bool

    func position(of id: String) -> Int? {
        var (low, high) = (0, articles.count)
        while low < high {
            let middle = (low + high) / 2
            if articles[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < articles.count && articles[low].id == id ? low : nil
    }
}

/// Which articles have a term, and what it adds to their score.
struct Postings: Sendable {
    /// For each term where its postings begin, and at the end how many there are.
    let starts: [Int32]
    let articles: [Int32]
    /// BM25F over the fields, the term's weight included.
    let impacts: [Float]

    func range(of term: Int32) -> Range<Int> {
        Int(starts[Int(term)])..<Int(starts[Int(term) + 1])
    }

    /// What a term adds to an article's score; nil where the article lacks it.
    func impact(of term: Int32, in article: Int32) -> Float? {
        let all = range(of: term)
        let place = place(of: article, in: all)
        return place < all.upperBound && articles[place] == article ? impacts[place] : nil
    }

    /// Adds what a term adds to some articles' scores, given in ascending order.
    func addImpacts(of term: Int32, in wanted: [Int32], to sums: inout [Float]) {
        var rest = range(of: term)
        // A step costs less than a search as long as few articles lie between two wanted ones.
        let steps = rest.count <= 16 * wanted.count
        for (number, article) in wanted.enumerated() {
            var at = rest.lowerBound
            if steps {
                while at < rest.upperBound, articles[at] < article { at += 1 }
            } else {
                at = place(of: article, in: rest)
            }
            guard at < rest.upperBound else { return }
            if articles[at] == article { sums[number] += impacts[at] }
            rest = at..<rest.upperBound
        }
    }

    /// The first place that holds the article or a later one.
    private func place(of article: Int32, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if articles[middle] < article { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The distinct terms of each title.
struct Titles: Sendable {
    let starts: [Int32]
    let terms: [Int32]
    /// For each article the sum of its title's weights.
    let weights: [Float]

    func range(of article: Int) -> Range<Int> { Int(starts[article])..<Int(starts[article + 1]) }
}
