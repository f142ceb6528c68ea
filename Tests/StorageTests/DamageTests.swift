import BotRuntime
import Foundation
import PostgreSQL
import PostgreSQLStorage
import PostgreSQLTesting
import SQLite
import Storage
import Testing
import Values

@Suite("A store that is looked through")
struct DamageTests {
    /// What is changed behind a store's back, and what is said of it then.
    private static let deeds: [(sql: String, damage: StoreDamage)] = [
        (
            "UPDATE contact SET rev = 1 WHERE contact = 'bank/whatsapp/user 1'",
            StoreDamage(
                place: "turn",
                contact: Sample.contact("user 1"),
                what: "there are later turns than the conversation knows of"
            )
        ),
        (
            "UPDATE contact SET last_seq = 0 WHERE contact = 'bank/whatsapp/user 2'",
            StoreDamage(
                place: "outbox",
                contact: Sample.contact("user 2"),
                what: "there are later rows than the conversation knows of"
            )
        ),
        (
            "DELETE FROM contact WHERE contact = 'bank/whatsapp/user 3'",
            StoreDamage(
                place: "turn",
                contact: Sample.contact("user 3"),
                what: "there are rows of a contact that there is not"
            )
        ),
    ]

    private static func fill(_ engine: any StorageEngine) async throws {
        for number in 0..<6 {
            let contact = Sample.contact("user \(number)")
            try await engine.begin(contact, with: [Sample.reply(1, of: contact)])
            for rev in Int64(1)..<4 {
                let turn = Sample.turn(
                    contact,
                    from: rev,
                    message: "m\(rev)",
                    row: Sample.row(rev + 1, lastSeq: 1)
                )
                #expect(try await engine.commit(turn) == .committed)
            }
        }
    }

    @Test("is whole as it was written", arguments: EngineKind.allCases)
    func whole(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await Self.fill(engine)
            #expect(try await engine.damage(limit: 100).isEmpty)
        }
    }

    @Test("in a file names each contact whose rows do not fit, and no other")
    func rowsOfFile() async throws {
        try await TemporaryFolder.with { folder async throws in
            let engine = try SQLiteEngine(path: folder + "/store.db")
            try await Self.fill(engine)
            for deed in Self.deeds {
                try Database.file(folder + "/store.db").execute(deed.sql)
                #expect(try await engine.damage(limit: 100).contains(deed.damage), "\(deed.sql)")
            }
            let named = Set(try await engine.damage(limit: 100).compactMap(\.contact))
            #expect(named == Set((1...3).map { Sample.contact("user \($0)") }))
            await engine.close()
        }
    }

    @Test("in a database names each contact whose rows do not fit, and no other")
    func rowsOfDatabase() async throws {
        let target = try TestCluster.shared().database()
        let engine = try PostgreSQLEngine(target: target)
        try await Self.fill(engine)
        for deed in Self.deeds {
            try Connection.open(target).execute(deed.sql)
            #expect(try await engine.damage(limit: 100).contains(deed.damage), "\(deed.sql)")
        }
        let named = Set(try await engine.damage(limit: 100).compactMap(\.contact))
        #expect(named == Set((1...3).map { Sample.contact("user \($0)") }))
        await engine.close()
    }

    @Test("names the table of which pages are damaged, while turns are written")
    func pages() async throws {
        try await TemporaryFolder.with { folder async throws in
            let path = folder + "/store.db"
            let first = try SQLiteEngine(path: path)
            try await Self.fill(first)
            await first.close()
            try Self.spoil("sqlite_autoindex_inbox_1", of: path)
            let engine = try SQLiteEngine(path: path)
            async let found = engine.damage(limit: 100)
            for rev in Int64(0)..<50 {
                let turn = Sample.turn(Sample.contact("new"), from: rev)
                #expect(try await engine.commit(turn) == .committed)
            }
            let damage = try await found
            #expect(!damage.isEmpty)
            #expect(Set(damage.map(\.place)) == ["inbox"])
            await engine.close()
        }
    }

    /// Writes nonsense over a part of what a table or an index begins with.
    private static func spoil(_ name: String, of path: String) throws {
        let database = try Database.file(path)
        let page = try #require(
            database.first("SELECT rootpage FROM sqlite_schema WHERE name = ?", [.text(name)])?[0]?
                .integer
        )
        let size = try #require(database.first("PRAGMA page_size")?[0]?.integer)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: UInt64(page * size - 60))
        try file.write(contentsOf: Data(repeating: 0xA5, count: 60))
        try file.close()
    }
}
