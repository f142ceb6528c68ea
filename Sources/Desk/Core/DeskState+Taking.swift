import Values

extension DeskState {
    /// Makes what the desk is after something has happened.
    ///
    /// Pure: equal arguments give equal bytes.
    ///
    /// - Parameters:
    ///   - input: What happened.
    ///   - now: When.
    ///   - configuration: How the desk works.
    /// - Throws: Why an agent may not; nothing has changed then.
    package mutating func take(
        _ input: DeskInput,
        at now: Timestamp,
        in configuration: DeskConfiguration
    ) throws(DeskRefusal) {
        var turn = DeskTurn(desk: self, now: now, configuration: configuration)
        try turn.take(input)
        turn.offerWhatWaits()
        self = turn.desk
    }
}

/// One change of a desk while it is being made.
struct DeskTurn {
    var desk: DeskState
    let now: Timestamp
    let configuration: DeskConfiguration

    mutating func take(_ input: DeskInput) throws(DeskRefusal) {
        switch input {
        case .handedOff(let request): handOff(request)
        case .released(let contact, let epoch): release(contact, before: epoch)
        case .callbackWished(let request, let phone, let due): wish(request, phone, due)
        case .agent(let name, let deed): try take(deed, of: name)
        case .told(let numbers, let lost):
            let numbers = Set(numbers)
            desk.tellings.removeAll { numbers.contains($0.number) }
            desk.tickets.removeAll { lost.contains($0.id) }
        case .forgotten(let contact):
            desk.tickets.removeAll { $0.request.contact == contact }
            desk.tellings.removeAll { $0.contact == contact }
        case .tick: passTime()
        case .clockSet: beginTermsAnew()
        }
    }

    // MARK: What the bot asks for

    private mutating func handOff(_ request: Ticket.Request) {
        let isKnown = desk.tickets.contains {
            $0.isConversation && $0.request.contact == request.contact
                && $0.request.epoch >= request.epoch
        }
        guard !isKnown else { return }
        release(request.contact, before: request.epoch)
        add(.conversation, request, .waiting)
        tellPlaces(of: request.queue)
    }

    private mutating func release(_ contact: String, before epoch: Int) {
        for ticket in desk.tickets
        where ticket.isConversation && ticket.request.contact == contact
            && ticket.request.epoch < epoch
        {
            switch ticket.place {
            case .later, .waiting, .offered: remove(ticket.id)
            case .held(let agent, let since): beginWrapUp(ticket, agent, since)
            case .wrappingUp: break
            }
        }
    }

    private mutating func wish(_ request: Ticket.Request, _ phone: String?, _ due: Timestamp) {
        let isKnown =
            desk.finished.contains(request.id)
            || desk.tickets.contains { !$0.isConversation && $0.request.id == request.id }
        guard !isKnown else { return }
        let ticket = add(.callback(phone: phone), request, due > now ? .later(due) : .waiting)
        tell(ticket, .callback(queue: request.queue, at: nil))
    }

    @discardableResult
    mutating func add(
        _ kind: Ticket.Kind,
        _ request: Ticket.Request,
        _ place: Ticket.Place
    ) -> Ticket {
        desk.lastTicket += 1
        let ticket = Ticket(
            id: desk.lastTicket,
            kind: kind,
            request: request,
            queue: request.queue,
            since: now,
            place: place
        )
        desk.tickets.append(ticket)
        return ticket
    }

    // MARK: Changing tickets

    mutating func change(_ id: Int, _ change: (inout Ticket) -> Void) {
        guard let index = desk.tickets.firstIndex(where: { $0.id == id }) else { return }
        change(&desk.tickets[index])
    }

    /// Calls-backs whose wishes are remembered after they are done.
    private static let mostFinished = 500

    mutating func remove(_ id: Int) {
        guard let index = desk.tickets.firstIndex(where: { $0.id == id }) else { return }
        let ticket = desk.tickets.remove(at: index)
        guard !ticket.isConversation else { return }
        desk.finished.append(ticket.request.id)
        desk.finished.removeFirst(max(0, desk.finished.count - Self.mostFinished))
    }

    /// Ends what an agent did for a customer.
    mutating func beginWrapUp(_ ticket: Ticket, _ agent: String, _ since: Timestamp) {
        if ticket.isConversation { note(now.seconds - since.seconds, for: ticket.queue) }
        guard configuration.wrapUp.seconds > 0 else { return remove(ticket.id) }
        move(ticket.id, to: .wrappingUp(by: agent, until: now.adding(configuration.wrapUp)))
    }

    /// Weighs the last conversation with a fifth, so that a day's beginning is forgotten by noon.
    private mutating func note(_ seconds: Int64, for queue: String) {
        let seconds = Int(max(0, seconds))
        desk.handling[queue] = desk.handling[queue].map { ($0 * 4 + seconds) / 5 } ?? seconds
    }

    /// Puts a ticket back into its line, at its old place.
    mutating func putBack(_ id: Int) { move(id, to: .waiting) }

    mutating func move(_ id: Int, to place: Ticket.Place) { change(id) { $0.place = place } }

    mutating func tell(_ ticket: Ticket, _ what: Telling.What) {
        desk.lastTelling += 1
        desk.tellings.append(
            Telling(
                number: desk.lastTelling,
                contact: ticket.request.contact,
                ticket: ticket.id,
                at: now,
                what: what,
                handoff: ticket.isConversation ? ticket.request.id : nil
            )
        )
    }
}
