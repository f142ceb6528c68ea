import Crypto
import Foundation
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("A signed message", .prompt)
struct WebhookTests {
    @Test("is that of one contact and one body, however often and to whomever it is sent")
    func bound() async throws {
        let station = try await Station()
        func send(
            _ id: String,
            _ body: String,
            to user: String,
            skew: Int64 = 0
        ) async throws -> Station.Reply {
            let signed = StandardWebhook(secrets: [Station.secret]).headers(
                id: id,
                at: Int64(Date().timeIntervalSince1970) + skew,
                body: Array(body.utf8)
            )
            var headers: [String: String] = [:]
            for (name, value) in signed.fields { headers[name] = value }
            return try await station.call(
                .post,
                "/v1/tenants/bank/accounts/main/contacts/\(user)/events?wait",
                headers: headers,
                body
            )
        }
        let body = #"{"text":"I want a ticket"}"#
        #expect(try await send("msg_1", body, to: "ann").status == 200)
        // Signed once more, it is the same message.
        let again = try await send("msg_1", body, to: "ann", skew: 5)
        #expect(again.json["repeated"]?.bool == true)
        #expect(try await send("msg_1", body, to: "ben").status == 409)
        let other = try await send("msg_1", #"{"id":"m9","text":"first"}"#, to: "ann")
        #expect(other.status == 409)
        let ben = try await station.call(.get, "/v1/accounts/main/contacts/ben", as: .gateway)
        #expect(ben.status == 404)
        #expect(try await send("msg_2", body, to: "ben").status == 200)
        await station.stop()
    }

    @Test("is remembered for as long as its signature holds, and no longer")
    func forgotten() {
        let ids = WebhookIDs()
        let now = ContinuousClock.now
        #expect(ids.takes("msg_1", of: "bank/main", [1], at: now))
        #expect(ids.takes("msg_1", of: "bank/main", [1], at: now))
        #expect(ids.takes("msg_1", of: "shop/main", [2], at: now))
        #expect(!ids.takes("msg_1", of: "bank/main", [2], at: now.advanced(by: .seconds(599))))
        #expect(!ids.takes("msg_1", of: "bank/main", [2], at: now.advanced(by: .seconds(601))))
        #expect(ids.takes("msg_1", of: "bank/main", [2], at: now.advanced(by: .seconds(1202))))
    }
}
