import BotRuntime
import Desk
import HTTP
import Values

extension Service {
    /// What was said and done.
    var conversationRoutes: [Route] {
        let page: [(name: String, about: String)] = [
            ("after", "only what came after that turn"),
            ("limit", "at most so many; 100 as a rule"),
        ]
        return [
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}",
                .roles([.gateway, .agent, .manager, .admin]),
                "getConversation",
                "Gives where a contact's conversation stands",
                answer: "Conversation",
                problems: [404]
            ) { [self] call in await conversation(call) },
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/turns",
                .roles([.gateway, .agent, .manager, .admin, .customer]),
                "listTurns",
                "Gives the transcript, turn by turn",
                query: page + [("wait", "how long to wait for a turn where there is none yet")],
                answer: "Turns",
                problems: [400, 404]
            ) { [self] call in await turns(call) },
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/stream",
                .roles([.gateway, .agent, .manager, .admin, .customer]),
                "streamTurns",
                "Sends turns as they happen (server-sent events); Last-Event-ID goes on after a turn",
                query: [page[0]],
                answer: "EventStream",
                problems: [400, 404]
            ) { [self] call in await stream(call) },
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/entries",
                .roles([.manager, .admin]),
                "listEntries",
                "Gives interactions, consents, deliveries and what else is kept beside",
                query: [("kind", "only those of one kind, such as interaction or consent")],
                answer: "Entries",
                problems: [404]
            ) { [self] call in await entries(call) },
        ]
    }

    /// The contact that the path names, where whoever asks may read of it.
    ///
    /// Who works at a desk sees what was handed to them; of all else they do not learn whether it is
    /// there.
    func readable(_ call: Route.Call) async throws(Problem) -> ContactKey {
        let contact = try call.contact
        guard let who = call.principal, who.role == .agent else { return contact }
        let isTheirs: Bool
        if let desk, let configuration = desk.configuration(of: who.tenant) {
            guard configuration.agents[who.name] != nil else { throw Problem(404) }
            isTheirs = try await desked { () throws(DeskError) in
                try await desk.sees(who.name, contact)
            }
        } else {
            isTheirs = try await found { () throws(RuntimeError) in
                try await runtime.isWithPeople(contact)
            }
        }
        guard isTheirs else { throw Problem(404) }
        return contact
    }

    private func conversation(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try await readable(call)
            guard
                let standing = try await found({ () throws(RuntimeError) in
                    try await runtime.standing(of: contact)
                })
            else { throw Problem(404) }
            return .json(standing)
        }
    }

    private func turns(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try await readable(call)
            let after = Int64(try call.number("after", standard: 0, most: .max))
            let limit = try call.number("limit", standard: 100, most: 1000)
            let span = try call.wait
            let turns = try await found { () throws(RuntimeError) in
                try await runtime.transcript(
                    of: contact,
                    after: after,
                    limit: limit,
                    for: call.reader,
                    waitingAtMost: span ?? .zero
                )
            }
            // The right may have ended while it was waited for.
            if span != nil { try await recheck(call) }
            return .json(["turns": .array(turns.map { call.view($0.json) })])
        }
    }

    /// How often something is sent where nothing happens, so that nobody between takes the stream
    /// for dead.
    static let heartbeat = Duration.seconds(15)
    /// How long a stream may go on after the right to read it has ended.
    static let vigilance = Duration.seconds(2)

    /// Makes sure that whoever waits may still read what they asked for.
    private func recheck(_ call: Route.Call) async throws(Problem) {
        guard call.isStillAllowed else {
            throw Problem(401, headers: ["WWW-Authenticate": "Bearer"])
        }
        _ = try await readable(call)
    }

    private func stream(_ call: Route.Call) async -> HTTPResponse {
        do throws(Problem) {
            let contact = try await readable(call)
            var last = Int64(try call.number("after", standard: 0, most: .max))
            if let text = call.head.headers["last-event-id"] {
                guard let number = Int64(text), number >= 0 else {
                    throw Problem(400, detail: "Last-Event-ID is the number of a turn")
                }
                last = number
            }
            let start = last
            return .events { [runtime, self] writer in
                var last = start
                var beat = ContinuousClock.now
                while true {
                    let turns = try await runtime.transcript(
                        of: contact,
                        after: last,
                        limit: 50,
                        for: call.reader,
                        waitingAtMost: Self.vigilance
                    )
                    try Task.checkCancellation()
                    guard !runtime.isEndingPolls else { return }
                    // Whoever has given the conversation away, or has no token any more, reads no
                    // further.
                    do throws(Problem) { try await recheck(call) } catch { return }
                    if turns.isEmpty, beat.duration(to: .now) >= Self.heartbeat {
                        try await writer.write(Array(": still here\n\n".utf8))
                        beat = .now
                    }
                    for turn in turns {
                        last = turn.turn
                        let text =
                            "id: \(turn.turn)\nevent: turn\ndata: \(call.view(turn.json).text)\n\n"
                        try await writer.write(Array(text.utf8))
                    }
                }
            }
        } catch {
            return .problem(error)
        }
    }

    private func entries(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            let entries = try await found { () throws(RuntimeError) in
                try await runtime.entries(of: contact, kind: call.head.queryValue("kind"))
            }
            return .json(["entries": .array(entries)])
        }
    }

    func answering(
        _ body: () async throws(Problem) -> HTTPResponse
    ) async -> HTTPResponse {
        do throws(Problem) { return try await body() } catch { return .problem(error) }
    }

    func found<Found>(
        _ body: () async throws(RuntimeError) -> Found
    ) async throws(Problem) -> Found {
        do throws(RuntimeError) { return try await body() } catch { throw Problem(error) }
    }
}

extension Route.Call {
    /// For whom a transcript is that is asked for.
    fileprivate var reader: TranscriptReader {
        switch principal?.role {
        case .gateway?, .customer?: .customer
        case .agent?, .manager?, .admin?, nil: .others
        }
    }
}

extension TranscriptTurn {
    var json: JSON {
        [
            "turn": .int(turn), "conversation": .int(Int64(conversation)),
            "at": .string(at.description), "cause": .int(cause), "line": line,
        ]
    }
}
