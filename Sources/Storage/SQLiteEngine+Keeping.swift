import BotRuntime
import SQLite
import Synchronization
import Values

extension SQLiteEngine {
    package func suspect(
        _ contact: ContactKey,
        _ message: MessageKey
    ) async throws(StoreError) {
        _ = try await writer.write { (database) throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO suspect VALUES (?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET tries = tries + 1
                """,
                [.text(contact.text), .text(message.source.rawValue), .text(message.id)]
            )
        }
    }

    package func suspects(limit: Int) async throws(StoreError) -> [ContactKey] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                "SELECT DISTINCT contact FROM suspect LIMIT ?",
                [.integer(Int64(limit))]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.contactKey(0) }
        }
    }

    package func deadLetters(
        ofTenant tenant: String,
        limit: Int
    ) async throws(StoreError) -> [DeadLetter] {
        try readers.read { (database) throws(SQLiteError) in
            let range = ContactKey.range(ofTenant: tenant)
            let rows = try database.execute(
                """
                SELECT contact, reference, why, body, at_ms FROM dead
                WHERE contact > ? AND contact < ? ORDER BY at_ms, contact, reference LIMIT ?
                """,
                [.text(range.start), .text(range.end), .integer(Int64(limit))]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.deadLetter() }
        }
    }

    package func revive(
        _ contact: ContactKey,
        _ reference: String,
        at now: Timestamp
    ) async throws(StoreError) -> DeadLetter? {
        try await writer.write { (database) throws(SQLiteError) in
            let name: [Cell] = [.text(contact.text), .text(reference)]
            guard
                let row = try database.first(
                    """
                    SELECT contact, reference, why, body, at_ms FROM dead
                    WHERE contact = ? AND reference = ?
                    """,
                    name
                )
            else { return nil }
            try database.execute("DELETE FROM dead WHERE contact = ? AND reference = ?", name)
            if let seq = OutboxRow.seq(ofReference: reference) {
                try database.execute(
                    """
                    UPDATE outbox SET state = 'due', due_ms = ?1, attempts = 0, settled_ms = ?1
                    WHERE contact = ? AND seq = ?
                    """,
                    [.integer(now.milliseconds), name[0], .integer(seq)]
                )
            } else {
                for table in ["suspect", "inbox"] {
                    try database.execute(
                        "DELETE FROM \(table) WHERE contact = ? AND source || ':' || id = ?",
                        name
                    )
                }
            }
            return try row.deadLetter()
        }
    }

    package func entries(
        of contact: ContactKey,
        kind: String?
    ) async throws(StoreError) -> [Entry] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT contact, kind, id, at_ms, body FROM entry
                WHERE contact = ?1 AND (?2 IS NULL OR kind = ?2) ORDER BY at_ms, kind, id
                """,
                [.text(contact.text), kind.map { .text($0) } ?? .null]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.entry() }
        }
    }

    package func entries(
        ofTenant tenant: String,
        kind: String,
        from start: Timestamp,
        to end: Timestamp,
        after last: Entry?,
        limit: Int
    ) async throws(StoreError) -> [Entry] {
        try readers.read { (database) throws(SQLiteError) in
            let range = ContactKey.range(ofTenant: tenant)
            let rows = try database.execute(
                """
                SELECT contact, kind, id, at_ms, body FROM entry
                WHERE kind = ? AND at_ms >= ? AND at_ms < ? AND contact > ? AND contact < ?
                AND (at_ms, contact, id) > (?, ?, ?)
                ORDER BY at_ms, contact, id LIMIT ?
                """,
                [
                    .text(kind), .integer(max(start, last?.at ?? start).milliseconds),
                    .integer(end.milliseconds), .text(range.start), .text(range.end),
                    .integer(last?.at.milliseconds ?? .min), .text(last?.contact.text ?? ""),
                    .text(last?.id ?? ""), .integer(Int64(limit)),
                ]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.entry() }
        }
    }

    // MARK: Documents and the book

    package func document(
        _ tenant: String,
        _ kind: String,
        _ id: String
    ) async throws(StoreError) -> Document? {
        try readers.read { (database) throws(SQLiteError) in
            try database.first(
                """
                SELECT tenant, kind, id, rev, body FROM document
                WHERE tenant = ? AND kind = ? AND id = ?
                """,
                [.text(tenant), .text(kind), .text(id)]
            ).map { (row) throws(SQLiteError) in try row.document() }
        }
    }

    package func documents(
        _ tenant: String,
        _ kind: String
    ) async throws(StoreError) -> [Document] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT tenant, kind, id, rev, body FROM document
                WHERE tenant = ? AND kind = ? ORDER BY id
                """,
                [.text(tenant), .text(kind)]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.document() }
        }
    }

    package func put(_ document: Document) async throws(StoreError) -> Bool {
        try await writer.write { (database) throws(SQLiteError) in
            let name: [Cell] = [
                .text(document.tenant), .text(document.kind), .text(document.id),
            ]
            let contents: [Cell] = [.integer(document.rev), .blob(document.body)]
            if document.rev == 1 {
                try database.execute(
                    "INSERT INTO document VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    name + contents
                )
            } else {
                try database.execute(
                    """
                    UPDATE document SET rev = ?, body = ?
                    WHERE tenant = ? AND kind = ? AND id = ? AND rev = ?
                    """,
                    contents + name + [.integer(document.rev - 1)]
                )
            }
            return database.changes == 1
        }
    }

    package func remove(_ document: Document) async throws(StoreError) -> Bool {
        try await writer.write { (database) throws(SQLiteError) in
            try database.execute(
                "DELETE FROM document WHERE tenant = ? AND kind = ? AND id = ? AND rev = ?",
                [
                    .text(document.tenant), .text(document.kind), .text(document.id),
                    .integer(document.rev),
                ]
            )
            return database.changes == 1
        }
    }

    package func lastAudit(_ tenant: String) async throws(StoreError) -> AuditEntry? {
        try readers.read { (database) throws(SQLiteError) in
            try database.first(
                "SELECT \(Columns.audit) FROM audit WHERE tenant = ? ORDER BY seq DESC LIMIT 1",
                [.text(tenant)]
            ).map { (row) throws(SQLiteError) in try row.auditEntry() }
        }
    }

    package func append(_ entry: AuditEntry) async throws(StoreError) -> Bool {
        try await writer.write { (database) throws(SQLiteError) in
            // Its number is the next, and free.
            try database.execute(
                """
                INSERT INTO audit SELECT ?1, ?2, ?3, ?4, ?5, ?6
                WHERE ?2 = 1 + coalesce((SELECT max(seq) FROM audit WHERE tenant = ?1), 0)
                """,
                [
                    .text(entry.tenant), .integer(entry.seq), .integer(entry.at.milliseconds),
                    .blob(entry.body), .blob(entry.previousHash), .blob(entry.hash),
                ]
            )
            return database.changes == 1
        }
    }

    package func audit(
        _ tenant: String,
        after seq: Int64,
        limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT \(Columns.audit) FROM audit WHERE tenant = ? AND seq > ?
                ORDER BY seq LIMIT ?
                """,
                [.text(tenant), .integer(seq), .integer(Int64(limit))]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.auditEntry() }
        }
    }

    // MARK: Retention

    package func erase(_ contact: ContactKey) async throws(StoreError) {
        try await writer.write { (database) throws(SQLiteError) in
            try database.erase(.text(contact.text))
        }
    }

    package func purge(_ cut: RetentionCut, limit: Int) async throws(StoreError) -> Bool {
        let marks = cursors.marks
        let (next, isMore) = try await writer.write { (database) throws(SQLiteError) in
            var marks = marks
            var isMore = false
            for sweep in Sweep.all(cut) {
                isMore =
                    try database.sweep(sweep, &marks[sweep.table, default: 0], limit) || isMore
            }
            isMore =
                try database.eraseSilent(before: cut.contacts, &marks["contact", default: 0], limit)
                || isMore
            return (marks, isMore)
        }
        cursors.marks = next
        return isMore
    }
}

/// How far each table has been swept: rows stand in the order in which they came, so what is old is
/// at the beginning.
final class PurgeCursors: Sendable {
    private let kept = Mutex<[String: Int64]>([:])

    var marks: [String: Int64] {
        get { kept.withLock(\.self) }
        set { kept.withLock { $0 = newValue } }
    }
}

/// What is too old in one table.
private struct Sweep {
    let table: String
    let column: String
    let cut: Timestamp
    /// Which of the old rows go.
    let goes: String
    /// Behind rows that are young there are only younger ones.
    var isInOrder = true

    static func all(_ cut: RetentionCut) -> [Sweep] {
        [
            Sweep(table: "inbox", column: "at_ms", cut: cut.messages, goes: "1"),
            Sweep(
                table: "outbox",
                column: "coalesce(settled_ms, due_ms)",
                cut: cut.outbox,
                goes: "state IN ('sent', 'dropped')"
            ),
            Sweep(table: "turn", column: "at_ms", cut: cut.transcripts, goes: "1"),
            // One that was replaced has another time, and its old place.
            Sweep(
                table: "entry",
                column: "at_ms",
                cut: cut.transcripts,
                goes: "1",
                isInOrder: false
            ),
        ]
    }
}

extension Database {
    /// Looks at the next rows of a table and takes the old ones away.
    ///
    /// - Returns: Whether old rows may follow.
    fileprivate func sweep(
        _ sweep: Sweep,
        _ mark: inout Int64,
        _ limit: Int
    ) throws(SQLiteError) -> Bool {
        let cut = Cell.integer(sweep.cut.milliseconds)
        let seen = try execute(
            """
            SELECT rowid, \(sweep.column) < ?1 FROM \(sweep.table)
            WHERE rowid > ?2 ORDER BY rowid LIMIT ?3
            """,
            [cut, .integer(mark), .integer(Int64(limit))]
        )
        guard let last = seen.last?[0]?.integer else {
            mark = 0
            return false
        }
        try execute(
            """
            DELETE FROM \(sweep.table)
            WHERE rowid > ? AND rowid <= ? AND \(sweep.column) < ? AND \(sweep.goes)
            """,
            [.integer(mark), .integer(last), cut]
        )
        let hasOld = seen.contains { $0[1]?.integer == 1 }
        let isDone = seen.count < limit || sweep.isInOrder && !hasOld
        mark = isDone ? 0 : last
        return !isDone && hasOld
    }

    /// Looks at the next contacts, and takes away everything of those that have been silent.
    ///
    /// - Returns: Whether some of these were.
    fileprivate func eraseSilent(
        before cut: Timestamp,
        _ mark: inout Int64,
        _ limit: Int
    ) throws(SQLiteError) -> Bool {
        let seen = try execute(
            """
            SELECT rowid, contact, updated_ms < ? FROM contact
            WHERE rowid > ? ORDER BY rowid LIMIT ?
            """,
            [.integer(cut.milliseconds), .integer(mark), .integer(Int64(limit))]
        )
        let silent = seen.filter { $0[2]?.integer == 1 }
        for row in silent { try erase(row[1] ?? .null) }
        mark = seen.count < limit ? 0 : seen.last?[0]?.integer ?? 0
        return seen.count == limit && !silent.isEmpty
    }

    /// Takes away everything of a contact.
    fileprivate func erase(_ contact: Cell) throws(SQLiteError) {
        for table in ["contact", "turn", "inbox", "outbox", "entry", "suspect", "dead"] {
            try execute("DELETE FROM \(table) WHERE contact = ?", [contact])
        }
    }
}
