import Messages
import Values

/// Something that reached a conversation from outside, as a gateway or a desk names it.
public struct IncomingMessage: Sendable {
    public var contact: ContactKey
    /// Given twice it is the same message: the same answer again, no second effect.
    public var id: String
    public var event: Inbound
    /// The bytes that the message came in: the same ID with others is refused.
    public var bytes: [UInt8]
    /// What is new about who writes.
    public var facts: ContactFacts
    /// Where the gateway numbers each contact's messages, from 1: one that comes before its
    /// predecessor waits for it, until two seconds have brought nothing.
    public var order: Int64?
    package var source = MessageKey.Source.inbound
    /// When it came.
    package var received = ContinuousClock.now

    public init(
        contact: ContactKey,
        id: String,
        event: Inbound,
        bytes: [UInt8]? = nil,
        facts: ContactFacts = ContactFacts()
    ) {
        self.contact = contact
        self.id = id
        self.event = event
        self.bytes = bytes ?? event.json.bytes
        self.facts = facts
    }
}

/// What a gateway knows of a customer beside their words; what is nil is as it was.
public struct ContactFacts: Hashable, Sendable {
    /// As the channel's profile lists them: `QUICK,LIST`.
    public var capabilities: String?
    /// BCP 47.
    public var locale: String?
    /// ISO 3166.
    public var region: String?
    /// IANA name.
    public var timeZone: String?
    public var name: String?
    /// Who it is in the company's own books, proven until `verifiedUntil`.
    public var subject: String?
    public var verifiedUntil: Timestamp?

    public init(
        capabilities: String? = nil,
        locale: String? = nil,
        region: String? = nil,
        timeZone: String? = nil,
        name: String? = nil,
        subject: String? = nil,
        verifiedUntil: Timestamp? = nil
    ) {
        self.capabilities = capabilities
        self.locale = locale
        self.region = region
        self.timeZone = timeZone
        self.name = name
        self.subject = subject
        self.verifiedUntil = verifiedUntil
    }
}
