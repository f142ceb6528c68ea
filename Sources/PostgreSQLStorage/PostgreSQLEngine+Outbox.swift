import BotRuntime
import PostgreSQL
import Values

extension PostgreSQLEngine {
    package func dueDestinations(
        at now: Timestamp
    ) async throws(StoreError) -> [DueDestination] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT DISTINCT lane, destination FROM outbox
                WHERE state = 'due' AND (attempts = 0 OR due_ms <= $1) AND lease_ms IS NULL
                ORDER BY lane, destination
                """,
                [.integer(now.milliseconds)]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in
                DueDestination(try row.lane(0), try row.text(1))
            }
        }
    }

    package func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [OutboxRow] {
        var claimed: [OutboxRow] = []
        // Rows that are dropped make room for the next of their lanes.
        while claimed.count < limit {
            let parameters: [Cell] = [
                .integer(now.milliseconds), .integer(lease.milliseconds),
                .integer(Int64(limit - claimed.count)), .text(destination.lane.rawValue),
                .text(destination.destination),
            ]
            let rows = try await write { (connection) throws(PostgreSQLError) in
                try connection.execute(OutboxStatements.claim, parameters).rows
                    .map { (row) throws(PostgreSQLError) in try row.outboxRow() }
            }
            claimed += rows.filter { $0.state == .due }
            guard rows.contains(where: { $0.state == .dropped }) else { break }
        }
        return claimed.sorted { ($0.due, $0.contact.text) < ($1.due, $1.contact.text) }
    }

    package func settle(_ settlements: [Settlement]) async throws(StoreError) {
        guard !settlements.isEmpty else { return }
        try await ask(settlements)
    }

    package func claims() async throws(StoreError) -> [OutboxClaim] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT contact, seq, lane, attempts, lease_ms FROM outbox
                WHERE state = 'due' AND lease_ms IS NOT NULL
                """
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.claim() }
        }
    }

    package func release(_ claims: [OutboxClaim], at now: Timestamp) async throws(StoreError) {
        guard !claims.isEmpty else { return }
        let parameters: [Cell] = [
            .integer(now.milliseconds), .texts(claims.map(\.contact.text)),
            .integers(claims.map(\.seq)), .integers(claims.map { Int64($0.attempts) }),
            .integers(claims.map(\.lease.milliseconds)),
        ]
        _ = try await write { (connection) throws(PostgreSQLError) in
            try connection.execute(OutboxStatements.release, parameters).rows.count
        }
    }

    package func outbox(of contact: ContactKey) async throws(StoreError) -> [OutboxRow] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                "SELECT \(Columns.outbox) FROM outbox o WHERE o.contact = $1 ORDER BY o.seq",
                [.text(contact.text)]
            )
            return try answer.rows.map { (row) throws(PostgreSQLError) in try row.outboxRow() }
        }
    }

    package func outboxDepth() async throws(StoreError) -> [DueDestination: OutboxDepth] {
        try await read { (connection) throws(PostgreSQLError) in
            let answer = try connection.execute(
                """
                SELECT lane, destination, count(*), min(coalesce(settled_ms, due_ms)) FROM outbox
                WHERE state = 'due' GROUP BY lane, destination
                """
            )
            var depths: [DueDestination: OutboxDepth] = [:]
            for row in answer.rows {
                let destination = DueDestination(try row.lane(0), try row.text(1))
                depths[destination] = OutboxDepth(
                    rows: Int(try row.integer(2)),
                    oldest: try row.timestamp(3)
                )
            }
            return depths
        }
    }
}
