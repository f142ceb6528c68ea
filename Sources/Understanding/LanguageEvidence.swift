import Text

/// The words by which the languages of one bot are told apart.
///
/// Of each language those that no other of the bot has: its small words, and what its customers
/// say for topics and options.
package struct LanguageEvidence: Sendable {
    private let languages: [String]
    /// The word's language, as its place in `languages`.
    private let owners: [UInt64: Int]
    /// The script that most of a language's words are written in.
    private let scripts: [Script]

    /// - Parameter texts: By language what its customers say and read.
    package init(_ texts: [(language: String, texts: [String])]) {
        languages = texts.map(\.language)
        var sets: [Set<UInt64>] = []
        var scripts: [Script] = []
        for (language, texts) in texts {
            let own = SmallWords.of(language)
            var keys: Set<UInt64> = []
            var letters: [Script: Int] = [:]
            for text in own + texts {
                for token in Utterance(text, language: language).tokens where token.kind == .word {
                    keys.insert(token.key)
                }
                for scalar in text.unicodeScalars {
                    if let script = Script(scalar) { letters[script, default: 0] += 1 }
                }
            }
            sets.append(keys)
            scripts.append(
                letters.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
                    ?? (LanguageTag.isRightToLeft(language) ? .arabic : .latin)
            )
        }
        self.scripts = scripts
        var owners: [UInt64: Int] = [:]
        for (index, keys) in sets.enumerated() {
            for key in keys {
                let isShared = sets.indices.contains { $0 != index && sets[$0].contains(key) }
                if !isShared { owners[key] = index }
            }
        }
        self.owners = owners
    }

    /// How many words of a message belong to each language and to no other, in the bot's order.
    package func counts(in utterance: Utterance) -> [Int] {
        var counts = Array(repeating: 0, count: languages.count)
        for token in utterance.tokens {
            if let owner = owners[token.key] { counts[owner] += 1 }
        }
        return counts
    }

    /// The languages in whose script a message is written, where that is not Latin, in which names
    /// and brands of all languages are written.
    package func languages(writtenLike utterance: Utterance) -> [String] {
        var letters: [Script: Int] = [:]
        for scalar in utterance.original.unicodeScalars.prefix(500) {
            if let script = Script(scalar) { letters[script, default: 0] += 1 }
        }
        let all = letters.values.reduce(0, +)
        guard
            let most = letters.max(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
            ),
            most.key != .latin, most.value >= 2, most.value * 2 > all
        else { return [] }
        return languages.indices.filter { scripts[$0] == most.key }.map { languages[$0] }
    }
}
