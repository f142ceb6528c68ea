import BotRuntime
import PostgreSQL
import PostgreSQLStorage
import PostgreSQLTesting
import Testing
import Values

@Suite("A store in a PostgreSQL database that keeps dying")
struct PostgreSQLChaosTests {
    private static let messages = Int64(30)

    @Test("loses nothing that it answered, and writes nothing twice")
    func crashes() async throws {
        let cluster = try TestCluster()
        let target = try cluster.database()
        // Two processes that know nothing of each other.
        let engines = [
            try PostgreSQLEngine(target: target, connections: 2),
            try PostgreSQLEngine(target: target, connections: 2),
        ]
        let contacts = (0..<20).map { Sample.contact("user \($0)") }
        let killing = Task { try await Self.kill(cluster, target) }
        let refusals = try await withThrowingTaskGroup(of: Int.self) { group in
            for contact in contacts {
                group.addTask { try await Self.converse(contact, engines) }
            }
            return try await group.reduce(0, +)
        }
        killing.cancel()
        try await killing.value
        for engine in engines { try await engine.waitUntilReachable() }
        #expect(refusals > 0)
        for contact in contacts {
            #expect(try await engines[0].load(contact, nil).row?.rev == Self.messages)
            let turns = try await engines[0].turns(of: contact, after: 0, limit: 999)
            #expect(turns.map(\.rev) == Array(1...Self.messages))
            let outbox = try await engines[0].outbox(of: contact)
            #expect(outbox.map(\.key) == (1...Self.messages).map { "k\($0)" })
        }
        for engine in engines { await engine.close() }
    }

    /// Sends messages as a gateway does, each until it is answered, now to one process and now to
    /// another.
    ///
    /// - Returns: How often a message had to be sent again.
    private static func converse(
        _ contact: ContactKey,
        _ engines: [PostgreSQLEngine]
    ) async throws -> Int {
        var refusals = 0
        for number in 1...messages {
            let message = MessageKey(.inbound, "m\(number)")
            var isAnswered = false
            while !isAnswered {
                guard let engine = engines.randomElement() else { break }
                do {
                    let loaded = try await engine.load(contact, message)
                    if loaded.known != nil { break }
                    let base = loaded.row?.rev ?? 0
                    let row = Sample.row(base + 1, lastSeq: base + 1)
                    let turn = Sample.turn(contact, from: base, message: message.id, row: row) {
                        $0.outbox = [Sample.reply(base + 1, of: contact)]
                    }
                    isAnswered = try await engine.commit(turn) == .committed
                } catch {
                    refusals += 1
                    try #require(refusals < 10_000)
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
        }
        return refusals
    }

    /// Cuts connections all the time, and now and then lets the server crash, until it is cancelled.
    private static func kill(_ cluster: TestCluster, _ target: String) async throws {
        var round = 0
        while !Task.isCancelled {
            round += 1
            if round.isMultiple(of: 10), round < 40 { try cluster.restart(.immediate) }
            let connection = try Connection.open(target)
            try connection.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5
                """
            )
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}

extension PostgreSQLEngine {
    /// Waits until the server has been found again, for 5 seconds.
    func waitUntilReachable() async throws {
        let start = ContinuousClock.now
        while true {
            do { return try await probe() } catch {
                guard ContinuousClock.now - start < .seconds(5) else { throw error }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
