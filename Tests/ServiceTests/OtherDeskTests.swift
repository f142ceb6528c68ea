import BotRuntime
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Another desk", .prompt)
struct OtherDeskTests {
    @Test("is posted what bots hand over, signed and in its order, and answers with events")
    func posted() async throws {
        let desk = try Gateway(failing: 1)
        let station = try await Station(otherDesk: desk.url)
        _ = try await station.send(#"{"id":"m1","text":"agent"}"#)
        _ = try await station.send(#"{"id":"m2","text":"are you there?"}"#)
        try await eventually { desk.kinds == ["handoff", "forward"] }
        #expect(desk.wronglySigned == 0)
        let accepted = try await station.call(
            .post,
            "/v1/accounts/main/contacts/ann/desk",
            as: .agent,
            #"{"id":"d1","desk":"accepted","agent":"Dana"}"#
        )
        #expect(accepted.json["owner"]?.string == "agent")
        _ = try await station.send(#"{"id":"m3","closed":{}}"#)
        try await eventually { desk.kinds == ["handoff", "forward", "release"] }
        await station.stop()
        await desk.stop()
    }

    @Test("sees that a customer types, and lets the customer see that somebody there does")
    func typing() async throws {
        let (desk, gateway) = (try Gateway(), try Gateway())
        let station = try await Station(gateway: gateway.url, otherDesk: desk.url)
        _ = try await station.send(#"{"id":"m1","text":"agent"}"#)
        // Nobody has the customer yet.
        _ = try await station.send(#"{"id":"m2","typing":true}"#)
        let path = "/v1/accounts/main/contacts/ann/desk"
        for event in ["accepted", "typing"] {
            let body = #"{"id":"\#(event)","desk":"\#(event)","agent":"Dana"}"#
            #expect(try await station.call(.post, path, as: .agent, body).status < 300)
        }
        try await eventually { gateway.kinds.contains("typing") }
        #expect(!desk.kinds.contains("typing"))
        _ = try await station.send(#"{"id":"m3","typing":true}"#)
        try await eventually { desk.kinds.contains("typing") }
        #expect(desk.wronglySigned == 0 && gateway.wronglySigned == 0)
        await station.stop()
        await desk.stop()
        await gateway.stop()
    }

    @Test("takes nothing over unasked where the file names no desk: that is a manager's to do")
    func unasked() async throws {
        let station = try await Station()
        let path = "/v1/accounts/main/contacts/ann"
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let accept = #"{"id":"d1","desk":"accepted","agent":"Mallory"}"#
        #expect(try await station.call(.post, path + "/desk", as: .agent, accept).status == 404)
        #expect(try await station.call(.get, path + "/turns", as: .agent).status == 404)
        let taken = try await station.call(.post, path + "/desk", as: .manager, accept)
        #expect(taken.json["owner"]?.string == "agent")
        // Now it is people's, and an agent may go on with it.
        let message = #"{"id":"d2","desk":"message","agent":"Mallory","text":"Hello."}"#
        #expect(try await station.call(.post, path + "/desk", as: .agent, message).status == 202)
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(book.map(\.who) == ["manager", "agent"])
        await station.stop()
    }

    @Test("reaches no conversation that was not handed over, and all it does is in the book")
    func notHandedOver() async throws {
        let desk = try Gateway()
        let station = try await Station(otherDesk: desk.url)
        let path = "/v1/accounts/main/contacts/ann"
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        func say(_ id: String, _ event: String) async throws -> Station.Reply {
            try await station.call(
                .post,
                path + "/desk",
                as: .agent,
                #"{"id":"\#(id)","desk":"\#(event)","agent":"Dana","text":"Hello."}"#
            )
        }
        for event in ["accepted", "message", "closed"] {
            #expect(try await say("early-\(event)", event).status == 404)
        }
        for page in ["", "/turns", "/stream", "/interactions"] {
            #expect(try await station.call(.get, path + page, as: .agent).status == 404, "\(page)")
        }
        let nobody = try await station.call(
            .get,
            "/v1/accounts/main/contacts/nobody/turns",
            as: .agent
        )
        #expect(nobody.status == 404)
        _ = try await station.send(#"{"id":"m2","text":"agent"}"#)
        #expect(try await station.call(.get, path + "/turns", as: .agent).status == 200)
        for event in ["accepted", "message", "closed"] {
            #expect(try await say(event, event).status == 202, "\(event)")
        }
        // What comes again is answered as it was, although the conversation is the bot's once more.
        let again = try await say("closed", "closed")
        #expect(again.status == 202 || again.status == 200)
        #expect(again.json["repeated"]?.bool == true)
        #expect(try await say("late", "message").status == 404)
        #expect(try await station.call(.get, path + "/turns", as: .agent).status == 404)
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(book.map(\.did) == ["desk accepted", "desk message", "desk closed"])
        #expect(book.allSatisfy { $0.who == "agent" && $0.to.contains("ann") })
        await station.stop()
        await desk.stop()
    }
}
