import Values

/// What reaches the bot from outside: the customer, the gateway or the desk.
public enum Inbound: Hashable, Sendable {
    case text(String)
    /// A button, the rows of a list, a quick reply.
    case tap(question: String, options: [String])
    case form(question: String, values: [String: JSON])
    case timeSlot(question: String, id: String)
    /// A date or another native control.
    case value(question: String, JSON)
    case file(FileReference)
    case location(Location)
    case contactCard(JSON)
    case signedIn(question: String?, ok: Bool, subject: String?)
    case paid(PaymentResult)
    /// The back end tells something by itself: the event's name, and what it gives.
    case backEnd(event: String, gives: JSON)
    case app(question: String, data: JSON)
    case typing(Bool)
    case status(message: String, state: DeliveryState, code: String?)
    case edited(JSON)
    case deleted(JSON)
    /// The customer ended or deleted the conversation.
    case closed
    /// What the customer decided elsewhere about being written to: with the provider, on a page.
    case consent(granted: Bool, words: String?)
    case entry(intent: String?, group: String?, body: String?)
    case desk(DeskEvent)
    /// Something the channel can send and the bot has no use for; answered like words it could not
    /// read.
    case unsupported(kind: String)
}

/// How far a message of ours came.
public enum DeliveryState: String, CaseIterable, Hashable, Sendable, Codable {
    case sent, delivered, read, failed
}

/// What the people's side says.
public struct DeskEvent: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case created, queued, offered, accepted, declined, message, typing, transferred, closed
        case failed, callback
        /// The person lets the bot run a topic, and has the conversation again after it.
        case topic
        /// Something for other people of the desk: customers never see it.
        case note
    }

    public var kind: Kind
    public var agent: String?
    public var text: String?
    public var queue: String?
    /// 1 is next.
    public var place: Int?
    /// How long the wait is expected to be.
    public var wait: TimeSpan?
    /// When a call-back is to take place.
    public var at: Timestamp?
    /// The topic that the bot runs, or goes on with after the person is done.
    public var topic: String?
    /// What came of the person's work.
    public var outcome: String?
    /// What a message offers to touch; its question is named by the bot.
    public var control: Control?
    /// The ID of the hand-off's packet; nil: whichever it is about.
    ///
    /// An event about another one comes too late, and changes nothing.
    public var handoff: String?

    public init(
        _ kind: Kind,
        agent: String? = nil,
        text: String? = nil,
        queue: String? = nil,
        place: Int? = nil,
        wait: TimeSpan? = nil,
        at: Timestamp? = nil,
        topic: String? = nil,
        outcome: String? = nil,
        control: Control? = nil,
        handoff: String? = nil
    ) {
        self.kind = kind
        self.agent = agent
        self.text = text
        self.queue = queue
        self.place = place
        self.wait = wait
        self.at = at
        self.topic = topic
        self.outcome = outcome
        self.control = control
        self.handoff = handoff
    }
}

/// Why a line of JSON is not an event.
public struct InboundError: Error, Hashable, CustomStringConvertible {
    public let reason: String
    public init(_ reason: String) { self.reason = reason }
    public var description: String { reason }
}
