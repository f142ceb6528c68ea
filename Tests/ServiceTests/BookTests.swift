import BotRuntime
import Crypto
import Foundation
import HTTP
import RuntimeTesting
import SQLite
import Storage
import TestSupport
import Testing
import Values

@testable import Service

/// A store whose book somebody has changed.
private final class ForgedEngine: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()
    private let forge: @Sendable ([AuditEntry]) -> [AuditEntry]

    init(_ forge: @escaping @Sendable ([AuditEntry]) -> [AuditEntry]) { self.forge = forge }

    func audit(
        _ tenant: String,
        after seq: Int64,
        limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        forge(try await inner.audit(tenant, after: seq, limit: limit))
    }
}

@Suite("The book of what administrators did", .prompt)
struct BookTests {
    /// Three deeds in the book of the bank.
    private static func fill(_ station: Station) async throws {
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        for _ in 0..<3 {
            let export = "/v1/accounts/main/contacts/ann/export"
            #expect(try await station.call(.get, export, as: .admin).status == 200)
        }
    }

    @Test("names the line that was changed, and says of none behind it that it holds")
    func forged() async throws {
        let engine = ForgedEngine { entries in
            entries.map { entry in
                var entry = entry
                if entry.seq == 2 { entry.body = Array(#"{"who":"nobody","did":"nothing"}"#.utf8) }
                return entry
            }
        }
        let station = try await Station(engine)
        try await Self.fill(station)
        let book = try await station.runtime.book(ofTenant: "bank")
        #expect(book.lines.map(\.holds) == [true, false, false])
        #expect(!book.holds)
        await station.stop()
    }

    @Test("does not hold when its newest lines are gone, or all of them", arguments: [2, 1, 0])
    func cut(_ left: Int64) async throws {
        let station = try await Station(ForgedEngine { $0.filter { $0.seq <= left } })
        try await Self.fill(station)
        let book = try await station.runtime.book(ofTenant: "bank")
        #expect(book.lines.count == Int(left))
        #expect(!book.holds)
        #expect(book.written == 3)
        let told = try await station.call(.get, "/v1/audit", as: .admin)
        #expect(told.json["holds"]?.bool == false)
        #expect(told.json["written"]?.int == 3)
        await station.stop()
    }

    @Test("does not hold when what says how many lines there are is gone, or is another's")
    func headless() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let station = try await Station(engine)
        try await Self.fill(station)
        #expect(try await station.runtime.book(ofTenant: "bank").holds)
        var head = try #require(try await engine.document("bank", "audit", "head"))
        head.body = Array(#"{"seq":1,"hash":"","proof":""}"#.utf8)
        head.rev += 1
        #expect(try await engine.put(head))
        #expect(try await station.runtime.book(ofTenant: "bank").holds == false)
        #expect(try await engine.remove(head))
        #expect(try await station.runtime.book(ofTenant: "bank").holds == false)
        await station.stop()
    }

    @Test("goes on behind lines that were written before it had a key")
    func plain() async throws {
        let engine: any StorageEngine = MemoryEngine()
        var before: AuditEntry?
        for seq in Int64(1)...2 {
            let body = Array(#"{"did":"export","to":"x","who":"admin"}"#.utf8)
            let at = Timestamp(seconds: 1_772_463_600)
            let previous = before?.hash ?? []
            let hash = SHA256.digest(
                of: previous + Array("\(seq) \(at.milliseconds) ".utf8) + body
            )
            let entry = AuditEntry(
                tenant: "bank",
                seq: seq,
                at: at,
                body: body,
                previousHash: previous,
                hash: hash
            )
            #expect(try await engine.append(entry))
            before = entry
        }
        let station = try await Station(engine)
        #expect(try await station.runtime.book(ofTenant: "bank").holds)
        try await Self.fill(station)
        let book = try await station.runtime.book(ofTenant: "bank")
        #expect(book.holds)
        #expect(book.lines.map(\.number) == [1, 2, 3, 4, 5])
        await station.stop()
    }

    @Test("names a row that somebody has made something else of")
    func otherType() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/book-\(UUID().uuidString).db"
        defer {
            for end in ["", "-wal", "-shm", "-lock"] {
                try? FileManager.default.removeItem(atPath: path + end)
            }
        }
        let key = SealingKey.random()
        let station = try await Station(SQLiteEngine(path: path), key: key)
        try await Self.fill(station)
        await station.stop()
        do {
            let database = try Database.file(path)
            try database.execute("UPDATE audit SET body = 'a text' WHERE seq = 2")
        }
        let again = try await Station(SQLiteEngine(path: path), key: key)
        let told = try await again.call(.get, "/v1/audit", as: .admin)
        #expect(told.status == 200)
        #expect(told.json["holds"]?.bool == false)
        let lines = told.json["lines"]?.array ?? []
        #expect(lines.map { $0["line"]?.int } == [1, 2, 3])
        #expect(lines.map { $0["holds"]?.bool } == [true, false, false])
        await again.stop()
    }
}
