import Text

/// Phrases of one or more words, each with a meaning, found by their first words.
struct PhraseTable<Meaning: Sendable>: Sendable {
    private struct Entry: Sendable {
        let keys: [UInt64]
        let meaning: Meaning
    }

    /// What begins with a word.
    private struct Beginning: Sendable {
        /// What the word alone means.
        var alone: Meaning?
        /// Whether longer phrases begin so.
        var goesOn = false
    }

    private var beginnings: [UInt64: Beginning] = [:]
    /// Phrases of several words by the keys of their first two; the longest first.
    private var longer: [UInt64: [Entry]] = [:]

    private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        (first &* 0x9E37_79B9_7F4A_7C15) ^ second
    }

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
            if keys.count == 1 {
                beginnings[first, default: Beginning()].alone = meaning
                continue
            }
            beginnings[first, default: Beginning()].goesOn = true
            let pair = Self.pair(first, keys[1])
            var list = longer[pair] ?? []
            list.removeAll { $0.keys == keys }
            let place = list.firstIndex { $0.keys.count < keys.count } ?? list.count
            list.insert(Entry(keys: keys, meaning: meaning), at: place)
            longer[pair] = list
        }
    }

    /// Whether no phrase of the table is spelled so.
    func isNew(_ phrase: String) -> Bool {
        let tokens = Utterance(phrase).tokens
        return whole(tokens, 0..<tokens.count) == nil
    }

    /// The longest phrase that begins at a token.
    func longest(at index: Int, in tokens: [Token]) -> (meaning: Meaning, count: Int)? {
        guard index < tokens.count, let beginning = beginnings[tokens[index].key] else {
            return nil
        }
        if beginning.goesOn, index + 1 < tokens.count, tokens[index + 1].gap != .cut,
            let list = longer[Self.pair(tokens[index].key, tokens[index + 1].key)]
        {
            for entry in list where entry.keys.count <= tokens.count - index {
                var matches = true
                for offset in 1..<entry.keys.count
                where tokens[index + offset].key != entry.keys[offset]
                    || tokens[index + offset].gap == .cut
                {
                    matches = false
                    break
                }
                if matches { return (entry.meaning, entry.keys.count) }
            }
        }
        return beginning.alone.map { ($0, 1) }
    }

    /// What all of some tokens mean together.
    func whole(_ tokens: [Token], _ range: Range<Int>) -> Meaning? {
        guard let at = range.first, let beginning = beginnings[tokens[at].key] else { return nil }
        if range.count == 1 { return beginning.alone }
        guard beginning.goesOn else { return nil }
        return longer[Self.pair(tokens[at].key, tokens[at + 1].key)]?.first { entry in
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
