import Messages
import Topics
import Values

/// Everything that the bot remembers of one conversation.
///
/// A value: a turn makes the next one of it.
package struct Conversation: Hashable, Sendable, Codable {
    /// The form in which it is saved.
    package static let currentVersion = 1

    package var version = Conversation.currentVersion
    /// The ID of the bot that took the last event, nil before the first; another version of it
    /// carries the conversation over first.
    package var bot: String?
    /// The contact's key and the conversation's ordinal with it: `+14155550101/1`.
    package let contact: String
    package let ordinal: Int
    package var owner = Owner.bot
    /// Grows with each change of owner; what an older epoch wanted to say is dropped.
    @UnlessBlank package var epoch = 0
    package var language: String
    /// The device as it was last seen.
    package var profile: ChannelProfile
    /// Bottom to top; the top one runs.
    @UnlessBlank package var frames: [Frame] = []
    package var waiting = Waiting.nothing
    /// What was begun when the conversation expired.
    @UnlessBlank package var kept: [Frame] = []
    /// The customer was told that the conversation is about to end.
    @UnlessBlank package var warned = false
    package var counters = Counters()
    /// What earlier questions were about, newest last, at most six: for late taps.
    @UnlessBlank package var asked: [AskedQuestion] = []
    /// The page of a long list that was shown last.
    package var shownPage: ShownPage?
    /// Messages that came while a call was under way, in order.
    @UnlessBlank package var held: [HeldMessage] = []
    /// What was asked when a call that only reads had to be made again: asking it once more says
    /// nothing new.
    package var restoring: Waiting?
    /// The customer's last message has no answer until a call is back.
    @UnlessBlank package var owesAnswer = false
    /// Messages not understood while nothing was asked.
    @UnlessBlank package var misses = 0
    @UnlessBlank package var interactions: [Interaction] = []
    /// What a person should know beside the slots.
    package var history = History()
    @UnlessBlank package var timers: [TimerName: Timestamp] = [:]
    /// What the desk said last about the way to a person.
    package var desk = DeskState()
    /// Proven in this conversation; it stays with the contact until it expires.
    package var identity: Identity?
    /// nil: no wrong code since the last right one.
    package var signIn: SignInGuard?
    /// Whose conversation it is, since something was done for somebody who was proven.
    package var subject: String?
    /// What the back end told and nobody has waited for yet, newest last, at most five.
    @UnlessBlank package var arrived: [ArrivedEvent] = []
    /// Questions that were paid, newest last, at most ten: a payment told twice is one.
    @UnlessBlank package var settled: [String] = []
    /// The customer told us to stop; nothing is sent until they start again.
    @UnlessBlank package var stopped = false
    /// The customer has had the privacy notice, in this conversation or an earlier one.
    @UnlessBlank package var privacyTold = false
    /// Messages that insulted.
    @UnlessBlank package var insults = 0
    /// What a later version of this program has saved and this one does not know.
    var unread = UnreadFields()

    package init(contact: String, ordinal: Int, language: String, profile: ChannelProfile) {
        self.contact = contact
        self.ordinal = ordinal
        self.language = language
        self.profile = profile
    }

    package var id: String { Self.id(contact, ordinal) }

    static func id(_ contact: String, _ ordinal: Int) -> String { "\(contact)/\(ordinal)" }

    /// The contact's conversation after this one.
    package func next(profile: ChannelProfile) -> Conversation {
        var next = Conversation(
            contact: contact,
            ordinal: ordinal + 1,
            language: language,
            profile: profile
        )
        next.bot = bot
        next.identity = identity
        next.signIn = signIn
        next.settled = settled
        // What comes late for a question of this one must answer none of the next.
        next.counters.questions = counters.questions
        // Whoever accepts now what this one asked for comes too late.
        next.desk.released = desk.requested || desk.released
        next.privacyTold = privacyTold
        return next
    }

    /// Whether a call has been made and not come back.
    package func isUnderWay(_ key: String) -> Bool {
        frames.contains { frame in
            frame.memo.values.contains { memo in
                if case .calling(let record) = memo { return record.key == key }
                return false
            }
        }
    }

    /// Something that the back end told by itself.
    package struct ArrivedEvent: Hashable, Sendable, Codable {
        package let name: String
        package let gives: Value
    }

    /// What numbers the next question, reply, run.
    package struct Counters: Hashable, Sendable, Codable {
        @UnlessBlank package var questions = 0
        @UnlessBlank package var replies = 0
        @UnlessBlank package var runs = 0
        @UnlessBlank package var handoffs = 0
        /// Secure answers; nil for none.
        @UnlessBlank package var secrets = 0
    }

    /// What was shown, tried and lost sight of.
    package struct History: Hashable, Sendable, Codable {
        /// IDs of the articles shown, newest last, at most ten.
        @UnlessBlank package var articles: [String] = []
        /// Topics begun, newest last, at most five.
        @UnlessBlank package var topics: [TopicID] = []
        /// The last topic that ended, with its answers.
        package var ended: EndedTopic?
        /// What the last topic that did something has done, where a topic takes it back.
        package var undo: UndoOffer?
        /// Calls whose outcome nobody knows.
        @UnlessBlank package var unknown: [UnknownEffect] = []
        /// The last thing said, for *repeat*.
        package var lastSaid: String?
        /// The last thing the customer wrote, without what may be a secret.
        package var lastHeard: String?
    }

    package struct UnknownEffect: Hashable, Sendable, Codable {
        package let action: ActionName
        package let key: String
        /// Filled when the answer came after all.
        package var late: CallOutcome?
    }

    package struct DeskState: Hashable, Sendable, Codable {
        package var queue: QueueID?
        package var agent: String?
        package var place: Int?
        /// A hand-off was asked for and is neither accepted nor given up.
        @UnlessBlank package var requested = false
        /// The request was given up: whoever still accepts it comes too late.
        @UnlessBlank package var released = false
        /// How often the customer was told that the wait goes on.
        @UnlessBlank package var reminders = 0
        /// The ID of the packet that the person in line or at work was asked for with.
        package var handoff: String?
        /// Who started the topic that runs, and has the conversation again after it.
        package var startedBy: String?
    }
}

/// What a question was about, so that a late tap can be understood.
package struct AskedQuestion: Hashable, Sendable, Codable {
    package let id: String
    package let run: Int
    /// The slot's key or the step's identity.
    package let subject: String
}

/// A message that waits for a call to come back.
package struct HeldMessage: Hashable, Sendable, Codable {
    /// As `Inbound` writes and reads it.
    private let event: Overheard
    /// The conversation went on in another language because of it: it does not do so again.
    @UnlessBlank package var isInItsLanguage = false
    /// It is about something of a customer who has to be proven first.
    @UnlessBlank package var waitsForIdentity = false

    package init(_ inbound: Inbound, mayHoldSecret: Bool, waitsForIdentity: Bool = false) {
        // A message of a megabyte is understood by its beginning; a state is not for keeping it.
        var kept = inbound
        if case .text(let text) = inbound { kept = .text(String(text.prefix(2000))) }
        event = Overheard(kept.json.text, mayHoldSecret: mayHoldSecret)
        self.waitsForIdentity = waitsForIdentity
    }

    package var inbound: Inbound {
        (try? Inbound(json: try JSON(parsing: event.words))) ?? .unsupported(kind: "damaged")
    }
}

/// The timers of a conversation.
package enum TimerName: String, Hashable, Sendable, Codable, CodingKeyRepresentable {
    /// The customer has gone quiet.
    case idle
    /// The conversation is over.
    case expiry
    /// Still waiting for a person.
    case queue
    /// The customer's patience with a call.
    case call
    /// What a step waits for does not come any more.
    case deadline
}
