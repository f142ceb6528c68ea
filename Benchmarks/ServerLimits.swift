import Foundation
import SQLite

/// What a server holds, and how soon it is back: ten thousand conversations in their middle, a process
/// that was killed, a million contacts in the store.
struct ServerLimits {
    private static let open = 10_000
    private static let stored = 1_000_000

    static func run() -> Int32 {
        do {
            try measure()
            return 0
        } catch {
            print("\(error)")
            return 1
        }
    }

    private static func measure() throws {
        let server = try MeasuredServer(store: "{ sqlite: data/conversations.db }")
        defer { server.stop() }
        let load = ServerLoad(server: server)
        print("idle                  \(server.megabytes) MB")
        try load.open(conversations: open, inFlight: 64)
        print("\(open) open           \(server.megabytes) MB")
        try restart(server, load, "after kill -9", message: 2)
        server.kill()
        try fill(server.folder + "/data/conversations.db")
        try restart(server, load, "with \(stored) stored", message: 3)
        print("                      \(server.megabytes) MB")
    }

    /// Kills the process, and measures how long until it is ready and until it has answered somebody who
    /// was in the middle of a conversation.
    private static func restart(
        _ server: MeasuredServer,
        _ load: ServerLoad,
        _ what: String,
        message: Int
    ) throws {
        server.kill()
        let start = ContinuousClock.now
        try server.start()
        let ready = start.duration(to: .now) / .milliseconds(1)
        try load.goOn(with: message)
        let answered = start.duration(to: .now) / .milliseconds(1)
        print(
            what.padded(to: 21),
            "ready in \(Int(ready)) ms, the first turn answered after \(Int(answered)) ms"
        )
    }

    /// Copies a conversation in its middle, with its last turn and message, to so many contacts.
    private static func fill(_ path: String) throws {
        let database = try Database.file(path)
        let numbers = """
            WITH RECURSIVE number(k) AS
                (SELECT 1 UNION ALL SELECT k + 1 FROM number WHERE k < \(Self.stored))
            """
        let name = "'bench/main/stored' || k"
        try database.execute("BEGIN")
        try database.execute(
            """
            INSERT INTO contact (contact, rev, n, owner, epoch, bot, state, facts, last_seq, wake_ms,
                updated_ms)
            \(numbers) SELECT \(name), c.rev, c.n, c.owner, c.epoch, c.bot, c.state, c.facts,
                c.last_seq, c.wake_ms, c.updated_ms
            FROM number, (SELECT * FROM contact WHERE contact = 'bench/main/open-1') c
            """
        )
        try database.execute(
            """
            INSERT INTO turn (contact, rev, n, at_ms, cause, body)
            \(numbers) SELECT \(name), t.rev, t.n, t.at_ms, t.cause, t.body
            FROM number, (SELECT * FROM turn WHERE contact = 'bench/main/open-1' LIMIT 1) t
            """
        )
        try database.execute("COMMIT")
        try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}
