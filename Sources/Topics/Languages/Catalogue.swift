import Diagnostics

/// The translations of a bot's texts into one language: `languages/es.po`.
package struct Catalogue: Sendable {
    /// BCP 47.
    package let language: String
    package let file: SourceFile
    /// The translation of the empty text: fields such as `Language: es`, a line each.
    package var header: String
    /// What stands above the header, each line ending in a line break.
    package var headerComment: String
    /// In the order of the file, obsolete ones too.
    package var entries: [Entry]

    package init(
        language: String,
        file: SourceFile,
        header: String = "",
        headerComment: String = "",
        entries: [Entry] = []
    ) {
        self.language = language
        self.file = file
        self.header = header
        self.headerComment = headerComment
        self.entries = entries
    }

    /// What an entry is looked up by.
    package struct Key: Hashable, Sendable {
        /// Where the text stands: `replace_card.reason`.
        package let context: String
        package let source: String

        package init(context: String, source: String) {
            self.context = context
            self.source = source
        }
    }

    /// One text and its translation.
    package struct Entry: Hashable, Sendable {
        package var key: Key
        /// Empty: not translated yet.
        package var translation: String
        /// The text has changed since it was translated.
        package var isOutdated = false
        /// The text is gone; kept because it may come back.
        package var isObsolete = false
        /// The key that the translation was made for.
        package var previous: Key?
        /// What a translator wrote above it, each line ending in a line break.
        package var comment = ""
        /// Where the text begins, from 1; nil for one that was not read.
        package var sourceLine: Int?
        package var translationLine: Int?

        package init(key: Key, translation: String = "") {
            self.key = key
            self.translation = translation
        }

        /// Whether customers see it.
        package var isUsed: Bool { !translation.isEmpty && !isOutdated && !isObsolete }
    }
}

/// A text of a bot that is to be translated.
package struct Message: Sendable {
    package let key: Catalogue.Key
    /// What it is for: "ask of a slot".
    package let purpose: String
    /// Everywhere it stands, in reading order.
    package internal(set) var places: [SourceLocation]
    /// The languages it is translated into; nil for all of the bot's.
    package let languages: Set<String>?

    /// Whether it is to be translated into a language.
    package func isFor(_ language: String) -> Bool { languages?.contains(language) ?? true }
}
