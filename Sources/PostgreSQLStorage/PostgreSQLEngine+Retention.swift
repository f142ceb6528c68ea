import BotRuntime
import PostgreSQL
import Synchronization
import Values

extension PostgreSQLEngine {
    package func erase(_ contact: ContactKey) async throws(StoreError) {
        let commands = tablesOfContacts.map {
            Command("DELETE FROM \($0) WHERE contact = $1", [.text(contact.text)])
        }
        try await write { (connection) throws(PostgreSQLError) in
            _ = try connection.transaction(commands)
        }
    }

    package func purge(_ cut: RetentionCut, limit: Int) async throws(StoreError) -> Bool {
        var isMore = false
        for sweep in Sweep.all(cut) {
            let changes = try await write { (connection) throws(PostgreSQLError) in
                try connection.execute(
                    sweep.sql,
                    [.integer(sweep.cut.milliseconds), .integer(Int64(limit))]
                ).changes
            }
            isMore = changes == limit || isMore
        }
        return try await purgeContacts(before: cut.contacts, limit: limit) || isMore
    }

    /// Takes contacts away with all that is theirs.
    ///
    /// They are gone through in the order of their keys: an index over their last turns would have to
    /// be written with every turn.
    private func purgeContacts(
        before cut: Timestamp,
        limit: Int
    ) async throws(StoreError) -> Bool {
        let mark = contactMark.withLock { $0 }
        let next = try await write { (connection) throws(PostgreSQLError) -> String? in
            let page = try connection.execute(
                "SELECT contact FROM contact WHERE contact > $1 ORDER BY contact LIMIT $2",
                [.text(mark), .integer(Int64(limit))]
            ).rows
            guard let last = page.last else { return nil }
            let end = try last.text(0)
            try connection.purgeContacts(after: mark, upTo: end, before: cut)
            return page.count == limit ? end : nil
        }
        contactMark.withLock { $0 = next ?? "" }
        return next != nil
    }
}

private let tablesOfContacts = [
    "contact", "turn", "inbox", "outbox", "entry", "suspect", "dead",
]

extension Connection {
    fileprivate func purgeContacts(
        after start: String,
        upTo end: String,
        before cut: Timestamp
    ) throws(PostgreSQLError) {
        try transaction { () throws(PostgreSQLError) in
            let old = try execute(
                """
                DELETE FROM contact WHERE contact > $1 AND contact <= $2 AND updated_ms < $3
                RETURNING contact
                """,
                [.text(start), .text(end), .integer(cut.milliseconds)]
            ).rows.map { (row) throws(PostgreSQLError) in try row.text(0) }
            guard !old.isEmpty else { return }
            // Whoever writes again waits for this transaction, and begins anew.
            for table in tablesOfContacts.dropFirst() {
                try execute("DELETE FROM \(table) WHERE contact = ANY($1)", [.texts(old)])
            }
        }
    }
}

/// What is too old in one table, found by an index over its time.
private struct Sweep {
    let table: String
    let key: String
    let condition: String
    let cut: Timestamp

    static func all(_ cut: RetentionCut) -> [Sweep] {
        [
            Sweep(
                table: "inbox",
                key: "contact, source, id",
                condition: "at_ms < $1 ORDER BY at_ms",
                cut: cut.messages
            ),
            Sweep(
                table: "outbox",
                key: "contact, seq",
                condition: "settled_ms < $1 AND state IN ('sent', 'dropped') ORDER BY settled_ms",
                cut: cut.outbox
            ),
            Sweep(
                table: "turn",
                key: "contact, rev",
                condition: "at_ms < $1 ORDER BY at_ms",
                cut: cut.transcripts
            ),
            Sweep(
                table: "entry",
                key: "contact, kind, id",
                condition: "at_ms < $1 ORDER BY at_ms",
                cut: cut.transcripts
            ),
        ]
    }

    var sql: String {
        """
        DELETE FROM \(table) WHERE (\(key)) IN (
            SELECT \(key) FROM \(table) WHERE \(condition) LIMIT $2)
        """
    }
}
