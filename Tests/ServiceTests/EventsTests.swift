import Crypto
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Events that a gateway sends", .prompt)
struct EventsTests {
    @Test("are answered at once with wait, and again the same way")
    func answered() async throws {
        let station = try await Station()
        let first = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        #expect(first.status == 200)
        #expect(first.texts == ["Which class?"])
        #expect(first.json["turn"]?.int == 1)
        #expect(first.json["whole"]?.bool == true)
        #expect(first.json["repeated"]?.bool == false)
        let question = try #require(first.json["waiting"]?["question"]?.string)
        let again = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        #expect(again.json["repeated"]?.bool == true)
        #expect(again.json["replies"] == first.json["replies"])
        let tap = #"{"id":"m2","tap":{"question":"\#(question)","options":["first"]}}"#
        #expect(try await station.send(tap).texts.first == "First, then.")
        await station.stop()
    }

    @Test(
        "that are none are refused with a problem that says why, and leave nothing behind",
        arguments: [
            (#"{"id":"m1"}"#, 422), (#"{"text":"no id"}"#, 400), ("{", 400), ("", 400), ("[]", 400),
            (#"{"id":"m1","text":5}"#, 422), (#"{"id":"m1","desk":"accepted"}"#, 403),
            (#"{"id":"m1","text":"a","contact":{"verified_until":"soon"}}"#, 422),
            (#"{"id":"m1","text":"a","contact":{"time_zone":"Mars/X"}}"#, 422),
            (#"{"id":"m1","text":"a","contact":{"time_zone":"../../etc/passwd"}}"#, 422),
            (#"{"id":"m1","text":"a","contact":{"locale":"%%%"}}"#, 422),
            (#"{"id":"m1","text":"a","at":"yesterday"}"#, 422),
            (#"{"id":"m1","text":"a","at":5}"#, 422),
            (#"{"id":"m1","text":"a","tap":{"question":"q1","options":["x"]}}"#, 422),
            (#"{"id":"\#(String(repeating: "x", count: 300))","text":"a"}"#, 400),
            (String(repeating: "[", count: 5000), 400),
            (#"{"id":"m1","text":"\#(String(repeating: "x", count: 40_000))"}"#, 400),
            (#"{"id":"m1","form":{"question":"q1","values":{\#(Self.manyKeys)}}}"#, 400),
            (#"{"id":"m1","id":"m2","text":"which?"}"#, 400),
            (#"{"id":"m1","text":"\#(String(repeating: "x", count: 300_000))"}"#, 413),
        ]
    )
    func refused(_ body: String, _ status: Int) async throws {
        let station = try await Station()
        let reply = try await station.send(body)
        #expect(reply.status == status)
        #expect(reply.headers["content-type"] == "application/problem+json")
        #expect(reply.json["status"]?.int == status)
        let path = "/v1/accounts/main/contacts/ann"
        #expect(try await station.call(.get, path, as: .gateway).status == 404)
        await station.stop()
    }

    private static let manyKeys = (0..<1_100).map { "\"k\($0)\":1" }.joined(separator: ",")

    @Test("under an ID that was used for another are refused")
    func reused() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let other = try await station.send(#"{"id":"m1","text":"first"}"#)
        #expect(other.status == 409)
        await station.stop()
    }

    @Test("are kept without wait, and the answer found among the turns")
    func later() async throws {
        let station = try await Station()
        let kept = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#, query: "")
        #expect(kept.status == 202)
        let turns = try await station.call(
            .get,
            "/v1/accounts/main/contacts/ann/turns?after=0&wait=5s",
            as: .gateway
        )
        let line = try #require(turns.json["turns"]?.array?.first?["line"])
        #expect(line["event"] == ["text": "I want a ticket"])
        #expect(line["replies"]?.array?.first?["text"]?.string == "Which class?")
        await station.stop()
    }

    @Test("of customers with any name are taken")
    func names() async throws {
        let station = try await Station()
        for user in ["urn%3Ambid%3Aa%2Fb", "%2B14155550101", "%F0%9F%98%80"] {
            let reply = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#, from: user)
            #expect(reply.status == 200)
            #expect(reply.json["turn"]?.int == 1)
        }
        await station.stop()
    }

    @Test("signed as webhooks are taken, and nothing else is")
    func signed() async throws {
        let station = try await Station()
        let path = "/v1/tenants/bank/accounts/main/contacts/ann/events"
        let body = #"{"id":"m1","text":"I want a ticket 🎫"}"#
        func send(
            _ sent: String,
            skew: Int64 = 0,
            secret: WebhookSecret = Station.secret,
            id: String? = nil
        ) async throws -> Int {
            let now = Int64(Date().timeIntervalSince1970) + skew
            let signed = StandardWebhook(secrets: [secret]).headers(
                id: "msg_1",
                at: now,
                body: Array(body.utf8)
            )
            var headers: [String: String] = [:]
            for (name, value) in signed.fields { headers[name] = value }
            if let id { headers["webhook-id"] = id }
            return try await station.call(.post, path, headers: headers, sent).status
        }
        #expect(try await send(body.replacing("🎫", with: "!")) == 401)
        #expect(try await send(#"{"text":"I want a ticket 🎫","id":"m1"}"#) == 401)
        #expect(try await send(body, skew: -330) == 401)
        #expect(try await send(body, skew: 330) == 401)
        #expect(try await send(body, secret: .random()) == 401)
        #expect(try await send(body, id: "msg_2") == 401)
        #expect(try await station.call(.post, path, body).status == 401)
        let contact = "/v1/accounts/main/contacts/ann"
        #expect(try await station.call(.get, contact, as: .gateway).status == 404)
        #expect(try await send(body) == 202)
        #expect(try await station.call(.get, contact, as: .gateway).status == 200)
        await station.stop()
    }

    @Test(
        "lead to replies that are posted, signed, in order, and once more where the gateway fails"
    )
    func posted() async throws {
        let gateway = try Gateway(failing: 1)
        let station = try await Station(gateway: gateway.url)
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#, query: "")
        try await eventually { gateway.texts.count == 1 }
        _ = try await station.send(#"{"id":"m2","text":"first"}"#, query: "")
        try await eventually { gateway.texts.contains("First, then.") }
        #expect(gateway.texts.first == "Which class?")
        #expect(gateway.wronglySigned == 0)
        #expect(gateway.attempts == gateway.texts.count + 1)
        await station.stop()
        await gateway.stop()
    }
}

/// A gateway that takes what is posted.
final class Gateway: Sendable {
    private final class Post: Sendable {
        struct State {
            var texts: [String] = []
            /// What stood in each post beside the contact.
            var kinds: [String] = []
            var attempts = 0
            var wronglySigned = 0
            var failures = 0
        }

        let state = Mutex(State())

        func take(_ request: HTTPRequest) -> HTTPResponse {
            let headers = StandardWebhook.Headers(
                id: request.head.headers["webhook-id"] ?? "",
                timestamp: request.head.headers["webhook-timestamp"] ?? "",
                signature: request.head.headers["webhook-signature"] ?? ""
            )
            let now = Int64(Date().timeIntervalSince1970)
            let webhook = StandardWebhook(secrets: [Station.secret])
            let isSigned = (try? webhook.verify(headers, body: request.body, at: now)) != nil
            let json = try? JSON(parsing: String(decoding: request.body, as: UTF8.self))
            let text = json?["reply"]?["text"]?.string
            return state.withLock { state in
                state.attempts += 1
                if !isSigned { state.wronglySigned += 1 }
                if state.failures > 0 {
                    state.failures -= 1
                    return HTTPResponse(status: 503, headers: ["Retry-After": "0"])
                }
                if let text { state.texts.append(text) }
                let beside: Set = ["account", "user", "conversation"]
                state.kinds += (json?.object ?? [:]).keys.filter { !beside.contains($0) }
                return HTTPResponse(status: 204)
            }
        }
    }

    private let post = Post()
    private let server: HTTPServer
    let url: String

    init(failing failures: Int = 0) throws {
        post.state.withLock { $0.failures = failures }
        let post = post
        server = HTTPServer(HTTPServerConfiguration()) { _ in
            .whole { request in post.take(request) }
        }
        url = "http://127.0.0.1:\(try server.start())/replies"
    }

    var texts: [String] { post.state.withLock(\.texts) }
    var kinds: [String] { post.state.withLock(\.kinds) }
    var attempts: Int { post.state.withLock(\.attempts) }
    var wronglySigned: Int { post.state.withLock(\.wronglySigned) }

    func stop() async { await server.stop(within: .seconds(1)) }
}
