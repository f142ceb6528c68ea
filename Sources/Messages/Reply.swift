import Values

/// One message to the customer, as every channel could say it; the channel's adapter gives it the
/// best form that the device can show.
public struct Reply: Hashable, Sendable {
    public enum Purpose: String, Hashable, Sendable {
        /// An answer to what the customer wrote.
        case reply
        /// Something about the conversation itself: a hand-off, a place in the queue, a reminder.
        case notice
        /// Something the customer did not ask for at this moment and agreed to receive.
        case notification
    }

    public enum Sender: String, Hashable, Sendable {
        case bot, agent
    }

    public var id: String
    public var purpose: Purpose
    public var sender: Sender
    public var text: String?
    public var links: [Link]
    public var media: Media?
    public var card: Card?
    public var articles: [ArticleLink]
    public var control: Control?
    /// Payloads for one channel, passed through untouched.
    public var native: [String: JSON]

    public init(
        id: String,
        purpose: Purpose = .reply,
        sender: Sender = .bot,
        text: String? = nil,
        links: [Link] = [],
        media: Media? = nil,
        card: Card? = nil,
        articles: [ArticleLink] = [],
        control: Control? = nil,
        native: [String: JSON] = [:]
    ) {
        self.id = id
        self.purpose = purpose
        self.sender = sender
        self.text = text
        self.links = links
        self.media = media
        self.card = card
        self.articles = articles
        self.control = control
        self.native = native
    }
}

/// A link with the words to show for it.
public struct Link: Hashable, Sendable {
    public let url: String
    public let title: String?
    public let image: String?

    public init(url: String, title: String? = nil, image: String? = nil) {
        self.url = url
        self.title = title
        self.image = image
    }
}

/// A picture or a document, by reference.
public struct Media: Hashable, Sendable {
    public let id: String?
    public let mime: String?
    public let url: String?
    public let caption: String?

    public init(id: String? = nil, mime: String? = nil, url: String? = nil, caption: String? = nil)
    {
        self.id = id
        self.mime = mime
        self.url = url
        self.caption = caption
    }
}

/// A few named facts under a title.
public struct Card: Hashable, Sendable {
    public struct Fact: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public let title: String
    public let subtitle: String?
    public let image: String?
    public let facts: [Fact]

    public init(title: String, subtitle: String? = nil, image: String? = nil, facts: [Fact] = []) {
        self.title = title
        self.subtitle = subtitle
        self.image = image
        self.facts = facts
    }
}

/// An article that answers, with the passage that does.
public struct ArticleLink: Hashable, Sendable, Codable {
    public let id: String
    public let title: String
    public let url: String?
    public let snippet: String?
    /// `knowledge` or `community`.
    public let kind: String

    public init(id: String, title: String, url: String?, snippet: String?, kind: String) {
        self.id = id
        self.title = title
        self.url = url
        self.snippet = snippet
        self.kind = kind
    }
}
