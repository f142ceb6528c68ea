import Text

/// What a language makes of a word: its term in the index, and whether it says anything.
struct WordForms: Sendable {
    /// A primary language tag.
    let language: String
    private let stemmer: Stemmer
    private let stopWords: Set<String>

    init(language: String) {
        self.language = language
        stemmer = Stemmer(language: language)
        stopWords = StopWords.of(language)
    }

    /// The form under which all inflections of a word, with accents or without, are one.
    func term(of word: String, _ kind: TextWord.Kind) -> String {
        switch kind {
        case .pair, .single, .whole: return word
        case .word: break
        }
        var onlyASCII = true
        var hasDigit = false
        for byte in word.utf8 {
            if byte >= 0x80 { onlyASCII = false }
            if (0x30...0x39).contains(byte) { hasDigit = true }
        }
        if hasDigit { return word }
        let stem = stemmer.stem(word)
        return onlyASCII ? stem : folded(stem, accents: true)
    }

    /// Whether a word of a question is of its grammar and not of its subject.
    func isStopWord(_ word: String) -> Bool {
        if stopWords.contains(word) { return true }
        return word.utf8.contains { $0 >= 0x80 } && stopWords.contains(folded(word, accents: true))
    }
}
