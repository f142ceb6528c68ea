public import Values

/// What the bot may answer with: a page of the company's knowledge, or a post of its community.
public struct Article: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case knowledge, community
    }

    /// Unique in its language; a second article with the same ID and language replaces the first.
    ///
    /// Articles with the same ID in other languages are its translations.
    public var id: String
    public var title: String
    /// Plain text; paragraphs are separated by line breaks.
    public var text: String
    public var kind: Kind
    public var url: String?
    /// A BCP 47 tag.
    ///
    /// An article without one is found in every language.
    public var language: String?
    public var tags: [String]
    /// How many readers found a community post useful; may be negative.
    public var votes: Int
    /// Whether the person who asked accepted a community post as the answer.
    public var accepted: Bool
    public var updated: CivilDate?
    /// Who may read it: nil is everyone, `internal` is staff alone.
    public var audience: String?
    /// False where only the words of the text are kept, in no order that could be read.
    package var isReadable = true

    /// The audience that is everyone's: customers.
    public static let customers = "customer"

    public init(
        id: String,
        title: String,
        text: String,
        kind: Kind = .knowledge,
        url: String? = nil,
        language: String? = nil,
        tags: [String] = [],
        votes: Int = 0,
        accepted: Bool = false,
        updated: CivilDate? = nil,
        audience: String? = nil
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.kind = kind
        self.url = url
        self.language = language
        self.tags = tags
        self.votes = votes
        self.accepted = accepted
        self.updated = updated
        self.audience = audience
    }
}

extension Article {
    /// The same article with its text reduced to its words in alphabetical order.
    ///
    /// Searching finds it as before; nobody can read it and there are no passages to show.
    package var withoutReadableText: Article {
        var words: [String] = []
        let bytes = Array(text.utf8)
        eachSpan(in: text) { words.append(String(decoding: bytes[$0], as: UTF8.self)) }
        var article = self
        article.text = words.sorted().joined(separator: " ")
        article.isReadable = false
        return article
    }
}

extension Article {
    /// What tells an article from all others of a collection.
    struct Identity: Hashable, Comparable {
        let id: String
        /// Empty for none.
        let language: String

        static func < (one: Identity, other: Identity) -> Bool {
            (one.id, one.language) < (other.id, other.language)
        }
    }

    var identity: Identity { Identity(id: id, language: language ?? "") }
}

/// The primary part of a language tag: `pt` of `pt-BR`.
func primaryLanguage(_ tag: String) -> String {
    (tag.split { $0 == "-" || $0 == "_" }.first ?? "").lowercased()
}
