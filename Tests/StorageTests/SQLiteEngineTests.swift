import BotRuntime
import Foundation
import SQLite
import Storage
import Testing
import Values

@Suite("A store in a SQLite file")
struct SQLiteEngineTests {
    @Test("gives back after it was closed what it answered")
    func reopening() async throws {
        try await TemporaryFolder.with { folder async throws in
            let path = folder + "/store.db"
            let first = try SQLiteEngine(path: path)
            for rev in Int64(0)..<20 {
                #expect(try await first.commit(Sample.turn(from: rev)) == .committed)
            }
            await first.close()
            // The log is in the database: the file alone is the store.
            try? FileManager.default.removeItem(atPath: path + "-wal")
            let second = try SQLiteEngine(path: path)
            #expect(try await second.load(Sample.contact(), nil).row == Sample.row(20))
            await second.close()
        }
    }

    @Test("lets what a process had claimed that is gone be claimed at once")
    func claims() async throws {
        try await TemporaryFolder.with { folder async throws in
            let first = try SQLiteEngine(path: folder + "/store.db")
            try await first.begin(with: [Sample.reply(1)])
            #expect(try await first.taken().map(\.attempts) == [1])
            #expect(try await first.taken().isEmpty)
            await first.close()
            let second = try SQLiteEngine(path: folder + "/store.db")
            #expect(try await second.taken().map(\.attempts) == [2])
            await second.close()
        }
    }

    @Test("is refused to a second process, which would write with a second connection")
    func oneWriter() async throws {
        try await TemporaryFolder.with { folder async throws in
            let path = folder + "/store.db"
            let first = try SQLiteEngine(path: path)
            #expect(throws: StoreError.unavailable("another process has it: one writes at a time"))
            {
                try SQLiteEngine(path: path)
            }
            await first.close()
            let second = try SQLiteEngine(path: path)
            await second.close()
        }
    }

    @Test("takes nothing more when its file was taken away while it is used")
    func takenAway() async throws {
        try await TemporaryFolder.with { folder async throws in
            let path = folder + "/store.db"
            let engine = try SQLiteEngine(path: path)
            #expect(try await engine.commit(Sample.turn(from: 0)) == .committed)
            try await engine.probe()
            try FileManager.default.moveItem(atPath: path, toPath: folder + "/elsewhere.db")
            let refusal = StoreError.broken("\(path) was moved or removed while it was used")
            await #expect(throws: refusal) { try await engine.probe() }
            await #expect(throws: refusal) { try await engine.commit(Sample.turn(from: 1)) }
            await engine.close()
        }
    }

    @Test("is refused where a later version has written it, or it is something else")
    func strangers() async throws {
        try await TemporaryFolder.with { folder async throws in
            let later = try Database.file(folder + "/later.db")
            try later.execute("PRAGMA user_version = 99")
            try Data("not a database, but long enough to look like one".utf8)
                .write(to: URL(fileURLWithPath: folder + "/other.db"))
            for name in ["later.db", "other.db"] {
                #expect {
                    try SQLiteEngine(path: folder + "/" + name)
                } throws: { error in
                    if case StoreError.broken = error { true } else { false }
                }
            }
            #expect(throws: StoreError.self) { try SQLiteEngine(path: folder + "/no/store.db") }
        }
    }

    @Test("is copied whole while turns go on")
    func backup() async throws {
        try await TemporaryFolder.with { folder async throws in
            let engine = try SQLiteEngine(path: folder + "/store.db")
            for rev in Int64(0)..<50 { _ = try await engine.commit(Sample.turn(from: rev)) }
            async let writing: Void = {
                for rev in Int64(50)..<150 { _ = try await engine.commit(Sample.turn(from: rev)) }
            }()
            try await engine.backUp(to: folder + "/copy.db")
            try await writing
            await engine.close()
            let copy = try SQLiteEngine(path: folder + "/copy.db")
            let rev = try #require(try await copy.load(Sample.contact(), nil).row?.rev)
            #expect(rev >= 50)
            let turns = try await copy.turns(of: Sample.contact(), after: 0, limit: 999)
            #expect(turns.count == Int(rev))
            await copy.close()
        }
    }

    @Test("answers nothing after it was closed")
    func closed() async throws {
        try await TemporaryFolder.with { folder async throws in
            let engine = try SQLiteEngine(path: folder + "/store.db")
            await engine.close()
            await #expect(throws: StoreError.unavailable("it is being closed")) {
                try await engine.commit(Sample.turn(from: 0))
            }
        }
    }

    @Test("keeps its log small while it is written to all the time")
    func checkpoints() async throws {
        try await TemporaryFolder.with { folder async throws in
            let engine = try SQLiteEngine(path: folder + "/store.db")
            for round in 0..<60 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for user in 0..<50 {
                        group.addTask {
                            let contact = Sample.contact("user \(user)")
                            let turn = Sample.turn(contact, from: Int64(round)) {
                                $0.turn?.body = Array(repeating: 65, count: 2000)
                            }
                            _ = try await engine.commit(turn)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let log = try FileManager.default.attributesOfItem(atPath: folder + "/store.db-wal")
            let size = try #require(log[.size] as? Int)
            #expect(size < 40 << 20)
            await engine.close()
        }
    }
}
