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
        return onlyASCII ? joined(stem) : folded(stem, accents: true)
    }

    /// Porter's second stemmer takes `refinance` to `refin` and `refinancing` to `refinanc`: the
    /// suffix goes from the noun and not from the verb.
    ///
    /// Here it goes from both.
    private func joined(_ stem: String) -> String {
        guard language == "en", stem.utf8.count >= 7, stem.hasSuffix("anc") || stem.hasSuffix("enc")
        else { return stem }
        return String(stem.dropLast(3))
    }

    /// Whether a word of a question is of its grammar and not of its subject.
    func isStopWord(_ word: String) -> Bool {
        if stopWords.contains(word) { return true }
        return word.utf8.contains { $0 >= 0x80 } && stopWords.contains(folded(word, accents: true))
    }
}
