import BotRuntime
import Desk
import HTTP
import Messages
import Values

extension Service {
    /// What people at the desk of this service do.
    var deskRoutes: [Route] {
        [
            Route(
                .get,
                "v1/desk",
                .roles([.agent, .manager]),
                "getDesk",
                "Gives an agent what they are offered and have, a manager everything",
                answer: "Desk",
                problems: [404]
            ) { [self] call in await desk(call) },
            Route(
                .get,
                "v1/desk/updates",
                .roles([.agent]),
                "awaitDesk",
                "Gives what is new; an agent who asks again and again is there",
                query: [
                    ("after", "the cursor of the last answer"),
                    ("wait", "how long to wait where nothing is new, such as 20s"),
                ],
                answer: "DeskUpdate",
                problems: [400, 404]
            ) { [self] call in await updates(call) },
            Route(
                .get,
                "v1/desk/stream",
                .roles([.agent]),
                "streamDesk",
                "Sends what is new as it happens (server-sent events); Last-Event-ID goes on there",
                answer: "EventStream",
                problems: [400, 404]
            ) { [self] call in await streamDesk(call) },
            Route(
                .put,
                "v1/desk/presence",
                .roles([.agent]),
                "setPresence",
                "Says whether an agent takes what comes: available, away or offline",
                body: "Presence",
                answer: "Desk",
                problems: [400, 404, 422]
            ) { [self] call in await presence(call) },
            Route(
                .get,
                "v1/desk/tickets/{ticket}",
                .roles([.agent, .manager]),
                "getTicket",
                "Gives a ticket with what the bot knows of the customer, and the notes",
                answer: "Ticket",
                problems: [404]
            ) { [self] call in await ticket(call) },
            Route(
                .post,
                "v1/desk/tickets/{ticket}/typing",
                .roles([.agent]),
                "showTyping",
                "Shows the customer that the agent types, where the channel shows that",
                problems: [404, 409]
            ) { [self] call in await type(call) },
        ] + deedRoutes
    }

    /// Who asks, where they work at this service's desk or run it.
    func atDesk(_ call: Route.Call) throws(Problem) -> (EmbeddedDesk, Principal) {
        guard let desk, let principal = call.principal,
            let configuration = desk.configuration(of: principal.tenant),
            principal.role != .agent || configuration.agents[principal.name] != nil
        else { throw Problem(404, detail: "you have no desk here") }
        return (desk, principal)
    }

    func desked<Found>(
        _ body: () async throws(DeskError) -> Found
    ) async throws(Problem) -> Found {
        do throws(DeskError) { return try await body() } catch { throw Problem(error) }
    }

    // MARK: Looking

    private func desk(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let (desk, who) = try atDesk(call)
            return .json(
                try await desked { () throws(DeskError) in
                    who.role == .agent
                        ? try await desk.view(of: who.name, at: who.tenant)
                        : try await desk.overview(of: who.tenant)
                }
            )
        }
    }

    private func updates(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let (desk, who) = try atDesk(call)
            let cursor = try cursor(call.head.queryValue("after"))
            let span = try call.wait ?? .zero
            let update = try await desked { () throws(DeskError) in
                try await desk.updates(
                    for: who.name,
                    at: who.tenant,
                    after: cursor,
                    waitingAtMost: span
                )
            }
            // The right may have ended while it was waited for.
            guard call.isStillAllowed else {
                throw Problem(401, headers: ["WWW-Authenticate": "Bearer"])
            }
            return .json(update.json)
        }
    }

    private func cursor(_ text: String?) throws(Problem) -> DeskCursor {
        guard let text, !text.isEmpty else { return DeskCursor() }
        guard let cursor = DeskCursor(text: text) else {
            throw Problem(400, detail: "that is no cursor of the desk's")
        }
        return cursor
    }

    private func streamDesk(_ call: Route.Call) async -> HTTPResponse {
        do throws(Problem) {
            let (desk, who) = try atDesk(call)
            let start = try cursor(call.head.headers["last-event-id"])
            return .events { [runtime] writer in
                var cursor = start
                var beat = ContinuousClock.now
                while true {
                    let update = try await desk.updates(
                        for: who.name,
                        at: who.tenant,
                        after: cursor,
                        waitingAtMost: Self.vigilance
                    )
                    try Task.checkCancellation()
                    guard !runtime.isEndingPolls else { return }
                    guard call.isStillAllowed else { return }
                    cursor = update.cursor
                    if !update.isEmpty {
                        let event =
                            "id: \(cursor.text)\nevent: desk\ndata: \(update.json.text)\n\n"
                        try await writer.write(Array(event.utf8))
                    } else if beat.duration(to: .now) >= Self.heartbeat {
                        try await writer.write(Array(": still here\n\n".utf8))
                        beat = .now
                    }
                }
            }
        } catch {
            return .problem(error)
        }
    }

    private func ticket(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let (desk, who) = try atDesk(call)
            let number = try call.ticket
            let ticket = try await desked { () throws(DeskError) in
                if who.role == .agent {
                    return try await desk.ticket(number, of: who.name, at: who.tenant)
                }
                guard let ticket = try await desk.look(who.tenant).ticket(number) else {
                    throw .refused(.notTheirs)
                }
                return ticket
            }
            return .json(await desk.details(of: ticket, at: who.tenant))
        }
    }

    private func type(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let (desk, who) = try atDesk(call)
            let number = try call.ticket
            try await desked { () throws(DeskError) in
                try await desk.type(number, of: who.name, at: who.tenant)
            }
            return HTTPResponse(status: 204)
        }
    }

    private func presence(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let (desk, who) = try atDesk(call)
            let body = try call.json
            let deed: DeskInput.Deed
            switch body["presence"]?.string {
            case "available": deed = .comes(channels: body["channels"]?.array?.compactMap(\.string))
            case "away": deed = .goesAway
            case "offline": deed = .leaves
            default:
                throw Problem(422, detail: "presence is available, away or offline")
            }
            try await desked { () throws(DeskError) in
                _ = try await desk.take(.agent(who.name, deed), of: who.tenant)
            }
            return .json(
                try await desked { () throws(DeskError) in
                    try await desk.view(of: who.name, at: who.tenant)
                }
            )
        }
    }
}

extension Route.Call {
    /// The number of the ticket that the path names.
    var ticket: Int {
        get throws(Problem) {
            guard let number = parameters["ticket"].flatMap({ Int($0) }) else { throw Problem(404) }
            return number
        }
    }
}

extension Problem {
    init(_ error: DeskError) {
        let text = error.description
        switch error {
        case .noDesk: self.init(404, detail: text)
        case .refused(let refusal):
            switch refusal {
            // As if it were not there: whose it is is nobody else's to know.
            case .notTheirs: self.init(404)
            case .unknownAgent: self.init(404, detail: text)
            case .offerIsOver, .isFull, .isAway, .cannotTake: self.init(409, detail: text)
            case .isPast: self.init(422, detail: text)
            }
        case .busy, .store: self.init(503, detail: text, headers: ["Retry-After": "1"])
        case .conversation(let error): self.init(error)
        case .unknown, .unreadable: self.init(422, detail: text)
        case .notNow, .isYours: self.init(409, detail: text)
        }
    }
}
