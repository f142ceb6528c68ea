import BotRuntime
import Desk
import HTTP
import Messages
import Values

extension Service {
    /// What agents do with a ticket: each leaves a line in the tenant's book.
    var deedRoutes: [Route] {
        [
            deed("accept", "acceptTicket", "Takes what is offered, or waits in one's queues") {
                _ in .accepts
            },
            deed("decline", "declineTicket", "Lets somebody else have what is offered") { _ in
                .declines
            },
            deed(
                "transfer",
                "transferTicket",
                "Gives a conversation to a queue, or to somebody who is there",
                body: "Transfer"
            ) { json throws(Problem) in
                if let queue = json["queue"]?.string { return .transfers(to: .queue(queue)) }
                guard let agent = json["agent"]?.string else {
                    throw Problem(422, detail: "a transfer names a queue or an agent")
                }
                return .transfers(to: .agent(agent))
            },
            deed(
                "close",
                "closeTicket",
                "Ends what an agent did; the bot asks how it was, or goes on with a topic",
                body: "Closing"
            ) { json in
                .closes(outcome: json["outcome"]?.string, topic: json["topic"]?.string)
            },
            deed("wrap-up", "finishWrapUp", "Ends the writing up, before its time") { _ in
                .finishes
            },
            deed(
                "callbacks",
                "bookCallback",
                "Books a call-back, which comes as a ticket of its own at its time",
                body: "Callback"
            ) { json throws(Problem) in
                guard let at = json["at"]?.string.flatMap({ Timestamp($0) }) else {
                    throw Problem(422, detail: "at is a time such as 2026-03-02T10:00:00Z")
                }
                return .books(
                    at: at,
                    phone: json["phone"]?.string,
                    queue: json["queue"]?.string
                )
            },
            word(
                "messages",
                "sendMessage",
                "Sends what an agent writes or offers to touch, once for each id",
                body: "AgentMessage"
            ) { (desk, json, word) throws(DeskError) in
                let control: Control?
                do throws(InboundError) {
                    control = try json["control"].map { (json) throws(InboundError) in
                        try Control(json: json)
                    }
                } catch {
                    throw .unreadable(error.reason)
                }
                let text = json["text"]?.string
                guard text?.isEmpty == false || control != nil else {
                    throw .unreadable("a message has a text, a control or both")
                }
                return try await desk.write(text, control, word)
            },
            word(
                "notes",
                "writeNote",
                "Keeps something for other people of the desk",
                body: "Note"
            ) { (desk, json, word) throws(DeskError) in
                guard let text = json["text"]?.string, !text.isEmpty else {
                    throw .unreadable("a note has a text")
                }
                return try await desk.note(text, word)
            },
            word(
                "topic",
                "startTopic",
                "Lets the bot run a topic; the conversation comes back when it is done",
                body: "TopicStart"
            ) { (desk, json, word) throws(DeskError) in
                guard let topic = json["topic"]?.string else {
                    throw .unreadable("topic is the name of one")
                }
                return try await desk.run(topic, word)
            },
            word(
                "take-back",
                "takeBack",
                "Takes the conversation back from a topic that one has started",
                body: "Identified"
            ) { (desk, _, word) throws(DeskError) in try await desk.takeBack(word) },
        ]
    }

    /// Something that changes the desk.
    private func deed(
        _ verb: String,
        _ operation: String,
        _ summary: String,
        body: String? = nil,
        _ read: @escaping @Sendable (JSON) throws(Problem) -> TicketDeed
    ) -> Route {
        Route(
            .post,
            "v1/desk/tickets/{ticket}/\(verb)",
            .roles([.agent]),
            operation,
            summary,
            body: body,
            answer: "Desk",
            problems: [400, 404, 409, 422, 503]
        ) { [self] call in
            await answering { () throws(Problem) in
                let (desk, who) = try atDesk(call)
                let number = try call.ticket
                let deed = try read(body == nil ? .null : call.json)
                try await desked { () throws(DeskError) in
                    try await desk.perform(deed, number, of: who.name, at: who.tenant)
                }
                await note(call, verb, "ticket \(number)")
                return .json(
                    try await desked { () throws(DeskError) in
                        try await desk.view(of: who.name, at: who.tenant)
                    }
                )
            }
        }
    }

    /// Something that goes to the conversation itself.
    private func word(
        _ verb: String,
        _ operation: String,
        _ summary: String,
        body: String,
        _ say:
            @escaping @Sendable (EmbeddedDesk, JSON, DeskWord) async throws(DeskError) -> Answer
    ) -> Route {
        Route(
            .post,
            "v1/desk/tickets/{ticket}/\(verb)",
            .roles([.agent]),
            operation,
            summary,
            body: body,
            answer: "Answer",
            problems: [400, 404, 409, 413, 422, 429, 503]
        ) { [self] call in
            await answering { () throws(Problem) in
                let (desk, who) = try atDesk(call)
                let number = try call.ticket
                let json = try call.json
                guard let id = json["id"]?.string ?? call.head.headers["idempotency-key"],
                    !id.isEmpty
                else {
                    throw Problem(
                        400,
                        detail: "what is sent has an id: the same one whenever it is sent again"
                    )
                }
                let word = DeskWord(id: id, ticket: number, agent: who.name, tenant: who.tenant)
                let answer = try await desked { () throws(DeskError) in
                    try await say(desk, json, word)
                }
                await note(call, verb, "ticket \(number)")
                return .json(answer.jsonWithPosted)
            }
        }
    }
}
