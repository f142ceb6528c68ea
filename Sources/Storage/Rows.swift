import BotRuntime
import SQLite
import Values

/// The columns of rows that are read as a whole, in the order in which they are.
enum Columns {
    static let contact =
        "rev, n, owner, epoch, bot, state, facts, last_seq, wake_ms, updated_ms"
    static let contactCount = 10
    static let outbox = """
        o.contact, o.seq, o.lane, o.destination, o.n, o.epoch, o.is_bots, o.key, o.kind, o.payload,
        o.after, o.due_ms, o.lease_ms, o.attempts, o.state, o.last_error
        """
    static let outboxCount = 16
    static let audit = "tenant, seq, at_ms, body, previous_hash, hash"
}

extension Cell {
    static func moment(_ milliseconds: Int64?) -> Cell {
        milliseconds.map { .integer($0) } ?? .null
    }
}

extension Row: StoredColumns {
    package func number(_ place: Int) -> Int64? { self[place]?.integer }
    package func words(_ place: Int) -> String? { self[place]?.text }
    package func bytes(_ place: Int) -> [UInt8]? { self[place]?.blob }
    package func truth(_ place: Int) -> Bool? { self[place]?.integer.map { $0 == 1 } }

    package static func unreadable(_ message: String) -> SQLiteError {
        SQLiteError(code: SQLiteError.notADatabase, message: message)
    }
}
