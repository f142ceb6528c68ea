import Values

extension DeskTurn {
    mutating func take(_ deed: DeskInput.Deed, of name: String) throws(DeskRefusal) {
        guard configuration.agents[name] != nil else { throw .unknownAgent }
        desk.agents[name]?.seen = now
        switch deed {
        case .comes(let channels): come(name, channels)
        case .goesAway: goAway(name)
        case .leaves: leave(name)
        case .isSeen: break
        case .accepts(let id): try accept(name, id)
        case .declines(let id):
            guard case .offered(name, _)? = desk.ticket(id)?.place else { throw .offerIsOver }
            putBack(id)
            change(id) { $0.refusedBy.append(name) }
        case .transfers(let id, let destination): try transfer(name, id, destination)
        case .closes(let id, let outcome, let topic): try close(name, id, outcome, topic)
        case .finishes(let id):
            guard case .wrappingUp(name, _)? = desk.ticket(id)?.place else { throw .notTheirs }
            remove(id)
            desk.agents[name]?.idle = now
        case .books(let id, let at, let phone, let queue): try book(name, id, at, phone, queue)
        }
    }

    // MARK: Presence

    private mutating func come(_ name: String, _ channels: [String]?) {
        let idle = desk.agents[name]?.idle ?? now
        desk.agents[name] = Agent(presence: .available, channels: channels, seen: now, idle: idle)
        // Whoever comes anew may take what they would not.
        for index in desk.tickets.indices { desk.tickets[index].refusedBy.removeAll { $0 == name } }
    }

    /// Offers go to somebody else; conversations stay.
    mutating func goAway(_ name: String) {
        if desk.agents[name] == nil {
            desk.agents[name] = Agent(presence: .away, channels: nil, seen: now, idle: now)
        }
        desk.agents[name]?.presence = .away
        for ticket in desk.tickets {
            if case .offered(name, _) = ticket.place { putBack(ticket.id) }
        }
    }

    /// What somebody had who is gone goes back into its line, and comes first there.
    mutating func leave(_ name: String) {
        desk.agents[name] = nil
        for ticket in desk.tickets where ticket.agent == name {
            switch ticket.place {
            case .later, .waiting: break
            case .offered: putBack(ticket.id)
            case .held:
                putBack(ticket.id)
                change(ticket.id) { $0.told = nil }
                if ticket.isConversation { tell(ticket, .toQueue(ticket.queue)) }
            case .wrappingUp: remove(ticket.id)
            }
        }
    }

    // MARK: Conversations

    private mutating func accept(_ name: String, _ id: Int) throws(DeskRefusal) {
        guard let ticket = desk.ticket(id), serves(name, ticket) else { throw .offerIsOver }
        switch ticket.place {
        case .offered(name, _): break
        case .waiting:
            guard desk.agents[name] != nil else { throw .isAway }
            guard hasRoom(name, for: ticket) else { throw .isFull }
        case .held(name, _): return
        case .later, .offered, .held, .wrappingUp: throw .offerIsOver
        }
        move(id, to: .held(by: name, since: now))
        change(id) {
            ($0.refusedBy, $0.passedBy) = ([], nil)
        }
        desk.agents[name]?.idle = now
        if ticket.isConversation {
            tell(ticket, .accepted(agent: configuration.name(of: name)))
            tellPlaces(of: ticket.queue)
        }
    }

    private func held(_ name: String, _ id: Int) throws(DeskRefusal) -> (Ticket, Timestamp) {
        guard let ticket = desk.ticket(id), case .held(name, let since) = ticket.place else {
            throw .notTheirs
        }
        return (ticket, since)
    }

    private mutating func transfer(
        _ name: String,
        _ id: Int,
        _ destination: DeskInput.Destination
    ) throws(DeskRefusal) {
        let (ticket, _) = try held(name, id)
        switch destination {
        case .queue(let queue):
            putBack(id)
            change(id) {
                $0.queue = queue
                $0.passedBy = name
                $0.told = nil
            }
            if ticket.isConversation { tell(ticket, .toQueue(queue)) }
        case .agent(let other):
            let title = configuration.name(of: other)
            guard other != name, desk.agents[other]?.presence == .available,
                hasRoom(other, for: ticket)
            else { throw .cannotTake(title) }
            move(id, to: .held(by: other, since: now))
            if ticket.isConversation { tell(ticket, .toAgent(title)) }
        }
        desk.agents[name]?.idle = now
    }

    private mutating func close(
        _ name: String,
        _ id: Int,
        _ outcome: String?,
        _ topic: String?
    ) throws(DeskRefusal) {
        let (ticket, since) = try held(name, id)
        switch ticket.kind {
        case .conversation: tell(ticket, .closed(outcome: outcome, topic: topic))
        case .callback:
            tell(
                ticket,
                .calledBack(
                    queue: ticket.request.queue,
                    booked: ticket.request.booked,
                    outcome: outcome ?? "done"
                )
            )
        }
        desk.agents[name]?.idle = now
        beginWrapUp(ticket, name, since)
    }

    private mutating func book(
        _ name: String,
        _ id: Int,
        _ at: Timestamp,
        _ phone: String?,
        _ queue: String?
    ) throws(DeskRefusal) {
        guard let ticket = desk.ticket(id), ticket.agent == name else { throw .notTheirs }
        switch ticket.place {
        case .held, .wrappingUp: break
        case .later, .waiting, .offered: throw .notTheirs
        }
        guard at > now else { throw .isPast }
        var request = ticket.request
        request.queue = queue ?? ticket.queue
        request.reason = "callback"
        request.booked = at
        request.id += "/\(desk.lastTicket + 1)"
        tell(
            add(.callback(phone: phone), request, .later(at)),
            .callback(queue: request.queue, at: at)
        )
    }
}
