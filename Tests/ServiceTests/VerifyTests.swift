import BotRuntime
import Crypto
import Foundation
import HTTP
import SQLite
import Storage
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Whoever has the store looked through", .prompt)
struct VerifyTests {
    private static func with(_ test: (_ path: String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("verify-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await test(folder + "/store.db")
    }

    private static func talk(_ station: Station, _ users: [String]) async throws {
        for user in users {
            let reply = try await station.send(
                #"{"id":"m1","text":"I want a ticket"}"#,
                from: user
            )
            #expect(reply.status == 200)
        }
    }

    @Test("hears that all holds, in a small store at once, and reads it again later")
    func whole() async throws {
        let station = try await Station()
        #expect(try await station.call(.get, "/v1/verify", as: .admin).status == 404)
        try await Self.talk(station, (0..<120).map { "user\($0)" })
        let found = try await station.call(.post, "/v1/verify", as: .admin)
        #expect(found.status == 200)
        #expect(found.json["state"]?.string == "done")
        #expect(found.json["holds"]?.bool == true)
        #expect(found.json["conversations"]?.int == 120)
        #expect(found.json["damage"]?.array == [])
        #expect(try await station.call(.get, "/v1/verify", as: .admin).json == found.json)
        // Another tenant's is another.
        let theirs = try await station.call(.post, "/v1/verify", as: .admin, at: "shop")
        #expect(theirs.json["conversations"]?.int == 0)
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(book.map(\.did) == ["verify store"])
        await station.stop()
    }

    @Test(
        "is told whose conversation is damaged by its name in the log, and which line of the book"
    )
    func damaged() async throws {
        try await Self.with { path async throws in
            let key = SealingKey.random()
            let first = try await Station(SQLiteEngine(path: path), key: key)
            try await Self.talk(first, ["ann", "bob", "cy"])
            var names: [String: JSON] = [:]
            for user in ["ann", "bob", "cy"] {
                let contact = "/v1/accounts/main/contacts/\(user)"
                names[user] = try await first.call(.get, contact, as: .admin).json["conv_hash"]
                _ = try await first.call(.get, contact + "/export", as: .admin)
            }
            await first.stop()
            do {
                let database = try Database.file(path)
                try database.execute(
                    """
                    UPDATE contact
                    SET state = CAST(substr(state, 1, 20) || x'00' || substr(state, 22) AS BLOB)
                    WHERE contact = 'bank/main/ann'
                    """
                )
                try database.execute(
                    "UPDATE contact SET rev = 0 WHERE contact = 'bank/main/bob'"
                )
                try database.execute(
                    "UPDATE audit SET body = x'7b7d' WHERE tenant = 'bank' AND seq = 2"
                )
            }
            let again = try await Station(SQLiteEngine(path: path), key: key)
            let found = try await again.call(.post, "/v1/verify", as: .admin)
            #expect(found.json["holds"]?.bool == false)
            let damage = found.json["damage"]?.array ?? []
            func named(_ place: String) -> [JSON] {
                damage.filter { $0["place"]?.string == place }
            }
            #expect(named("conversation").map { $0["conv_hash"] } == [names["ann"]])
            #expect(named("turn").map { $0["conv_hash"] } == [names["bob"]])
            #expect(named("inbox").map { $0["conv_hash"] } == [names["bob"]])
            #expect(
                named("book").first?["what"]?.string
                    == "line 2, or one before it, was changed or taken away"
            )
            #expect(damage.count == 4)
            // Nothing in it leads back to anybody.
            for user in ["ann", "bob", "cy"] { #expect(!found.text.contains("/\(user)")) }
            await again.stop()
        }
    }

    @Test("is told that a row is something else now, and from where on nothing was opened")
    func otherType() async throws {
        try await Self.with { path async throws in
            let key = SealingKey.random()
            let first = try await Station(SQLiteEngine(path: path), key: key)
            try await Self.talk(first, (0..<60).map { "user\($0 + 100)" })
            await first.stop()
            do {
                try Database.file(path).execute(
                    "UPDATE contact SET state = 'a text' WHERE contact = 'bank/main/user155'"
                )
            }
            let again = try await Station(SQLiteEngine(path: path), key: key)
            let found = try await again.call(.post, "/v1/verify", as: .admin)
            let damage = try #require(found.json["damage"]?.array?.first)
            #expect(damage["place"]?.string == "contact")
            #expect(damage["what"]?.string?.hasPrefix("of those after the first 50 one") == true)
            #expect(found.json["holds"]?.bool == false)
            await again.stop()
        }
    }

    @Test("keeps nobody waiting")
    func turnsGoOn() async throws {
        try await Self.with { path async throws in
            let station = try await Station(SQLiteEngine(path: path))
            try await Self.talk(station, (0..<100).map { "user\($0)" })
            async let found = station.call(.post, "/v1/verify", as: .admin)
            var longest = Duration.zero
            for number in 0..<40 {
                let begun = ContinuousClock.now
                try await Self.talk(station, ["new\(number)"])
                longest = max(longest, begun.duration(to: .now))
            }
            #expect(longest < .seconds(5))
            #expect(try await found.json["holds"]?.bool == true)
            await station.stop()
        }
    }
}
