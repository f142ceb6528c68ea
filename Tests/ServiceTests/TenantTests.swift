import BotRuntime
import HTTP
import RuntimeTesting
import TestSupport
import Testing
import Values

@testable import Service

/// A store that does not look at whose a contact is.
private final class TenantlessEngine: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()

    private func anybodys(_ contact: ContactKey) -> ContactKey {
        ContactKey(tenant: "any", account: contact.account, user: contact.user) ?? contact
    }

    func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded { try await inner.load(anybodys(contact), message) }

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        var turn = turn
        turn.contact = anybodys(turn.contact)
        turn.turn?.contact = turn.contact
        return try await inner.commit(turn)
    }

    func turns(
        of contact: ContactKey,
        after rev: Int64,
        limit: Int
    ) async throws(StoreError) -> [TurnRow] {
        try await inner.turns(of: anybodys(contact), after: rev, limit: limit)
    }
}

@Suite("Two tenants of one service", .prompt)
struct TenantTests {
    /// Names of customers that a careless key would take for another's, percent-encoded.
    private static let users = [
        "ann", "bank%2Fmain%2Fann", "..%2Fbank%2Fmain%2Fann", "%2E%2E", "ann%2F", "%2Fann",
        "ann%25", "ann%20", "ANN", "ann%27%20OR%20%271%27%3D%271", "%25", "urn%3Ambid%3Aann",
    ]

    /// Writes as all of them; what is no name of a customer is refused before it is one.
    private static func named(_ station: Station) async throws -> [String] {
        var named: [String] = []
        for user in users {
            let taken = try await station.send(
                #"{"id":"m1","text":"I want a ticket"}"#,
                from: user
            )
            #expect([200, 400].contains(taken.status), "\(user)")
            if taken.status == 200 { named.append(user) }
        }
        #expect(named.count > 8)
        return named
    }

    /// What one tenant sees of customers of the same names who write to the other.
    private static func seen(_ station: Station) async throws -> [String] {
        var seen: [String] = []
        for user in try await named(station) {
            let path = "/v1/accounts/main/contacts/\(user)"
            for page in [path, path + "/turns", path + "/export", path + "/entries"] {
                let theirs = try await station.call(.get, page, as: .admin, at: "shop")
                let nobodys = try await station.call(
                    .get,
                    page.replacing(user, with: "nobody"),
                    as: .admin,
                    at: "shop"
                )
                if theirs.text != nobodys.text || theirs.status != nobodys.status {
                    seen.append(page)
                }
            }
        }
        return seen
    }

    @Test("see nothing of each other's customers, whatever those are called")
    func apart() async throws {
        let station = try await Station()
        #expect(try await Self.seen(station) == [])
        // Each is a customer of their own.
        for user in try await Self.named(station) {
            let turns = try await station.call(
                .get,
                "/v1/accounts/main/contacts/\(user)/turns",
                as: .admin
            )
            #expect(turns.json["turns"]?.array?.count == 1, "\(user)")
        }
        await station.stop()
    }

    @Test("would be found out to see each other where the store forgot whose they are")
    func mutant() async throws {
        let station = try await Station(TenantlessEngine())
        #expect(try await Self.seen(station).count > 8)
        await station.stop()
    }

    @Test("have each their own measure: who asks too often keeps nobody else waiting")
    func flood() async throws {
        var limits = RequestLimits()
        limits.token = 20
        let station = try await Station(limits: limits)
        let path = "/v1/accounts/main/contacts/ann"
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let statuses = try await withThrowingTaskGroup(of: Station.Reply.self) { group in
            for _ in 0..<200 {
                group.addTask { try await station.call(.get, path, as: .gateway) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let refused = statuses.filter { $0.status == 429 }
        #expect(refused.count > 100)
        #expect(refused.allSatisfy { $0.headers["retry-after"] == "1" })
        #expect(statuses.allSatisfy { [200, 429].contains($0.status) })
        for _ in 0..<15 {
            let other = try await station.call(.get, path, as: .gateway, at: "shop")
            #expect(other.status == 404)
        }
        await station.stop()
    }
}
