import Values

/// A customer who waits for a person or talks with one, or is to be called back.
package struct Ticket: Hashable, Sendable, Codable {
    package enum Kind: Hashable, Sendable, Codable {
        case conversation
        case callback(phone: String?)
    }

    /// Where it is; it is in one place.
    package enum Place: Hashable, Sendable, Codable {
        /// Not to be offered before.
        case later(Timestamp)
        case waiting
        case offered(to: String, until: Timestamp)
        case held(by: String, since: Timestamp)
        /// The conversation is over, and whoever had it writes down what there is to write down.
        case wrappingUp(by: String, until: Timestamp)
    }

    /// Counts those of a tenant, from 1.
    package let id: Int
    package let kind: Kind
    package let request: Request
    package internal(set) var queue: String
    /// Since when the customer waits: whoever comes back into a line has their old place.
    package internal(set) var since: Timestamp
    package internal(set) var place: Place
    /// Who has declined it.
    package internal(set) var refusedBy: [String] = []
    /// Who gave it back into the line: it is not for them.
    package internal(set) var passedBy: String?
    /// What the customer was told last of their place, and when.
    var told: Told?

    struct Told: Hashable, Sendable, Codable {
        var place: Int
        var at: Timestamp
    }

    /// What the bot said when it asked for a person.
    package struct Request: Hashable, Sendable, Codable {
        /// The text of the contact's key.
        package var contact: String
        /// The ID of the packet; of a call-back, what it was wished for with.
        package var id: String
        package var account: String
        package var channel: String
        package var queue: String
        package var reason: String
        package var language: String
        package var topic: String?
        /// Grows with each change of owner: what an older one wants is over.
        package var epoch: Int
        /// The turn in which a person was asked for, whose transcript has the packet.
        package var turn: Int64
        /// When an agent promised to call; nil where the customer wished for it.
        package var booked: Timestamp?

        package init(
            contact: String,
            id: String,
            account: String,
            channel: String,
            queue: String,
            reason: String,
            language: String,
            topic: String? = nil,
            epoch: Int,
            turn: Int64
        ) {
            self.contact = contact
            self.id = id
            self.account = account
            self.channel = channel
            self.queue = queue
            self.reason = reason
            self.language = language
            self.topic = topic
            self.epoch = epoch
            self.turn = turn
        }
    }

    /// What it takes up of an agent: one of so many on a channel.
    package static let callbackMedium = "callback"

    package var medium: String {
        switch kind {
        case .conversation: request.channel
        case .callback: Self.callbackMedium
        }
    }

    /// Who is busy with it, or is asked to be.
    package var agent: String? {
        switch place {
        case .later, .waiting: nil
        case .offered(let agent, _), .held(let agent, _), .wrappingUp(let agent, _): agent
        }
    }

    /// In the line of its queue, also while it is offered.
    package var isInLine: Bool {
        switch place {
        case .waiting, .offered: true
        case .later, .held, .wrappingUp: false
        }
    }

    /// An agent talks with the customer, or has called them.
    package var isHeld: Bool {
        switch place {
        case .held: true
        case .later, .waiting, .offered, .wrappingUp: false
        }
    }

    package var isConversation: Bool { kind == .conversation }
}
