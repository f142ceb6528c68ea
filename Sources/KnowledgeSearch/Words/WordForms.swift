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
        let word = withASCIIDigits(word)
        var onlyASCII = true
        var hasDigit = false
        for byte in word.utf8 {
            if byte >= 0x80 { onlyASCII = false }
            if (0x30...0x39).contains(byte) { hasDigit = true }
        }
        if hasDigit { return word }
        let stem = stemmer.stem(word)
        return joined(onlyASCII ? stem : folded(stem, accents: true))
    }

    /// Porter's second stemmer takes `refinance` to `refin` and `refinancing` to `refinanc`: the
    /// suffix goes from the noun and not from the verb.
    ///
    /// Here it goes from both. In Spanish `bloquear` and `bloqueo` come apart by a vowel.
    private func joined(_ stem: String) -> String {
        if language == "es", stem.utf8.count >= 5, stem.last == "e" {
            return String(stem.dropLast())
        }
        guard language == "en", stem.utf8.count >= 7, stem.hasSuffix("anc") || stem.hasSuffix("enc")
        else { return stem }
        return String(stem.dropLast(3))
    }

    /// Terms of a word read in another way, for one that no article has as it stands.
    ///
    /// Arabic writes by, to, like and then in one word with what follows, and no rule tells their
    /// letters from the word's own.
    func otherTerms(of word: String) -> [String] {
        guard language == "ar", word.unicodeScalars.count > 3,
            let first = word.unicodeScalars.first,
            "بلكفسو".unicodeScalars.contains(first)
        else { return [] }
        return [term(of: String(word.unicodeScalars.dropFirst()), .word)]
    }

    /// Whether a word of a question is of its grammar and not of its subject.
    func isStopWord(_ word: String) -> Bool {
        if stopWords.contains(word) { return true }
        guard word.utf8.contains(where: { $0 >= 0x80 }) else { return false }
        if language == "ar" {
            // "I activate" is "I do" but for the doubled letter in the middle.
            if word.unicodeScalars.dropLast().contains("\u{651}") { return false }
            let plain = ArabicLetters.plain(word)
            // "And how" is grammar as "how" is.
            return stopWords.contains(plain)
                || plain.first == "و" && stopWords.contains(String(plain.dropFirst()))
        }
        return stopWords.contains(folded(word, accents: true))
    }

    /// The digits of every script as those of the others: ١٠٩٩ is 1099.
    private func withASCIIDigits(_ word: String) -> String {
        guard word.unicodeScalars.contains(where: { !$0.isASCII && digitValue($0) != nil }) else {
            return word
        }
        return String(
            String.UnicodeScalarView(
                word.unicodeScalars.map { scalar in
                    guard let digit = digitValue(scalar) else { return scalar }
                    return Unicode.Scalar(UInt8(ascii: "0") + UInt8(digit))
                }
            )
        )
    }
}
