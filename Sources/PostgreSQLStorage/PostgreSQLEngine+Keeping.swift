import BotRuntime
import PostgreSQL
import Values

extension PostgreSQLEngine {
    package func suspect(
        _ contact: ContactKey,
        _ message: MessageKey
    ) async throws(StoreError) {
        try await write { (connection) throws(PostgreSQLError) in
            try connection.execute(
                """
                INSERT INTO suspect (contact, source, id, tries) VALUES ($1, $2, $3, 1)
                ON CONFLICT (contact, source, id) DO UPDATE SET tries = suspect.tries + 1
                """,
                [.text(contact.text), .text(message.source.rawValue), .text(message.id)]
            )
        }
    }

    package func suspects(limit: Int) async throws(StoreError) -> [ContactKey] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                "SELECT DISTINCT contact FROM suspect LIMIT $1",
                [.integer(Int64(limit))]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.contactKey(0) }
        }
    }

    package func deadLetters(
        ofTenant tenant: String,
        limit: Int
    ) async throws(StoreError) -> [DeadLetter] {
        try await read { (connection) throws(PostgreSQLError) in
            let range = ContactKey.range(ofTenant: tenant)
            let answer = try connection.execute(
                """
                SELECT contact, reference, why, body, at_ms FROM dead
                WHERE contact > $1 AND contact < $2 ORDER BY at_ms, contact, reference LIMIT $3
                """,
                [.text(range.start), .text(range.end), .integer(Int64(limit))]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.deadLetter() }
        }
    }

    package func revive(
        _ contact: ContactKey,
        _ reference: String,
        at now: Timestamp
    ) async throws(StoreError) -> DeadLetter? {
        try await write { (connection) throws(PostgreSQLError) in
            try connection.transaction { () throws(PostgreSQLError) in
                let name: [Cell] = [.text(contact.text), .text(reference)]
                let row = try connection.first(
                    """
                    DELETE FROM dead WHERE contact = $1 AND reference = $2
                    RETURNING contact, reference, why, body, at_ms
                    """,
                    name
                )
                guard let row else { return nil }
                if let seq = OutboxRow.seq(ofReference: reference) {
                    try connection.execute(
                        """
                        UPDATE outbox SET state = 'due', due_ms = $2, attempts = 0,
                            settled_ms = $2
                        WHERE contact = $1 AND seq = $3
                        """,
                        [name[0], .integer(now.milliseconds), .integer(seq)]
                    )
                } else {
                    for table in ["suspect", "inbox"] {
                        try connection.execute(
                            "DELETE FROM \(table) WHERE contact = $1 AND source || ':' || id = $2",
                            name
                        )
                    }
                }
                return try row.deadLetter()
            }
        }
    }

    package func entries(
        of contact: ContactKey,
        kind: String?
    ) async throws(StoreError) -> [Entry] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT contact, kind, id, at_ms, body FROM entry
                WHERE contact = $1 AND ($2::text IS NULL OR kind = $2) ORDER BY at_ms, kind, id
                """,
                [.text(contact.text), kind.map { .text($0) } ?? .null]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.entry() }
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
        try await read { (connection) throws(PostgreSQLError) in
            let range = ContactKey.range(ofTenant: tenant)
            let answer = try connection.execute(
                """
                SELECT contact, kind, id, at_ms, body FROM entry
                WHERE kind = $1 AND at_ms >= $2 AND at_ms < $3 AND contact > $4 AND contact < $5
                AND (at_ms, contact, id) > ($6, $7, $8)
                ORDER BY at_ms, contact, id LIMIT $9
                """,
                [
                    .text(kind), .integer(max(start, last?.at ?? start).milliseconds),
                    .integer(end.milliseconds), .text(range.start), .text(range.end),
                    .integer(last?.at.milliseconds ?? .min), .text(last?.contact.text ?? ""),
                    .text(last?.id ?? ""), .integer(Int64(limit)),
                ]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.entry() }
        }
    }
}
