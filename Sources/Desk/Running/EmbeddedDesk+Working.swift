import BotRuntime
import Messages
import Values

/// What people at the desk do with a conversation itself: it is theirs while they hold its ticket.
extension EmbeddedDesk {
    /// The ticket that an agent has, is offered, or is writing up.
    package func ticket(
        _ id: Int,
        of agent: String,
        at tenant: String
    ) async throws(DeskError) -> Ticket {
        guard let ticket = try await look(tenant).ticket(id), ticket.agent == agent else {
            throw .refused(.notTheirs)
        }
        return ticket
    }

    /// Whether an agent may see a contact's conversation.
    package func sees(
        _ agent: String,
        _ contact: ContactKey
    ) async throws(DeskError) -> Bool {
        try await look(contact.tenant).tickets.contains {
            $0.agent == agent && $0.request.contact == contact.text
        }
    }

    /// What an agent writes or offers to touch reaches the customer.
    package func write(
        _ text: String?,
        _ control: Control?,
        _ word: DeskWord
    ) async throws(DeskError) -> Answer {
        let answer = try await send(DeskEvent(.message, text: text, control: control), word)
        guard !answer.told.isEmpty else { throw .notNow }
        return answer
    }

    /// Shows the customer that the agent types who has them.
    package func type(
        _ number: Int,
        of agent: String,
        at tenant: String
    ) async throws(DeskError) {
        let ticket = try await held(number, of: agent, at: tenant)
        guard ticket.isConversation else { throw .notNow }
        guard let contact = ContactKey(text: ticket.request.contact) else { return }
        await runtime?.showTyping(to: contact)
    }

    /// Lets the bot run a topic; the conversation comes back when it is done.
    package func run(_ topic: String, _ word: DeskWord) async throws(DeskError) -> Answer {
        try knows(topic: topic, try await held(word), word.tenant)
        let answer = try await send(DeskEvent(.topic, topic: topic), word)
        guard answer.turn > 0 else { throw .notNow }
        return answer
    }

    /// Takes the conversation back from a topic that the agent has started.
    package func takeBack(_ word: DeskWord) async throws(DeskError) -> Answer {
        let answer = try await send(DeskEvent(.accepted), word)
        guard answer.turn > 0 else { throw .isYours }
        return answer
    }

    /// Keeps a note beside the conversation, for people of the desk alone.
    package func note(_ text: String, _ word: DeskWord) async throws(DeskError) -> Answer {
        try await send(DeskEvent(.note, text: text), word)
    }

    /// Does something with a ticket, where all that it names is there.
    package func perform(
        _ deed: TicketDeed,
        _ number: Int,
        of agent: String,
        at tenant: String
    ) async throws(DeskError) {
        switch deed {
        case .transfers(.queue(let queue)):
            try knows(queue: queue, try await ticket(number, of: agent, at: tenant), tenant)
        case .transfers(.agent(let other)):
            _ = try await ticket(number, of: agent, at: tenant)
            guard configuration(of: tenant)?.agents[other] != nil else {
                throw .unknown("agent '\(other)'")
            }
        case .closes(_, let topic):
            try knows(topic: topic, try await ticket(number, of: agent, at: tenant), tenant)
        case .books(_, _, let queue):
            try knows(queue: queue, try await ticket(number, of: agent, at: tenant), tenant)
        case .accepts, .declines, .finishes: break
        }
        let desk = try await take(.agent(agent, deed.of(number)), of: tenant)
        // The customer had left before anybody came.
        if case .accepts = deed, try await look(tenant).ticket(number) == nil,
            desk.ticket(number) != nil
        {
            throw .refused(.offerIsOver)
        }
    }

    /// Whether a conversation's bot has a topic that people can start.
    package func knows(
        topic: String?,
        _ ticket: Ticket,
        _ tenant: String
    ) throws(DeskError) {
        guard let topic else { return }
        let topics = runtime?.topics(tenant: tenant, account: ticket.request.account) ?? []
        guard topics.contains(topic) else { throw .unknown("topic '\(topic)'") }
    }

    /// Whether there is a queue of that name.
    package func knows(
        queue: String?,
        _ ticket: Ticket,
        _ tenant: String
    ) throws(DeskError) {
        guard let queue else { return }
        let (queues, _) =
            runtime?.queues(tenant: tenant, account: ticket.request.account) ?? ([], .web)
        guard queues.contains(queue) else { throw .unknown("queue '\(queue)'") }
    }

    private func held(_ word: DeskWord) async throws(DeskError) -> Ticket {
        try await held(word.ticket, of: word.agent, at: word.tenant)
    }

    private func held(
        _ number: Int,
        of agent: String,
        at tenant: String
    ) async throws(DeskError) -> Ticket {
        let ticket = try await ticket(number, of: agent, at: tenant)
        switch ticket.place {
        case .held: return ticket
        case .later, .waiting, .offered, .wrappingUp: throw .refused(.notTheirs)
        }
    }

    private func send(_ event: DeskEvent, _ word: DeskWord) async throws(DeskError) -> Answer {
        let ticket: Ticket
        if event.kind == .note {
            // Also before it is accepted, and while it is written up.
            ticket = try await self.ticket(word.ticket, of: word.agent, at: word.tenant)
        } else {
            ticket = try await held(word)
            // A call-back is made by phone: its conversation is nobody's, or somebody else's.
            guard ticket.isConversation else { throw .notNow }
        }
        guard let runtime, let contact = ContactKey(text: ticket.request.contact) else {
            throw .noDesk
        }
        var event = event
        event.agent = configuration(of: word.tenant)?.name(of: word.agent)
        event.handoff = ticket.request.id
        var message = IncomingMessage(
            contact: contact,
            id: "\(word.agent)-\(word.id)",
            event: .desk(event)
        )
        message.source = .desk
        do throws(RuntimeError) {
            // Nobody waits for it: it is posted to the customer's gateway.
            return try await runtime.receive(message, waitingAtMost: nil)
        } catch {
            throw .conversation(error)
        }
    }
}
