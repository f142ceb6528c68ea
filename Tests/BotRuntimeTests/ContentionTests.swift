import BotRuntime
import PostgreSQLStorage
import PostgreSQLTesting
import TestSupport
import Testing

@Suite("A contact whose messages come to several processes", .prompt)
struct ContentionTests {
    @Test("is answered however often others come between, within bounds")
    func retried() async throws {
        let kiosk = try await Kiosk(CrowdedEngine(conflicts: 9))
        #expect(try await kiosk.write("I want to order").turn == 1)
        await kiosk.runtime.stop()
    }

    @Test("is told to come again where they always do: nothing was taken")
    func putOff() async throws {
        let kiosk = try await Kiosk(CrowdedEngine(conflicts: 10))
        await #expect(throws: RuntimeError.contended(retryAfterSeconds: 1)) {
            try await kiosk.write("I want to order", "m1")
        }
        let taken = try await kiosk.write("I want to order", "m1")
        #expect(taken.turn == 1 && !taken.isRepeated)
        await kiosk.runtime.stop()
    }

    enum Kind: CaseIterable { case slow, postgreSQL }

    /// One store, as two processes have it.
    private static func engines(_ kind: Kind) async throws -> [any StorageEngine] {
        switch kind {
        case .slow: return Array(repeating: SlowEngine(), count: 2)
        case .postgreSQL:
            return try await aside {
                let target = try TestCluster.shared().database()
                return try (0..<2).map { _ in try PostgreSQLEngine(target: target) }
            }
        }
    }

    @Test(
        "has all taken that come at once, some when they come again, and none refused as too many",
        arguments: Kind.allCases
    )
    func atOnce(_ kind: Kind) async throws {
        let engines = try await Self.engines(kind)
        let kiosks = [try await Kiosk(engines[0]), try await Kiosk(engines[1])]
        let turns = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<24 {
                group.addTask { try await Self.send("m\(number)", to: kiosks[number % 2]) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(turns == Set(1...24))
        for kiosk in kiosks { await kiosk.runtime.stop() }
    }

    /// Sends a message, again where it is put off.
    private static func send(_ id: String, to kiosk: Kiosk) async throws -> Int64 {
        while true {
            do {
                return try await kiosk.write("hello", id).turn
            } catch RuntimeError.contended {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
