import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("A body that is not as declared", .prompt)
struct BodyTests {
    private static let events = "/v1/accounts/main/contacts/ann/events?wait"

    @Test(
        "is refused by the name of the field, and nothing of it is done",
        arguments: [
            (
                HTTPMethod.post, "/v1/tokens", Role.admin,
                #"{"name":"x","role":"admin","expires":5}"#, "expires"
            ),
            (.post, "/v1/tokens", .admin, #"{"name":"x","role":"admin","expire":"5d"}"#, "expire"),
            (.post, "/v1/tokens", .admin, #"{"name":"x","role":"customer"}"#, "role"),
            (.post, "/v1/tokens", .admin, #"{"name":"x"}"#, "role"),
            (.put, "/v1/accounts/main/bot", .admin, #"{"bot":"next","percnt":5}"#, "percnt"),
            (.put, "/v1/accounts/main/bot", .admin, #"{"bot":"next","percent":"5"}"#, "percent"),
            (.put, "/v1/accounts/main/bot", .admin, #"{"bot":"next","percent":null}"#, "percent"),
            (.put, "/v1/accounts/main/bot", .admin, #"{"bot":"next","percent":101}"#, "percent"),
            (.post, events, .gateway, #"{"id":"m1","text":5}"#, "text"),
            (.post, events, .gateway, #"{"id":5,"text":"hello"}"#, "id"),
            (.post, events, .gateway, #"{"id":"m1","text":"hello","at":"x"}"#, "at"),
            (.post, events, .gateway, #"{"id":"m1","text":"hello","order":0}"#, "order"),
            (
                .post, events, .gateway, #"{"id":"m1","text":"hello","contact":{"name":5}}"#,
                "contact.name"
            ),
            (
                .post, events, .gateway, #"{"id":"m1","tap":{"question":"q1","options":[1]}}"#,
                "tap.options[0]"
            ),
            (.post, events, .gateway, #"{"id":"m1","typing":"yes"}"#, "typing"),
            (.post, events, .gateway, #"{"id":"m1","entry":{"intent":5}}"#, "entry.intent"),
            (
                .post, "/v1/accounts/main/contacts/ann/consents", .gateway,
                #"{"id":"c1","granted":"yes"}"#, "granted"
            ),
            (
                .post, "/v1/accounts/main/contacts/ann/desk", .agent,
                #"{"id":"d1","desk":"queued","place":"2"}"#, "place"
            ),
        ] as [(HTTPMethod, String, Role, String, String)]
    )
    func refused(
        _ method: HTTPMethod,
        _ path: String,
        _ role: Role,
        _ body: String,
        _ field: String
    ) async throws {
        let station = try await Station()
        let reply = try await station.call(method, path, as: role, body)
        #expect(reply.status == 422, "\(reply.text)")
        #expect(reply.json["detail"]?.string?.contains(field) == true, "\(reply.text)")
        let tokens = try await station.call(.get, "/v1/tokens", as: .admin)
        #expect(!tokens.text.contains(#""name":"x""#))
        let turns = try await station.call(
            .get,
            "/v1/accounts/main/contacts/ann/turns",
            as: .gateway
        )
        #expect(turns.json == ["turns": []])
        await station.stop()
    }

    @Test("may have more than is known, where a gateway sends it")
    func unknownKeys() async throws {
        let station = try await Station()
        let taken = try await station.send(
            #"{"id":"m1","text":"hello","shade":5,"contact":{"name":null,"hat":"red"}}"#
        )
        #expect(taken.status == 200)
        await station.stop()
    }

    @Test("changes nothing at the desk")
    func desk() async throws {
        let station = try await Station(agents: ["dana", "kim"])
        _ = try await station.work("dana", .put, "/v1/desk/presence", #"{"presence":"available"}"#)
        _ = try await station.send(#"{"id":"c1","text":"agent"}"#)
        var ticket = 0
        try await eventually {
            let desk = try await station.work("dana", .get, "/v1/desk").json
            ticket = desk["offers"]?.array?.first?["ticket"]?.int ?? 0
            return ticket > 0
        }
        _ = try await station.work("dana", .post, "/v1/desk/tickets/\(ticket)/accept")
        let before = try await station.work("dana", .get, "/v1/desk").json["conversations"]
        for (verb, body, field) in [
            ("close", #"{"outcome":5}"#, "outcome"),
            ("close", #"{"outcom":"done"}"#, "outcom"),
            ("transfer", #"{"queue":"desk","agent":"kim"}"#, "agent, queue"),
            ("callbacks", #"{"at":"2099-01-01T00:00:00Z","phone":"<script>"}"#, "phone"),
            ("callbacks", #"{"at":5}"#, "at"),
            ("notes", #"{"id":"n1","text":"x","control":{}}"#, "control"),
            (
                "messages", #"{"id":"a1","control":{"type":"choice","options":[{"title":5}]}}"#,
                "title"
            ),
        ] {
            let reply = try await station.work(
                "dana",
                .post,
                "/v1/desk/tickets/\(ticket)/\(verb)",
                body
            )
            #expect(reply.status == 422, "\(body)")
            #expect(reply.json["detail"]?.string?.contains(field) == true, "\(reply.text)")
        }
        let presence = try await station.work(
            "dana",
            .put,
            "/v1/desk/presence",
            #"{"presence":"available","channels":"web"}"#
        )
        #expect(presence.status == 422)
        let after = try await station.work("dana", .get, "/v1/desk").json["conversations"]
        #expect(before?.array?.count == 1 && after?.array?.count == 1)
        await station.stop()
    }
}
