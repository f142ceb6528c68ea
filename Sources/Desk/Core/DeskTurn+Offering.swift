import Values

extension DeskTurn {
    /// Offers what waits to whoever can take it: the most urgent first, of equally urgent ones who
    /// has waited longest.
    mutating func offerWhatWaits() {
        for ticket in line({ $0.place == .waiting }) {
            let present = desk.agents.filter { name, agent in
                agent.presence == .available && serves(name, ticket) && name != ticket.passedBy
            }
            let free = present.keys.filter {
                !ticket.refusedBy.contains($0) && hasRoom($0, for: ticket)
            }
            if let name = free.min(by: { comesBefore($0, $1, for: ticket.medium) }) {
                move(ticket.id, to: .offered(to: name, until: now.adding(configuration.offer)))
            } else if !present.isEmpty, present.keys.allSatisfy(ticket.refusedBy.contains) {
                turnDown(ticket)
            }
        }
    }

    /// Nobody who is there will have it.
    private mutating func turnDown(_ ticket: Ticket) {
        switch ticket.kind {
        case .conversation:
            tell(ticket, .declined)
            remove(ticket.id)
        case .callback:
            move(ticket.id, to: .later(now.adding(Self.callbackPause)))
            change(ticket.id) { $0.refusedBy = [] }
        }
    }

    /// When a call-back that nobody wanted is offered again.
    private static let callbackPause = TimeSpan(seconds: 300)

    /// Who has least to do, then who has waited longest for something to do.
    private func comesBefore(_ one: String, _ other: String, for medium: String) -> Bool {
        let (mine, theirs) = (load(one, medium), load(other, medium))
        let (since, theirSince) = (desk.agents[one]?.idle, desk.agents[other]?.idle)
        if mine != theirs { return mine < theirs }
        if let since, let theirSince, since != theirSince { return since < theirSince }
        return one < other
    }

    /// Tickets in the order in which they are offered.
    func line(_ isOfIt: (Ticket) -> Bool) -> [Ticket] {
        desk.tickets.filter(isOfIt).sorted { one, other in
            let (urgent, other_) = (
                configuration.queue(one.queue).priority, configuration.queue(other.queue).priority
            )
            if urgent != other_ { return urgent > other_ }
            return (one.since, one.id) < (other.since, other.id)
        }
    }

    // MARK: Who can take what

    func serves(_ name: String, _ ticket: Ticket) -> Bool {
        guard let worker = configuration.agents[name] else { return false }
        let isOfTheirs = worker.queues?.contains(ticket.queue) ?? true
        let isOnTheirs = desk.agents[name]?.channels?.contains(ticket.medium) ?? true
        return isOfTheirs && isOnTheirs
    }

    func hasRoom(_ name: String, for ticket: Ticket) -> Bool {
        guard let worker = configuration.agents[name] else { return false }
        return load(name, ticket.medium) < worker.capacity(on: ticket.medium)
    }

    /// What an agent has or is offered of a medium, what is being wrapped up included.
    private func load(_ name: String, _ medium: String) -> Int {
        desk.tickets.count { $0.agent == name && $0.medium == medium }
    }

    // MARK: Time

    mutating func passTime() {
        for ticket in desk.tickets {
            switch ticket.place {
            case .later(let due): if due <= now { putBack(ticket.id) }
            // Whoever lets an offer pass is not there.
            case .offered(let agent, let until): if until <= now { goAway(agent) }
            case .wrappingUp(let agent, let until):
                guard until <= now else { break }
                remove(ticket.id)
                desk.agents[agent]?.idle = now
            case .waiting, .held: break
            }
        }
        for (name, agent) in desk.agents.sorted(by: { $0.key < $1.key })
        where agent.seen.adding(configuration.lostAfter) <= now {
            leave(name)
        }
        for queue in Set(desk.tickets.map(\.queue)).sorted() { tellPlaces(of: queue) }
    }

    /// Gives everybody their whole term from now on, as nobody knows what has passed of it.
    mutating func beginTermsAnew() {
        for name in desk.agents.keys { desk.agents[name]?.seen = now }
        for ticket in desk.tickets {
            switch ticket.place {
            case .offered(let agent, _):
                move(ticket.id, to: .offered(to: agent, until: now.adding(configuration.offer)))
            case .wrappingUp(let agent, _):
                let until = now.adding(configuration.wrapUp)
                move(ticket.id, to: .wrappingUp(by: agent, until: until))
            case .later, .waiting, .held: break
            }
        }
    }

    /// Tells customers of a queue where they stand, where that is new to them.
    mutating func tellPlaces(of queue: String) {
        let waiting = line { $0.queue == queue && $0.isConversation && $0.isInLine }
        for (ahead, ticket) in waiting.enumerated() {
            let place = ahead + 1
            if let told = ticket.told {
                guard told.place != place, told.at.adding(configuration.placesEvery) <= now else {
                    continue
                }
            }
            let told = Ticket.Told(place: place, at: now)
            change(ticket.id) { $0.told = told }
            // The bot has said the first; it is only set right where it was another.
            let wait = ticket.told == nil ? nil : desk.wait(for: place, in: queue, configuration)
            tell(ticket, .queued(place: place, wait: wait.map { Int($0.seconds) }))
        }
    }
}
