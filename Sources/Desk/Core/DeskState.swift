import Values

/// The people's side of one tenant: who is there, who waits, who talks with whom.
///
/// A value: `take` makes the next one of what happens. It reads no clock and does nothing; what is to
/// be said to conversations stands in `tellings` until somebody has said it.
package struct DeskState: Hashable, Sendable, Codable {
    /// In the order in which they came.
    package internal(set) var tickets: [Ticket] = []
    /// Those who are signed in, by the names of their tokens.
    package internal(set) var agents: [String: Agent] = [:]
    /// What conversations are to be told, in its order; taken away when it has arrived.
    package internal(set) var tellings: [Telling] = []
    var lastTicket = 0
    var lastTelling = 0
    /// Seconds that a conversation of each queue has taken of late.
    var handling: [String: Int] = [:]
    /// Call-backs that were wished for and are done with, newest last: one that is told again is not
    /// begun anew.
    var finished: [String] = []

    package init() {}

    package func ticket(_ id: Int) -> Ticket? { tickets.first { $0.id == id } }
}

/// Somebody who works at the desk, while they are signed in.
package struct Agent: Hashable, Sendable, Codable {
    package enum Presence: String, CaseIterable, Hashable, Sendable, Codable {
        /// Takes what comes.
        case available
        /// Is there, and is offered nothing.
        case away
    }

    package var presence: Presence
    /// Only what comes on these; nil: on all.
    package var channels: [String]?
    /// The last sign of their client.
    package var seen: Timestamp
    /// Since when nothing has been given to them: who has waited longest is next.
    package var idle: Timestamp
}

/// Something that a conversation is to be told, once.
package struct Telling: Hashable, Sendable, Codable {
    /// Counts those of a tenant: the conversation takes it once, however often it is told.
    package let number: Int
    /// The text of the contact's key.
    package let contact: String
    /// The ticket that it is about.
    package let ticket: Int
    package let at: Timestamp
    package let what: What

    package enum What: Hashable, Sendable, Codable {
        case queued(place: Int, wait: Int?)
        case accepted(agent: String)
        /// Nobody of those who are there takes it.
        case declined
        case toQueue(String)
        case toAgent(String)
        case closed(outcome: String?, topic: String?)
        /// A call-back is wished for, or has its time.
        case callback(queue: String, at: Timestamp?)
        /// One was made, or given up: that which was booked for then.
        case calledBack(queue: String, booked: Timestamp?, outcome: String)
    }

    /// The hand-off that it is about; a call-back is about none.
    package let handoff: String?
}
