import BotRuntime
import SQLite
import Synchronization

/// Connections that only read, each for one caller at a time.
final class ReaderPool: Sendable {
    private let path: String
    private let disk: String?
    private let idle = Mutex<[Reader]>([])

    /// A connection.
    ///
    /// Unchecked: it goes from one thread to another but never to two, as it is taken from the idle
    /// ones while it is used.
    private final class Reader: @unchecked Sendable {
        let database: Database

        init(_ database: Database) { self.database = database }
    }

    private static let mostIdle = 4

    init(path: String, disk: String?) {
        self.path = path
        self.disk = disk
    }

    /// Lets `body` read what has been committed.
    func read<Answer>(
        _ body: (Database) throws(SQLiteError) -> Answer
    ) throws(StoreError) -> Answer {
        do throws(SQLiteError) {
            let free = idle.withLock { $0.popLast() }
            let reader = if let free { free } else { Reader(try open()) }
            let answer = try body(reader.database)
            idle.withLock { if $0.count < Self.mostIdle { $0.append(reader) } }
            return answer
        } catch {
            // The connection is let go of, whatever was wrong with it.
            throw StoreError(error)
        }
    }

    /// Lets `body` read by a connection of its own, which remembers nothing of what it read before.
    func readAnew<Answer>(
        _ body: (Database) throws(SQLiteError) -> Answer
    ) throws(StoreError) -> Answer {
        do throws(SQLiteError) { return try body(try open()) } catch { throw StoreError(error) }
    }

    func close() { idle.withLock { $0.removeAll() } }

    private func open() throws(SQLiteError) -> Database {
        let database = try Database.file(path, readOnly: true, disk: disk)
        try database.execute("PRAGMA cache_size = -4096")
        return database
    }
}
