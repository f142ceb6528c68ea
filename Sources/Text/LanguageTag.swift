import Foundation

/// Tags of languages: `en`, `pt-BR`, `zh-Hant-TW`, `es-419`.
///
/// Source: RFC 5646, section 2.1, without extensions and private use; the languages are those of
/// ISO 639.
package enum LanguageTag {
    /// Whether there is such a language, and the tag is written as it should be.
    package static func isKnown(_ tag: String) -> Bool {
        guard isWellFormed(tag) else { return false }
        let language = primary(tag)
        // Of the seven thousand codes of three letters only some are known here.
        return language.utf8.count == 3 || Locale.LanguageCode(language).isISOLanguage
    }

    /// The tag that was most likely meant by one that does not exist.
    ///
    /// - Parameters:
    ///   - text: What was written: `sp`, `pt_BR`, `Spanish`.
    ///   - known: The tags that are most likely meant.
    /// - Returns: nil where nothing is like it.
    package static func meant(by text: String, among known: [String] = []) -> String? {
        let hyphened = text.replacing("_", with: "-")
        if hyphened != text, isKnown(hyphened) { return hyphened }
        let word = text.lowercased()
        if let same = known.first(where: { $0.lowercased() == word }) { return same }
        if let language = countries[word] ?? byName(word) { return language }
        return known.first { primary($0) == primary(word) }
    }

    /// `es` of `es-MX`, in small letters.
    package static func primary(_ tag: String) -> String {
        String(tag.lowercased().prefix { $0 != "-" && $0 != "_" })
    }

    /// The tag and what it falls back to: `zh-Hant-TW`, `zh-Hant`, `zh`.
    ///
    /// Source: RFC 4647, section 3.4.
    package static func lookup(_ tag: String) -> [String] {
        var parts = tag.replacing("_", with: "-").split(separator: "-")
        var tags: [String] = []
        while !parts.isEmpty {
            tags.append(parts.joined(separator: "-"))
            parts.removeLast()
        }
        return tags
    }

    /// The one of some languages that suits a wish best, by its tag, or by the language alone.
    package static func best(for wish: String, among languages: [String]) -> String? {
        for tag in lookup(wish) {
            let found = languages.first { $0.caseInsensitiveCompare(tag) == .orderedSame }
            if let found { return found }
        }
        return languages.first { primary($0) == primary(wish) }
    }

    /// How a language calls itself: `español`.
    package static func ownName(_ tag: String) -> String {
        let locale = Locale(identifier: tag)
        return locale.localizedString(forIdentifier: tag)
            ?? locale.localizedString(forLanguageCode: primary(tag)) ?? tag
    }

    /// Whether it is written from right to left.
    package static func isRightToLeft(_ tag: String) -> Bool {
        if tag.utf8.contains(UInt8(ascii: "-")),
            let script = tag.split(separator: "-").dropFirst().first(where: { $0.utf8.count == 4 })
        {
            return rightToLeftScripts.contains(script.lowercased())
        }
        return rightToLeftLanguages.contains(primary(tag))
    }

    private static let rightToLeftScripts: Set = [
        "arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg",
    ]
    private static let rightToLeftLanguages: Set = [
        "ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "arc", "syr",
    ]

    private static func isWellFormed(_ text: String) -> Bool {
        var parts = text.split(separator: "-", omittingEmptySubsequences: false)[...]
        func letters(_ part: Substring) -> Bool {
            part.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) }
        }
        func digits(_ part: Substring) -> Bool { part.utf8.allSatisfy { (48...57).contains($0) } }
        guard let language = parts.popFirst(), (2...3).contains(language.utf8.count),
            letters(language)
        else { return false }
        if let script = parts.first, script.utf8.count == 4, letters(script) { parts.removeFirst() }
        if let region = parts.first,
            (region.utf8.count == 2 && letters(region))
                || (region.utf8.count == 3 && digits(region))
        {
            parts.removeFirst()
        }
        return parts.allSatisfy { part in
            (5...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { byte in
                    (48...57).contains(byte) || (65...90).contains(byte)
                        || (97...122).contains(byte)
                }
        }
    }

    /// Codes of countries, and old ones of languages, that are written for languages.
    private static let countries = [
        "sp": "es", "mx": "es", "us": "en", "gb": "en", "jp": "ja", "cn": "zh", "kr": "ko",
        "cz": "cs", "gr": "el", "dk": "da", "ua": "uk", "in": "hi", "pk": "ur", "ir": "fa",
        "vn": "vi", "br": "pt", "sa": "ar", "eg": "ar", "ae": "ar", "il": "he",
    ]

    /// A language by its name in English or in itself.
    private static func byName(_ word: String) -> String? {
        guard word.count > 3 else { return nil }
        let english = Locale(identifier: "en")
        for code in Locale.LanguageCode.isoLanguageCodes where code.identifier.utf8.count == 2 {
            let tag = code.identifier
            if english.localizedString(forLanguageCode: tag)?.lowercased() == word { return tag }
            if ownName(tag).lowercased() == word { return tag }
        }
        return nil
    }
}
