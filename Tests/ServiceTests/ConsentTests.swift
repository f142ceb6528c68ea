import BotRuntime
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Consent that a gateway tells", .prompt)
struct ConsentTests {
    private static let path = "/v1/accounts/main/contacts/ann/consents"

    @Test("ends the conversation without a word, and is listed in its order")
    func withdrawn() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let body = #"{"id":"c1","granted":false,"words":"opted out"}"#
        let reply = try await station.call(.post, Self.path + "?wait", as: .gateway, body)
        #expect(reply.status == 200)
        #expect(reply.json["owner"]?.string == "nobody")
        #expect(reply.texts.isEmpty)
        let again = try await station.call(.post, Self.path + "?wait", as: .gateway, body)
        #expect(again.json["repeated"]?.bool == true)
        for number in 2..<12 {
            let granted = #"{"id":"c\#(number)","granted":\#(number % 2 == 0)}"#
            let reply = try await station.call(.post, Self.path, as: .gateway, granted)
            #expect(reply.status == 202)
        }
        let listed = try await station.call(.get, Self.path, as: .manager)
        let consents = try #require(listed.json["consents"]?.array)
        #expect(consents.map { $0["granted"]?.bool } == [false] + (2..<12).map { $0 % 2 == 0 })
        #expect(consents.first?["words"]?.string == "opted out")
        await station.stop()
    }

    @Test("drops what waited to be sent, on any channel")
    func dropped() async throws {
        // Nobody takes what is posted there.
        let station = try await Station(gateway: "http://127.0.0.1:1/")
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#, query: "")
        let gateway = DueDestination(.channel, "bank/main")
        #expect(try await station.runtime.backlogs()[gateway]?.rows == 1)
        let body = #"{"id":"c1","granted":false}"#
        #expect(try await station.call(.post, Self.path, as: .gateway, body).status == 202)
        #expect(try await station.runtime.backlogs()[gateway]?.rows == 0)
        await station.stop()
    }

    @Test(
        "that says nothing is refused",
        arguments: [
            ("{", 400), (#"{"granted":true}"#, 400), (#"{"id":"c1"}"#, 422),
            (#"{"id":"c1","granted":"yes"}"#, 422),
        ]
    )
    func refused(_ body: String, _ status: Int) async throws {
        let station = try await Station()
        #expect(try await station.call(.post, Self.path, as: .gateway, body).status == status)
        let contact = "/v1/accounts/main/contacts/ann"
        #expect(try await station.call(.get, contact, as: .gateway).status == 404)
        await station.stop()
    }

    @Test("stands beside the interactions, of which each conversation is one")
    func interactions() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let path = "/v1/accounts/main/contacts/ann/interactions"
        let one = try await station.call(.get, path, as: .manager)
        let first = try #require(one.json["interactions"]?.array?.first)
        #expect(first["type"]?.string == "Messaging")
        _ = try await station.send(#"{"id":"m2","closed":{}}"#)
        _ = try await station.send(#"{"id":"m3","text":"I want a ticket"}"#)
        let two = try await station.call(.get, path, as: .manager)
        let outcomes = two.json["interactions"]?.array?.map { $0["outcome"]?.string }
        #expect(outcomes == ["closed by the customer", nil])
        await station.stop()
    }
}
