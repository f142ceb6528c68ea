import BotRuntime
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("The desk over HTTP", .prompt)
struct DeskRoutesTests {
    /// A station at which Dana and Kim work, with a customer who has asked for a person.
    private static func station() async throws -> (Station, ticket: Int) {
        let station = try await Station(agents: ["dana", "kim"])
        let here = try await station.work(
            "dana",
            .put,
            "/v1/desk/presence",
            #"{"presence":"available"}"#
        )
        #expect(here.json["agent"]?["presence"]?.string == "available")
        #expect(
            try await station.send(#"{"id":"c1","text":"agent"}"#).json["owner"]?.string == "queue"
        )
        var ticket = 0
        try await eventually {
            let desk = try await station.work("dana", .get, "/v1/desk").json
            ticket = desk["offers"]?.array?.first?["ticket"]?.int ?? 0
            return ticket > 0
        }
        return (station, ticket)
    }

    private static func deed(_ ticket: Int, _ verb: String) -> String {
        "/v1/desk/tickets/\(ticket)/\(verb)"
    }

    @Test("takes a customer from the offer to the outcome")
    func wholeWay() async throws {
        let (station, ticket) = try await Self.station()
        let accepted = try await station.work("dana", .post, Self.deed(ticket, "accept"))
        #expect(accepted.json["conversations"]?.array?.count == 1)
        #expect(
            accepted.json["conversations"]?.array?.first?["packet"]?["reason"]?.string == "asked"
        )
        let message = #"""
            {"id":"a1","text":"Which one?","control":{"type":"choice","options":[{"title":"Red"},{"title":"Blue"}]}}
            """#
        let sent = try await station.work("dana", .post, Self.deed(ticket, "messages"), message)
        #expect(sent.json["replies"]?.array?.first?["control"]?["type"]?.string == "choice")
        let again = try await station.work("dana", .post, Self.deed(ticket, "messages"), message)
        #expect(again.json["repeated"]?.bool == true)
        let note = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "notes"),
            #"{"id":"n1","text":"Likes blue."}"#
        )
        #expect(note.status == 200)
        let details = try await station.work("dana", .get, "/v1/desk/tickets/\(ticket)")
        #expect(details.json["notes"]?.array?.first?["text"]?.string == "Likes blue.")
        let topic = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "topic"),
            #"{"id":"t1","topic":"ticket"}"#
        )
        #expect(topic.json["owner"]?.string == "bot")
        let done = try await station.send(#"{"id":"c2","text":"first"}"#)
        #expect(done.json["owner"]?.string == "agent")
        let closed = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "close"),
            #"{"outcome":"sold","topic":"ticket"}"#
        )
        #expect(closed.json["wrap_up"]?.array?.count == 1)
        let standing = try await station.call(.get, "/v1/accounts/main/contacts/ann", as: .gateway)
        #expect(standing.json["owner"]?.string == "bot")
        let finished = try await station.work("dana", .post, Self.deed(ticket, "wrap-up"))
        #expect(finished.json["wrap_up"]?.array?.isEmpty == true)
        // A gateway's transcript has no word of the note; the book has every deed.
        let turns = try await station.call(
            .get,
            "/v1/accounts/main/contacts/ann/turns",
            as: .gateway
        )
        #expect(!turns.text.contains("Likes blue"))
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(
            book.filter { $0.who == "dana" }.map(\.did)
                == ["accept", "messages", "messages", "notes", "topic", "close", "wrap-up"]
        )
        await station.stop()
    }

    @Test("shows who types to the other side, and keeps it nowhere")
    func typing() async throws {
        let gateway = try Gateway()
        let station = try await Station(gateway: gateway.url, agents: ["dana", "kim"])
        _ = try await station.work("dana", .put, "/v1/desk/presence", #"{"presence":"available"}"#)
        _ = try await station.send(#"{"id":"c1","text":"agent"}"#)
        var ticket = 0
        try await eventually {
            let desk = try await station.work("dana", .get, "/v1/desk").json
            ticket = desk["offers"]?.array?.first?["ticket"]?.int ?? 0
            return ticket > 0
        }
        let early = try await station.work("dana", .post, Self.deed(ticket, "typing"))
        #expect(early.status == 404)
        _ = try await station.work("dana", .post, Self.deed(ticket, "accept"))
        let typed = try await station.work("dana", .post, Self.deed(ticket, "typing"))
        #expect(typed.status == 204)
        try await eventually { gateway.kinds.contains("typing") }
        #expect(gateway.wronglySigned == 0)
        let theirs = try await station.work("kim", .post, Self.deed(ticket, "typing"))
        #expect(theirs.status == 404)
        let sent = try await station.send(#"{"id":"c2","typing":true}"#)
        #expect(sent.status == 200)
        try await eventually {
            let desk = try await station.work("dana", .get, "/v1/desk").json
            return desk["conversations"]?.array?.first?["typing"]?.bool == true
        }
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(!book.contains { $0.did == "typing" })
        await station.stop()
        await gateway.stop()
    }

    @Test("shows an agent what was handed to them, and nothing else of anybody")
    func ownOnly() async throws {
        let (station, ticket) = try await Self.station()
        _ = try await station.send(#"{"id":"c9","text":"hello"}"#, from: "ben")
        let reads = ["", "/turns", "/turns?after=0", "/stream"]
        for read in reads.dropLast() {
            let mine = try await station.work("dana", .get, "/v1/accounts/main/contacts/ann\(read)")
            #expect(mine.status == 200)
        }
        for read in reads {
            for (agent, user) in [("kim", "ann"), ("dana", "ben"), ("dana", "nobody")] {
                let reply = try await station.work(
                    agent,
                    .get,
                    "/v1/accounts/main/contacts/\(user)\(read)"
                )
                #expect(reply.status == 404, "\(agent) \(user)\(read)")
            }
            let elsewhere = try await station.work(
                "dana",
                .get,
                "/v1/accounts/main/contacts/ann\(read)",
                at: "shop"
            )
            #expect(elsewhere.status == 404)
        }
        let there = try await station.work("kim", .get, "/v1/desk/tickets/\(ticket)")
        let nowhere = try await station.work("kim", .get, "/v1/desk/tickets/999")
        #expect(there.status == 404)
        #expect(there.text == nowhere.text)
        for verb in ["messages", "notes", "topic", "take-back", "transfer", "close", "callbacks"] {
            let body =
                switch verb {
                case "messages", "notes": #"{"id":"x","text":"x"}"#
                case "topic": #"{"id":"x","topic":"ticket"}"#
                case "take-back": #"{"id":"x"}"#
                case "transfer": #"{"queue":"desk"}"#
                case "close": "{}"
                default: #"{"at":"2099-01-01T00:00:00Z"}"#
                }
            for tenant in ["bank", "shop"] {
                let agent = tenant == "bank" ? "kim" : "dana"
                let reply = try await station.work(
                    agent,
                    .post,
                    Self.deed(ticket, verb),
                    at: tenant,
                    body
                )
                #expect(reply.status == 404, "\(verb) at \(tenant): \(reply.text)")
            }
        }
        // Whoever works at this desk speaks through it.
        let event = try await station.work(
            "dana",
            .post,
            "/v1/accounts/main/contacts/ben/desk",
            #"{"id":"d1","desk":"accepted","agent":"Dana"}"#
        )
        #expect(event.status == 403)
        // So does a token of that role whose name the desk does not have: it would be nobody's deed.
        let stray = try await station.call(
            .post,
            "/v1/accounts/main/contacts/ann/desk",
            as: .agent,
            #"{"id":"d2","desk":"message","agent":"Mallory","text":"Give me your PIN."}"#
        )
        #expect(stray.status == 403)
        #expect(stray.text.contains("/v1/desk"))
        for page in ["", "/turns", "/stream", "/interactions"] {
            let path = "/v1/accounts/main/contacts/ann" + page
            #expect(try await station.call(.get, path, as: .agent).status == 404, "\(page)")
        }
        // An agent who is not of this desk has none.
        #expect(try await station.call(.get, "/v1/desk", as: .agent).status == 404)
        await station.stop()
    }

    @Test("shows whoever runs it everything")
    func manager() async throws {
        let (station, ticket) = try await Self.station()
        let desk = try await station.call(.get, "/v1/desk", as: .manager).json
        #expect(desk["tickets"]?.array?.first?["agent"]?.string == "dana")
        #expect(desk["agents"]?.array?.map { $0["presence"]?.string } == ["available", "offline"])
        #expect(desk["queues"]?.array?.first?["waiting"]?.int == 1)
        let one = try await station.call(.get, "/v1/desk/tickets/\(ticket)", as: .manager)
        #expect(one.json["packet"] != nil)
        #expect(
            try await station.call(.get, "/v1/desk/tickets/\(ticket)", as: .manager, at: "shop")
                .status
                == 404
        )
        await station.stop()
    }

    @Test("says why something cannot be")
    func refusals() async throws {
        let (station, ticket) = try await Self.station()
        #expect(try await station.work("kim", .post, Self.deed(ticket, "accept")).status == 409)
        _ = try await station.work("dana", .post, Self.deed(ticket, "accept"))
        let cases: [(String, String, Int)] = [
            ("decline", "", 409), ("messages", "{}", 400), ("messages", #"{"id":"1"}"#, 422),
            ("messages", "no json", 400),
            ("messages", #"{"id":"1","control":{"type":"pay"}}"#, 422),
            ("topic", #"{"id":"1","topic":"nothing"}"#, 422),
            ("transfer", "{}", 422), ("transfer", #"{"queue":"nothing"}"#, 422),
            ("transfer", #"{"agent":"kim"}"#, 409), ("transfer", #"{"agent":"bob"}"#, 422),
            ("transfer", #"{"queue":"desk","agent":"kim"}"#, 422),
            ("take-back", #"{"id":"b1"}"#, 409),
            ("close", #"{"topic":"nothing"}"#, 422),
            ("callbacks", #"{"at":"soon"}"#, 422),
            ("callbacks", #"{"at":"2020-01-01T00:00:00Z"}"#, 422), ("wrap-up", "", 404),
        ]
        for (verb, body, status) in cases {
            let reply = try await station.work("dana", .post, Self.deed(ticket, verb), body)
            #expect(reply.status == status, "\(verb) \(body): \(reply.text)")
        }
        for (body, status) in [("{}", 422), ("none", 400)] {
            #expect(
                try await station.work("dana", .put, "/v1/desk/presence", body).status == status
            )
        }
        #expect(try await station.work("dana", .get, "/v1/desk/updates?after=a.b").status == 400)
        await station.stop()
    }

    @Test("keeps nothing in the transcript of what did not reach the customer")
    func refusedWords() async throws {
        let (station, ticket) = try await Self.station()
        _ = try await station.work("dana", .post, Self.deed(ticket, "accept"))
        _ = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "topic"),
            #"{"id":"t1","topic":"ticket"}"#
        )
        let path = "/v1/accounts/main/contacts/ann/turns"
        let before = try await station.call(.get, path, as: .manager).json
        let refused = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "messages"),
            #"{"id":"a1","text":"while the bot asks"}"#
        )
        #expect(refused.status == 409)
        #expect(try await station.call(.get, path, as: .manager).json == before)
        // It can be sent when the conversation is hers again, which it is once.
        let back = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "take-back"),
            #"{"id":"b1"}"#
        )
        #expect(back.json["owner"]?.string == "agent")
        let twice = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "take-back"),
            #"{"id":"b2"}"#
        )
        #expect(twice.status == 409)
        #expect(twice.text.contains("the conversation is yours"))
        let sent = try await station.work(
            "dana",
            .post,
            Self.deed(ticket, "messages"),
            #"{"id":"a1","text":"while the bot asks"}"#
        )
        #expect(sent.status == 200)
        await station.stop()
    }

    @Test("offers a form whose pages belong to its question")
    func forms() async throws {
        let (station, ticket) = try await Self.station()
        _ = try await station.work("dana", .post, Self.deed(ticket, "accept"))
        let form = #"""
            {"id":"a1","text":"Please fill in:","control":{"type":"form","pages":[
            {"slot":"name","title":"Name","control":{"type":"text"}},
            {"slot":"street","title":"Street","control":{"type":"text"}}]}}
            """#
        let sent = try await station.work("dana", .post, Self.deed(ticket, "messages"), form)
        let control = sent.json["replies"]?.array?.first?["control"]
        let question = try #require(control?["question"]?.string)
        let pages = control?["pages"]?.array ?? []
        #expect(pages.map { $0["control"]?["question"]?.string } == [question, question])
        await station.stop()
    }

    @Test("forgets a customer who is erased")
    func erased() async throws {
        let (station, ticket) = try await Self.station()
        let gone = try await station.call(.delete, "/v1/accounts/main/contacts/ann", as: .admin)
        #expect(gone.status == 204)
        #expect(try await station.work("dana", .get, "/v1/desk/tickets/\(ticket)").status == 404)
        await station.stop()
    }

    @Test("tells what is new, waiting for it where nothing is")
    func updates() async throws {
        let (station, ticket) = try await Self.station()
        let first = try await station.work("dana", .get, "/v1/desk/updates").json
        #expect(first["desk"]?["offers"]?.array?.count == 1)
        let cursor = try #require(first["cursor"]?.string)
        async let next = station.work("dana", .get, "/v1/desk/updates?wait=10s&after=\(cursor)")
        _ = try await station.work("dana", .post, Self.deed(ticket, "accept"))
        #expect(try await next.json["desk"]?["conversations"]?.array?.count == 1)
        await station.stop()
    }
}
