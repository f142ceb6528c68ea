import BotRuntime
import Crypto
import Topics
import Values

/// What people see of their desk, as JSON.
extension EmbeddedDesk {
    /// What an agent sees: what they are offered and have, and how long the lines are.
    package func view(of agent: String, at tenant: String) async throws(DeskError) -> JSON {
        let desk = try await look(tenant)
        var (offers, held, over): ([JSON], [JSON], [JSON]) = ([], [], [])
        let isBusy = desk.tickets.contains { $0.isHeld && $0.agent == agent }
        let typing = isBusy ? await self.typing(to: agent, at: tenant) : []
        for ticket in desk.tickets where ticket.agent == agent {
            let json = await described(
                ticket,
                tenant,
                isTyping: ticket.isHeld && typing.contains(ticket.id)
            )
            switch ticket.place {
            case .later, .waiting: break
            case .offered: offers.append(json)
            case .held: held.append(json)
            case .wrappingUp: over.append(json)
            }
        }
        let me = desk.agents[agent]
        return [
            "agent": .compact([
                "id": .string(agent),
                "name": configuration(of: tenant).map { .string($0.name(of: agent)) },
                "presence": .string(me?.presence.rawValue ?? "offline"),
                "channels": me?.channels.map { .array($0.map(JSON.string)) },
            ]),
            "offers": .array(offers), "conversations": .array(held), "wrap_up": .array(over),
            "queues": .array(queues(desk, tenant, for: agent)),
            "colleagues": .array(people(desk, tenant).filter { $0["id"]?.string != agent }),
        ]
    }

    /// What whoever runs the desk sees: everything.
    package func overview(of tenant: String) async throws(DeskError) -> JSON {
        let desk = try await look(tenant)
        return [
            "queues": .array(queues(desk, tenant, for: nil)),
            "agents": .array(people(desk, tenant)),
            "tickets": .array(desk.tickets.map { json(of: $0) }),
        ]
    }

    /// A ticket with the packet and what people have noted.
    package func details(of ticket: Ticket, at tenant: String) async -> JSON {
        var fields = await described(ticket, tenant).object ?? [:]
        if let contact = ContactKey(text: ticket.request.contact) {
            let notes = try? await runtime?.entries(of: contact, kind: "note")
            fields["notes"] = .array(
                (notes ?? []).map { note in
                    .compact([
                        "at": note["at"], "agent": note["body"]?["agent"],
                        "text": note["body"]?["text"],
                    ])
                }
            )
            let late = try? await runtime?.entries(of: contact, kind: "late_answer")
            fields["late_answers"] = .array(
                (late ?? []).map { answer in
                    .compact([
                        "at": answer["at"], "action": answer["body"]?["action"],
                        "outcome": answer["body"]?["outcome"],
                    ])
                }
            )
        }
        return .object(fields)
    }

    private func described(
        _ ticket: Ticket,
        _ tenant: String,
        isTyping: Bool = false
    ) async -> JSON {
        var fields = json(of: ticket).object ?? [:]
        if isTyping { fields["typing"] = true }
        fields["packet"] = await packet(of: ticket)
        return .object(fields)
    }

    /// What the bot said of the customer, from the transcript: nothing of it is kept twice.
    private func packet(of ticket: Ticket) async -> JSON? {
        guard ticket.isConversation, let contact = ContactKey(text: ticket.request.contact) else {
            return nil
        }
        let turns = try? await runtime?.transcript(
            of: contact,
            after: ticket.request.turn - 1,
            limit: 1
        )
        return turns?.first?.line["handoff"]
    }

    private func json(of ticket: Ticket) -> JSON {
        let contact = ContactKey(text: ticket.request.contact)
        var fields: [String: JSON?] = [
            "ticket": .int(Int64(ticket.id)), "queue": .string(ticket.queue),
            "user": contact.map { .string($0.user) }, "account": .string(ticket.request.account),
            "channel": .string(ticket.request.channel), "reason": .string(ticket.request.reason),
            "topic": ticket.request.topic.map(JSON.string),
            "language": .string(ticket.request.language),
            "since": .string(ticket.since.description), "agent": ticket.agent.map(JSON.string),
        ]
        switch ticket.kind {
        case .conversation: fields["kind"] = "conversation"
        case .callback(let phone):
            fields["kind"] = "callback"
            fields["phone"] = phone.map(JSON.string)
        }
        switch ticket.place {
        case .later(let due): (fields["state"], fields["due"]) = ("later", .string(due.description))
        case .waiting: fields["state"] = "waiting"
        case .offered(_, let until):
            (fields["state"], fields["until"]) = ("offered", .string(until.description))
        case .held: fields["state"] = "held"
        case .wrappingUp(_, let until):
            (fields["state"], fields["until"]) = ("wrap_up", .string(until.description))
        }
        return .compact(fields)
    }

    private func queues(_ desk: DeskState, _ tenant: String, for agent: String?) -> [JSON] {
        let known = runtime?.queues(ofTenant: tenant) ?? [:]
        let theirs = agent.flatMap { configuration(of: tenant)?.agents[$0]?.queues }
        return known.keys.sorted().filter { theirs?.contains($0) ?? true }.map { queue in
            let oldest = desk.tickets.filter { $0.queue == queue && $0.isInLine }.map(\.since).min()
            return .compact([
                "queue": .string(queue), "title": known[queue].map(JSON.string),
                "waiting": .int(Int64(desk.waiting(in: queue))),
                "oldest": oldest.map { .string($0.description) },
            ])
        }
    }

    private func people(_ desk: DeskState, _ tenant: String) -> [JSON] {
        guard let configuration = configuration(of: tenant) else { return [] }
        return configuration.agents.keys.sorted().map { name in
            [
                "id": .string(name), "name": .string(configuration.name(of: name)),
                "presence": .string(desk.agents[name]?.presence.rawValue ?? "offline"),
                "tickets": .int(Int64(desk.tickets.count { $0.agent == name })),
            ]
        }
    }
}
