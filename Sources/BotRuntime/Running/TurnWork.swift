import Dialogue
import Messages
import Values

/// One turn that is to be made.
struct TurnWork: Sendable {
    enum Trigger: Sendable {
        case inbound(Inbound)
        /// The answer of a call that was made.
        case result(CallRequest, CallAnswer)
        /// A timer may be due.
        case timer
    }

    let contact: ContactKey
    let account: Account
    /// nil: it has no name of its own.
    var message: MessageKey?
    /// SHA-256 of the message's bytes.
    let bodyHash: [UInt8]
    let trigger: Trigger
    var facts = ContactFacts()
    /// The message's number among the contact's, where the gateway numbers them.
    var order: Int64?
    /// The turn of the message that set it off; nil: this one.
    var cause: Int64?
    /// The row of the outbox that the result answers.
    var settles: Int64?
    /// When the contact first wrote whose call is answered; nil where no call is.
    var since: Timestamp?
    /// The call whose answer the customer has waited for long enough, where a timer says so.
    var givenUp: CallRequest?
    /// The conversation that is closed to us, not one that has begun since; nil: none is.
    var closes: Int?
    /// How long what it is about has waited to be taken.
    var waited = Duration.zero
    /// Whoever waits for the answer.
    var episode: Episode?
}

extension TurnWork {
    /// How many digits the customer's message has.
    var digits: Int {
        guard case .inbound(.text(let text)) = trigger else { return 0 }
        return text.unicodeScalars.count { CardNumbers.digit($0) != nil }
    }
}

/// What a turn is made from.
struct TurnBase {
    /// nil: nothing is kept of the contact.
    let row: ContactRow?
    /// nil: it is in the row's state.
    var conversation: Conversation?
    /// How often a process died while it had the message in hand.
    var tries = 0
    /// The store was not asked: it is what the last turn left.
    var isRemembered = false
}

/// What came of a turn that was written.
struct TurnOutcome: Sendable {
    let rev: Int64
    let cause: Int64
    /// The turn as a line of `chat --json`.
    let line: JSON
    /// Calls to be made now, with their rows in the outbox: nobody else takes them.
    let calls: [(row: OutboxRow, request: CallRequest)]
    /// Lanes in which something waits.
    let lanes: Set<DueDestination>
    /// It dropped what had not gone out.
    let drops: Bool
    /// What is worth a line in the log.
    let notes: [TurnNote]
    /// A person has the conversation.
    let isPeoples: Bool
    let deployment: Deployment
}
