import BotRuntime
import PostgreSQL
import Values

extension PostgreSQLEngine {
    package func document(
        _ tenant: String,
        _ kind: String,
        _ id: String
    ) async throws(StoreError) -> Document? {
        try await read { (connection) throws(PostgreSQLError) in
            try connection.first(
                """
                SELECT tenant, kind, id, rev, body FROM document
                WHERE tenant = $1 AND kind = $2 AND id = $3
                """,
                [.text(tenant), .text(kind), .text(id)]
            ).map { (row) throws(PostgreSQLError) in try row.document() }
        }
    }

    package func documents(
        _ tenant: String,
        _ kind: String
    ) async throws(StoreError) -> [Document] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT tenant, kind, id, rev, body FROM document
                WHERE tenant = $1 AND kind = $2 ORDER BY id
                """,
                [.text(tenant), .text(kind)]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.document() }
        }
    }

    package func put(_ document: Document) async throws(StoreError) -> Bool {
        let sql =
            document.rev == 1
            ? """
            INSERT INTO document (tenant, kind, id, rev, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
            """
            : """
            UPDATE document SET rev = $4, body = $5
            WHERE tenant = $1 AND kind = $2 AND id = $3 AND rev = $4 - 1
            """
        return try await write { (connection) throws(PostgreSQLError) in
            try connection.execute(
                sql,
                [
                    .text(document.tenant), .text(document.kind), .text(document.id),
                    .integer(document.rev), .blob(document.body),
                ]
            ).changes == 1
        }
    }

    package func remove(_ document: Document) async throws(StoreError) -> Bool {
        try await write { (connection) throws(PostgreSQLError) in
            try connection.execute(
                "DELETE FROM document WHERE tenant = $1 AND kind = $2 AND id = $3 AND rev = $4",
                [
                    .text(document.tenant), .text(document.kind), .text(document.id),
                    .integer(document.rev),
                ]
            ).changes == 1
        }
    }

    package func lastAudit(_ tenant: String) async throws(StoreError) -> AuditEntry? {
        try await read { (connection) throws(PostgreSQLError) in
            try connection.first(
                "SELECT \(Columns.audit) FROM audit WHERE tenant = $1 ORDER BY seq DESC LIMIT 1",
                [.text(tenant)]
            ).map { (row) throws(PostgreSQLError) in try row.auditEntry() }
        }
    }

    package func append(_ entry: AuditEntry) async throws(StoreError) -> Bool {
        try await write { (connection) throws(PostgreSQLError) in
            // Its number is the next; of two that come at once one is written.
            try connection.execute(
                """
                INSERT INTO audit (tenant, seq, at_ms, body, previous_hash, hash)
                SELECT $1::text, $2::bigint, $3::bigint, $4::bytea, $5::bytea, $6::bytea
                WHERE $2 = 1 + coalesce((SELECT max(seq) FROM audit WHERE tenant = $1), 0)
                ON CONFLICT DO NOTHING
                """,
                [
                    .text(entry.tenant), .integer(entry.seq), .integer(entry.at.milliseconds),
                    .blob(entry.body), .blob(entry.previousHash), .blob(entry.hash),
                ]
            ).changes == 1
        }
    }

    package func audit(
        _ tenant: String,
        after seq: Int64,
        limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT \(Columns.audit) FROM audit WHERE tenant = $1 AND seq > $2
                ORDER BY seq LIMIT $3
                """,
                [.text(tenant), .integer(seq), .integer(Int64(limit))]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.auditEntry() }
        }
    }
}
