import Text

/// Phrases of one or more words, each with a meaning, found by their first word.
struct PhraseTable<Meaning: Sendable>: Sendable {
    private struct Entry: Sendable {
        let keys: [UInt64]
        let meaning: Meaning
    }

    /// By the key of the first word; the longest phrases first.
    private var entries: [UInt64: [Entry]] = [:]

    init(_ phrases: [(String, Meaning)]) {
        for (phrase, meaning) in phrases { add(phrase, meaning) }
    }

    init(_ phrases: [String], _ meaning: Meaning) {
        self.init(phrases.map { ($0, meaning) })
    }

    /// A phrase given twice keeps its last meaning.
    mutating func add(_ phrase: String, _ meaning: Meaning) {
        for accents in [false, true] {
            let keys = Words.split(phrase, foldingDiacritics: accents, symbols: true)
                .map { wordKey($0.text) }
            guard let first = keys.first else { continue }
            var list = entries[first] ?? []
            list.removeAll { $0.keys == keys }
            let place = list.firstIndex { $0.keys.count < keys.count } ?? list.count
            list.insert(Entry(keys: keys, meaning: meaning), at: place)
            entries[first] = list
        }
    }

    /// The longest phrase that begins at a token.
    func longest(at index: Int, in tokens: [Token]) -> (meaning: Meaning, count: Int)? {
        guard index < tokens.count, let list = entries[tokens[index].key] else { return nil }
        for entry in list where entry.keys.count <= tokens.count - index {
            var matches = true
            for offset in 1..<max(entry.keys.count, 1)
            where tokens[index + offset].key != entry.keys[offset]
                || tokens[index + offset].gap == .cut
            {
                matches = false
                break
            }
            if matches { return (entry.meaning, entry.keys.count) }
        }
        return nil
    }

    /// What all of some tokens mean together.
    func whole(_ tokens: [Token], _ range: Range<Int>) -> Meaning? {
        guard !range.isEmpty, let list = entries[tokens[range.lowerBound].key] else { return nil }
        return list.first { entry in
            entry.keys.count == range.count
                && zip(entry.keys, tokens[range]).allSatisfy { $0 == $1.key }
        }?.meaning
    }

    /// Whether a phrase stands anywhere; where it begins and how long it is.
    func first(in tokens: [Token]) -> (meaning: Meaning, range: Range<Int>)? {
        for index in tokens.indices {
            if let (meaning, count) = longest(at: index, in: tokens) {
                return (meaning, index..<(index + count))
            }
        }
        return nil
    }
}

typealias PhraseSet = PhraseTable<Bool>

extension PhraseTable where Meaning == Bool {
    init(_ phrases: [String]) { self.init(phrases, true) }

    func contains(_ tokens: [Token]) -> Bool { first(in: tokens) != nil }
}

/// The scalars from the first to the last of some tokens.
func span(of tokens: [Token], _ range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return tokens[first].span.lowerBound..<tokens[last].span.upperBound
}
