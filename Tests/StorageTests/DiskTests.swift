import BotRuntime
import FaultyDisk
import Foundation
import SQLite
import Storage
import TestSupport
import Testing
import Values

@Suite("A store on a disk that fails")
struct DiskTests {
    private static let writers = 4

    /// Writes turns of several contacts until the power is cut.
    ///
    /// - Returns: Of each contact the last turn that was acknowledged.
    private static func write(_ engine: SQLiteEngine, _ disk: FaultyDisk) async -> [Int64] {
        await withTaskGroup(of: (Int, Int64).self) { group in
            for writer in 0..<writers {
                group.addTask {
                    let contact = Sample.contact("user \(writer)")
                    var last: Int64 = 0
                    while !disk.isCut, last < 400 {
                        let row = Sample.row(last + 1, lastSeq: last + 1)
                        let turn = Sample.turn(contact, from: last, message: "m\(last)", row: row) {
                            $0.outbox = [Sample.reply(last + 1, of: contact)]
                        }
                        guard (try? await engine.commit(turn)) == .committed else { break }
                        last += 1
                    }
                    return (writer, last)
                }
            }
            var lasts = Array(repeating: Int64(0), count: writers)
            for await (writer, last) in group { lasts[writer] = last }
            return lasts
        }
    }

    /// Opens a store and writes until the power is cut.
    private static func live(
        _ path: String,
        _ disk: FaultyDisk,
        _ seed: UInt64,
        lies: Bool
    ) async throws -> [Int64] {
        let engine = try SQLiteEngine(path: path, disk: disk.name)
        if seed.isMultiple(of: 2) {
            // So much that the log is copied into the database while the others write.
            let big = Sample.turn(Sample.contact("big"), from: 0) {
                $0.turn?.body = Array(repeating: 7, count: 9 << 20)
            }
            #expect(try await engine.commit(big) == .committed)
        }
        if lies { disk.lie() }
        disk.cutPower(after: Int(seed * 37 % 1_400) + 5)
        let acknowledged = await write(engine, disk)
        #expect(disk.isCut, "seed \(seed): it is over before the power is cut")
        await engine.close()
        return acknowledged
    }

    /// Cuts the power while turns are written.
    ///
    /// - Returns: How many acknowledged turns are lost.
    private static func cut(_ seed: UInt64, lies: Bool = false) async throws -> Int64 {
        var lost: Int64 = 0
        try await TemporaryFolder.with { folder async throws in
            let path = folder + "/store.db"
            let disk = FaultyDisk()
            let acknowledged = try await live(path, disk, seed, lies: lies)
            try await eventually { disk.isIdle }
            disk.restore(seed)
            try? FileManager.default.removeItem(atPath: path + "-shm")

            // What does not even open is not whole.
            let found = try? Database.file(path).execute("PRAGMA integrity_check").first?[0]?.text
            if !lies { #expect(found == "ok", "seed \(seed)") }
            guard found == "ok" else {
                lost = acknowledged.reduce(0, +)
                return
            }
            let again = try SQLiteEngine(path: path)
            for (writer, last) in acknowledged.enumerated() {
                let contact = Sample.contact("user \(writer)")
                let turns = try await again.turns(of: contact, after: 0, limit: 9_999).map(\.rev)
                #expect(turns == Array(1...max(1, Int64(turns.count))) || turns.isEmpty)
                let rev = try await again.load(contact, nil).row?.rev ?? 0
                #expect(rev == turns.last ?? 0, "seed \(seed): a turn is there by half")
                #expect(try await again.outbox(of: contact).map(\.seq) == turns)
                lost += max(0, last - rev)
            }
            await again.close()
        }
        return lost
    }

    @Test("has all it acknowledged, whole, wherever the power is cut", arguments: 1...50)
    func power(_ seed: UInt64) async throws {
        #expect(try await Self.cut(seed) == 0, "seed \(seed)")
    }

    @Test("would be found out if it did not sync")
    func lies() async throws {
        var lost: Int64 = 0
        for seed in UInt64(1)...6 { lost += try await Self.cut(seed, lies: true) }
        #expect(lost > 0)
    }

    /// An engine on a disk, with one turn written.
    private static func with(
        _ test: (SQLiteEngine, FaultyDisk) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder async throws in
            let disk = FaultyDisk()
            let path = folder + "/store.db"
            try await Self.run(test, path, disk)
            try await eventually { disk.isIdle }
            let again = try SQLiteEngine(path: path)
            #expect(try await again.load(Sample.contact(), nil).row != nil)
            await again.close()
            let check = try Database.file(path).execute("PRAGMA integrity_check")
            #expect(check.first?[0]?.text == "ok")
        }
    }

    private static func run(
        _ test: (SQLiteEngine, FaultyDisk) async throws -> Void,
        _ path: String,
        _ disk: FaultyDisk
    ) async throws {
        let engine = try SQLiteEngine(path: path, disk: disk.name)
        #expect(try await engine.commit(Sample.turn(from: 0)) == .committed)
        try await test(engine, disk)
        await engine.close()
    }

    @Test("writes nothing while it is full, and all of it when there is room")
    func full() async throws {
        try await Self.with { engine, disk async throws in
            disk.fill()
            for _ in 0..<3 {
                let error = await #expect(throws: StoreError.self) {
                    try await engine.commit(Sample.turn(from: 1))
                }
                guard case .full = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
            await #expect(throws: StoreError.self) { try await engine.probe() }
            #expect(try await engine.load(Sample.contact(), nil).row?.rev == 1)
            disk.heal()
            try await engine.probe()
            #expect(try await engine.commit(Sample.turn(from: 1)) == .committed)
        }
    }

    @Test("goes on after a write that failed")
    func writing() async throws {
        try await Self.with { engine, disk async throws in
            disk.fail(.write)
            await #expect(throws: StoreError.self) {
                try await engine.commit(Sample.turn(from: 1))
            }
            disk.heal()
            #expect(try await engine.commit(Sample.turn(from: 1)) == .committed)
            #expect(try await engine.load(Sample.contact(), nil).row?.rev == 2)
        }
    }

    @Test("takes nothing more once it could not make something durable, though the next sync works")
    func syncing() async throws {
        try await Self.with { engine, disk async throws in
            disk.fail(.sync)
            for _ in 0..<2 {
                let error = await #expect(throws: StoreError.self) {
                    try await engine.commit(Sample.turn(from: 1))
                }
                guard case .broken = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                disk.heal()
            }
            await #expect(throws: StoreError.self) { try await engine.probe() }
        }
    }

    @Test("takes nothing more once a checkpoint could not be made durable")
    func checkpoint() async throws {
        try await Self.with { engine, disk async throws in
            let big = Sample.turn(from: 1) { $0.turn?.body = Array(repeating: 7, count: 9 << 20) }
            #expect(try await engine.commit(big) == .committed)
            disk.fail(.sync, times: 1)
            // The log is long: a checkpoint comes before what is written next.
            let error = await #expect(throws: StoreError.self) {
                try await engine.commit(Sample.turn(from: 2))
            }
            guard case .broken = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            await #expect(throws: StoreError.self) { try await engine.probe() }
        }
    }
}
