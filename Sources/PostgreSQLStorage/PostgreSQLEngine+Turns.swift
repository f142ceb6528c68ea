import BotRuntime
import PostgreSQL
import Values

extension PostgreSQLEngine {
    package func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded {
        try await ask(LoadQuestion(contact: contact, message: message))
    }

    package func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try await ask(turn)
    }

    package func turns(
        of contact: ContactKey,
        after rev: Int64,
        limit: Int
    ) async throws(StoreError) -> [TurnRow] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT rev, n, at_ms, cause, body FROM turn
                WHERE contact = $1 AND rev > $2 ORDER BY rev LIMIT $3
                """,
                [.text(contact.text), .integer(rev), .integer(Int64(limit))]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in
                try row.turnRow(of: contact)
            }
        }
    }

    package func contacts(
        ofTenant tenant: String,
        after contact: ContactKey?,
        limit: Int
    ) async throws(StoreError) -> [(ContactKey, ContactRow)] {
        try await read { (connection) throws(PostgreSQLError) in
            let range = ContactKey.range(ofTenant: tenant)
            let answer = try connection.execute(
                """
                SELECT \(Columns.contact), c.contact FROM contact c
                WHERE c.contact > $1 AND c.contact < $2 ORDER BY c.contact LIMIT $3
                """,
                [
                    contact.map { .text($0.text) } ?? .text(range.start), .text(range.end),
                    .integer(Int64(limit)),
                ]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in
                (try row.contactKey(Columns.contactCount), try row.contactRow())
            }
        }
    }

    package func contactsToWake(
        after start: Timestamp?,
        at now: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [DueContact] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT contact, wake_ms FROM contact WHERE wake_ms > $1 AND wake_ms <= $2
                ORDER BY wake_ms LIMIT $3
                """,
                [
                    .integer(start?.milliseconds ?? .min), .integer(now.milliseconds),
                    .integer(Int64(limit)),
                ]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in
                DueContact(try row.contactKey(0), try row.timestamp(1))
            }
        }
    }

    package func countToWake() async throws(StoreError) -> Int {
        try await read { (connection) throws(PostgreSQLError) in
            let row = try connection.first(
                "SELECT count(*) FROM contact WHERE wake_ms IS NOT NULL"
            )
            return Int(row?[0]?.integer ?? 0)
        }
    }
}
