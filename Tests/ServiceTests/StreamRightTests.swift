import BotRuntime
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Who listens to a conversation", .prompt)
struct StreamRightTests {
    private static let path = "/v1/accounts/main/contacts/ann/stream"

    /// A station with a conversation, and a token that it has made for somebody who reads it.
    private static func station() async throws -> (Station, token: String) {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let made = try await station.call(
            .post,
            "/v1/tokens",
            as: .admin,
            #"{"name":"reader","role":"gateway"}"#
        )
        return (station, try #require(made.json["token"]?.string))
    }

    @Test("hears nothing more once the token is taken back")
    func revoked() async throws {
        let (station, token) = try await Self.station()
        let listener = try EventListener(station.base, Self.path, token: token)
        let other = try EventListener(
            station.base,
            Self.path,
            token: Station.token("bank", .gateway)
        )
        try await eventually { listener.text.contains("id: 1\n") && other.text.contains("id: 1\n") }
        _ = try await station.call(.delete, "/v1/tokens/reader", as: .admin)
        _ = try await station.send(#"{"id":"m2","text":"first"}"#)
        try await eventually { other.text.contains("id: 2\n") && listener.isWhole }
        #expect(!listener.text.contains("id: 2\n"))
        listener.close()
        other.close()
        await station.stop()
    }

    @Test("hears nothing more once the pass is over")
    func over() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let pass = try station.pass(for: "ann", seconds: 3)
        let listener = try EventListener(station.base, Self.path, token: pass)
        try await eventually { listener.text.contains("id: 1\n") }
        try await eventually { listener.isWhole }
        listener.close()
        await station.stop()
    }

    @Test("gets no turn that comes after the token was taken back, however long they wait")
    func poll() async throws {
        let (station, token) = try await Self.station()
        async let waiting = station.call(
            .get,
            "/v1/accounts/main/contacts/ann/turns?after=1&wait=20s",
            headers: ["Authorization": "Bearer \(token)"]
        )
        try await Task.sleep(for: .milliseconds(500))
        _ = try await station.call(.delete, "/v1/tokens/reader", as: .admin)
        _ = try await station.send(#"{"id":"m2","text":"first"}"#)
        #expect(try await waiting.status == 401)
        await station.stop()
    }
}
