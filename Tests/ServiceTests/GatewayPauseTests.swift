import BotRuntime
import Crypto
import HTTP
import Synchronization
import TestSupport
import Testing
import Values

@testable import Service

@Suite("A gateway that is paused", .prompt)
struct GatewayPauseTests {
    private static let key = SealingKey.random()

    /// What a gateway was posted: the texts, in their order.
    private final class Inbox: Sendable {
        private let kept = Mutex<[String]>([])

        var texts: [String] { kept.withLock(\.self) }

        func take(_ request: HTTPRequest) -> HTTPResponse {
            let json = (try? JSON(parsing: request.body)) ?? .null
            let text = json["user"]?.string ?? ""
            kept.withLock { $0.append(text) }
            return .text("")
        }
    }

    private static func with(
        _ test: (_ inbox: Inbox, _ station: (any StorageEngine) async throws -> Station)
            async throws
            -> Void
    ) async throws {
        let inbox = Inbox()
        let gateway = HTTPServer(HTTPServerConfiguration()) { _ in .whole { inbox.take($0) } }
        let url = "http://127.0.0.1:\(try gateway.start())/"
        try await test(inbox) { engine in
            try await Station(engine, gateway: url, key: key)
        }
        await gateway.stop(within: .seconds(2))
    }

    /// One of the gateways that an administrator is shown.
    private static func listed(_ station: Station, _ account: String = "main") async throws -> JSON
    {
        let list = try await station.call(.get, "/v1/gateways", as: .admin).json
        return try #require(
            list["gateways"]?.array?.first { $0["account"]?.string == account }
        )
    }

    private static func depth(_ station: Station) async throws -> Double? {
        let text = try await station.call(.get, "/metrics").text
        return try PrometheusReader(text).value(
            "va_outbox_depth",
            ["gateway": "bank/main", "lane": "channel"]
        )
    }

    private static func hold(_ station: Station, _ verb: String) async throws -> Int {
        try await station.call(.post, "/v1/accounts/main/gateway/\(verb)", as: .admin).status
    }

    @Test("is posted nothing, loses nothing, and has all when it is resumed")
    func paused() async throws {
        try await Self.with { inbox, begin async throws in
            let station = try await begin(MemoryEngine())
            #expect(try await Self.hold(station, "pause") == 204)
            let users = (0..<8).map { "user\($0)" }
            for user in users {
                _ = try await station.send(
                    #"{"id":"m1","text":"I want a ticket"}"#,
                    from: user,
                    query: ""
                )
            }
            // Whoever waits for an answer has it.
            let waited = try await station.send(#"{"id":"w1","text":"I want a ticket"}"#)
            #expect(waited.texts == ["Which class?"])
            try await eventually { try await Self.depth(station) == 8 }
            // The dispatcher looks for what is due twice a second.
            try await Task.sleep(for: .milliseconds(1_200))
            #expect(inbox.texts.isEmpty)
            let shown = try await Self.listed(station)
            #expect(shown["paused"]?.bool == true)
            #expect(shown["waiting"]?.int == 8)
            #expect((shown["oldest_seconds"]?.double ?? 0) > 1)
            let read = try PrometheusReader(try await station.call(.get, "/metrics").text)
            #expect(read.value("va_gateway_paused", ["gateway": "bank/main"]) == 1)
            #expect(read.value("va_gateway_paused", ["gateway": "shop/main"]) == 0)

            #expect(try await Self.hold(station, "resume") == 204)
            try await eventually { inbox.texts.count == 8 }
            #expect(Set(inbox.texts) == Set(users))
            try await eventually { try await Self.listed(station)["waiting"]?.int == 0 }
            #expect(try await Self.listed(station)["paused"]?.bool == false)
            let book = try await station.runtime.book(ofTenant: "bank").lines
            #expect(book.map(\.did) == ["pause gateway", "resume gateway"])
            #expect(book.map(\.to) == ["main", "main"])
            await station.stop()
        }
    }

    @Test("holds up no other tenant's of the same name")
    func others() async throws {
        try await Self.with { inbox, begin async throws in
            let station = try await begin(MemoryEngine())
            #expect(try await Self.hold(station, "pause") == 204)
            let path = "/v1/accounts/main/contacts/theirs/events"
            let body = #"{"id":"m1","text":"I want a ticket"}"#
            _ = try await station.call(.post, path, as: .gateway, at: "shop", body)
            try await eventually { inbox.texts == ["theirs"] }
            await station.stop()
        }
    }

    @Test("is paused at every process on the store, and resumed at every one")
    func everywhere() async throws {
        try await Self.with { inbox, begin async throws in
            let engine = MemoryEngine()
            let (one, other) = (try await begin(engine), try await begin(engine))
            #expect(try await Self.hold(one, "pause") == 204)
            // A process looks every two seconds.
            try await other.service.refresh(["bank"])
            for station in [one, other] {
                _ = try await station.send(
                    #"{"id":"m1","text":"I want a ticket"}"#,
                    from: "to \(station.port)".replacing(" ", with: "-"),
                    query: ""
                )
            }
            try await Task.sleep(for: .milliseconds(1_200))
            #expect(inbox.texts.isEmpty)
            #expect(try await Self.hold(other, "resume") == 204)
            try await eventually { inbox.texts.count == 2 }
            // What was decided before comes too late.
            await one.runtime.holdGateway(
                of: AccountKey(tenant: "bank", account: "main"),
                true,
                rev: 1
            )
            try await one.service.refresh(["bank"])
            #expect(try await Self.listed(one)["paused"]?.bool == false)
            for station in [one, other] { await station.stop() }
        }
    }

    @Test("is one that there is, of an account whose replies are posted")
    func refusals() async throws {
        let station = try await Station()
        #expect(try await Self.hold(station, "pause") == 409)
        let nowhere = try await station.call(
            .post,
            "/v1/accounts/nowhere/gateway/pause",
            as: .admin
        )
        #expect(nowhere.status == 404)
        #expect(try await station.runtime.book(ofTenant: "bank").lines.isEmpty)
        #expect(
            try await station.call(.get, "/v1/gateways", as: .manager).json == ["gateways": []]
        )
        await station.stop()
    }
}
