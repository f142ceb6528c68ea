import Values

/// Something that an agent sends to a conversation: whose, about which ticket, and by which ID it is
/// known when it comes again.
package struct DeskWord: Hashable, Sendable {
    package var id: String
    package var ticket: Int
    package var agent: String
    package var tenant: String

    package init(id: String, ticket: Int, agent: String, tenant: String) {
        self.id = id
        self.ticket = ticket
        self.agent = agent
        self.tenant = tenant
    }
}

/// What an agent does with a ticket.
package enum TicketDeed: Hashable, Sendable {
    case accepts
    case declines
    case transfers(to: DeskInput.Destination)
    case closes(outcome: String?, topic: String?)
    case finishes
    case books(at: Timestamp, phone: String?, queue: String?)

    func of(_ ticket: Int) -> DeskInput.Deed {
        switch self {
        case .accepts: .accepts(ticket)
        case .declines: .declines(ticket)
        case .transfers(let destination): .transfers(ticket, to: destination)
        case .closes(let outcome, let topic): .closes(ticket, outcome: outcome, topic: topic)
        case .finishes: .finishes(ticket)
        case .books(let at, let phone, let queue):
            .books(ticket, at: at, phone: phone, queue: queue)
        }
    }
}
