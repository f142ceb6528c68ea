import Text

/// A feature of a text: the hash of a stem, a pair of stems or a letter sequence.
struct Feature: Hashable, Sendable {
    let key: UInt64
    let weight: Float
}

/// Takes messages apart into what topics are compared by.
struct FeatureMaker: Sendable {
    private let talk: Talk
    private let stemmer: Stemmer
    /// Greetings and courtesies count nothing, articles and pronouns little.
    private static let lightWeight: Float = 0.25
    private static let pairWeight: Float = 0.6
    private static let lettersWeight: Float = 0.5

    init(language: String) {
        talk = Talk.of(language)
        stemmer = Stemmer(language: language)
    }

    /// The features of a text, sorted by key, each key once.
    ///
    /// Letter sequences of three and four let slips of the finger and other forms of a word count.
    func features(of utterance: Utterance, named: Bool) -> [Feature] {
        let tokens = utterance.tokens
        let core = talk.core(tokens)
        var made: [Feature] = []
        made.reserveCapacity(core.count * 12)
        var before: (key: UInt64, light: Bool) = (1, true)
        var letters: [UInt8] = []
        for index in core.prefix(64) {
            let token = tokens[index]
            if talk.fillers.whole(tokens, index..<(index + 1)) != nil { continue }
            let light = talk.light.longest(at: 0, in: [token]) != nil
            let stem = token.kind == .number ? "#" : stemmer.stem(token.text)
            let key = wordKey(stem)
            made.append(Feature(key: key, weight: light ? Self.lightWeight : 1))
            let pair = (before.key &* 0x9E37_79B9_7F4A_7C15) ^ key
            let pairWeight: Float = light && before.light ? 0.15 : light || before.light ? 0.7 : 1
            made.append(Feature(key: pair, weight: Self.pairWeight * pairWeight))
            before = (key, light)
            if light || token.kind == .number { continue }
            letters.removeAll(keepingCapacity: true)
            letters.append(UInt8(ascii: "^"))
            letters.append(contentsOf: token.text.utf8.prefix(32))
            letters.append(UInt8(ascii: "$"))
            Self.sequences(in: letters, into: &made)
        }
        made.sort { $0.key == $1.key ? $0.weight < $1.weight : $0.key < $1.key }
        var merged: [Feature] = []
        merged.reserveCapacity(made.count)
        for feature in made {
            if let last = merged.last, last.key == feature.key { continue }
            merged.append(feature)
        }
        return merged
    }

    private static func sequences(in letters: [UInt8], into made: inout [Feature]) {
        guard letters.count >= 5 else { return }
        for length in 3...4 {
            let share = lettersWeight / Float(letters.count - length + 1).squareRoot()
            var start = 0
            while start + length <= letters.count {
                var hash: UInt64 = 0x84_22_23_25_CB_F2_9C_E4
                for offset in 0..<length {
                    hash = (hash ^ UInt64(letters[start + offset])) &* 0x100_0000_01b3
                }
                made.append(Feature(key: hash, weight: share))
                start += 1
            }
        }
    }

    /// How many words say what it is about.
    func contentWords(of utterance: Utterance) -> Int {
        utterance.tokens.count { talk.light.longest(at: 0, in: [$0]) == nil }
    }

    /// The content words of a text, as written, with the key of their stem.
    func words(of utterance: Utterance) -> [(text: String, key: UInt64)] {
        utterance.tokens.prefix(64).compactMap { token in
            talk.light.longest(at: 0, in: [token]) != nil
                ? nil : (token.text, wordKey(stemmer.stem(token.text)))
        }
    }

    /// Equal for texts of the same words in the same order, courtesies aside; 0 without words.
    func exactKey(_ utterance: Utterance) -> UInt64 {
        let core = talk.core(utterance.tokens)
        var hash: UInt64 = 0
        for index in core { hash = (hash &* 0x9E37_79B9_7F4A_7C15) ^ utterance.tokens[index].key }
        return hash
    }
}
