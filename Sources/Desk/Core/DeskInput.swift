import Values

/// Something that happens at a desk.
package enum DeskInput: Hashable, Sendable {
    /// The bot asks for a person.
    case handedOff(Ticket.Request)
    /// Nobody needs to come any more to whom an older epoch asked.
    case released(contact: String, epoch: Int)
    /// A customer wants to be called back, not before `due`.
    case callbackWished(Ticket.Request, phone: String?, due: Timestamp)
    case agent(String, Deed)
    /// Conversations have been told; in those of `lost` tickets it was too late.
    case told([Int], lost: [Int])
    /// Nothing is kept of the contact.
    case forgotten(contact: String)
    /// Time has passed.
    case tick
    /// The clock was set: nobody has waited, or been away, for as long as it seems.
    case clockSet

    /// What somebody at the desk does.
    package enum Deed: Hashable, Sendable {
        case comes(channels: [String]?)
        case goesAway
        case leaves
        /// Their client is there.
        case isSeen
        /// Takes what is offered to them, or what waits in one of their queues.
        case accepts(Int)
        case declines(Int)
        case transfers(Int, to: Destination)
        case closes(Int, outcome: String?, topic: String?)
        case finishes(Int)
        case books(Int, at: Timestamp, phone: String?, queue: String?)
    }

    package enum Destination: Hashable, Sendable {
        case queue(String)
        case agent(String)
    }
}

/// Why somebody at the desk may not do what they want to; nothing came of it.
package enum DeskRefusal: Error, Hashable, Sendable {
    /// Nobody of that name works here.
    case unknownAgent
    /// It is not theirs, or there is none of that number.
    case notTheirs
    /// What they were offered has gone to another, or back into the line.
    case offerIsOver
    /// They have as much as they can take.
    case isFull
    /// They have not said that they are there.
    case isAway
    /// Whoever is to have it is not there, or has as much as they can take.
    case cannotTake(String)
    /// A call-back lies ahead.
    case isPast
}

extension DeskRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownAgent: "nobody of that name works at this desk"
        case .notTheirs: "there is no such conversation of yours"
        case .offerIsOver: "it is not offered any more"
        case .isFull: "you have as much as you can take"
        case .isAway: "you are not signed in"
        case .cannotTake(let name): "\(name) is not there, or has as much as they can take"
        case .isPast: "a call-back is at a time to come"
        }
    }
}
