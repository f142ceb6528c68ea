/// Words that a designer wrote as they stand, in every language of the bot.
package struct Wording: Hashable, Sendable {
    /// In the bot's default language; what the words are known by.
    package let source: String
    private let translations: [String: String]

    package init(_ source: String, translations: [String: String] = [:]) {
        self.source = source
        self.translations = translations
    }

    /// In a language of the bot; those of the default where there is no translation.
    package subscript(language: String) -> String { translations[language] ?? source }

    /// Each language that has words of its own.
    package var languages: some Sequence<String> { translations.keys }
}

extension Wording: ExpressibleByStringLiteral {
    package init(stringLiteral source: String) { self.init(source) }
}

/// Things that customers say, in every language of the bot; a language may have more or fewer.
package struct WordList: Hashable, Sendable {
    /// In the bot's default language.
    package let source: [String]
    private let translations: [String: [String]]

    package init(_ source: [String] = [], translations: [String: [String]] = [:]) {
        self.source = source
        self.translations = translations
    }

    /// In a language of the bot; those of the default where there is no translation.
    package subscript(language: String) -> [String] { translations[language] ?? source }

    /// What is understood in a language: its own words and, as people mix, those of the default.
    package func understood(in language: String) -> [String] {
        guard let own = translations[language] else { return source }
        return own + source.filter { !own.contains($0) }
    }

    package var isEmpty: Bool { source.isEmpty }
}

extension WordList: ExpressibleByArrayLiteral {
    package init(arrayLiteral source: String...) { self.init(source) }
}
