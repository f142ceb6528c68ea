import BotRuntime
import SQLite
import Values

extension SQLiteEngine {
    package func dueDestinations(
        at now: Timestamp
    ) async throws(StoreError) -> [DueDestination] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT DISTINCT lane, destination FROM outbox
                WHERE state = 'due' AND (attempts = 0 OR due_ms <= ?1) AND lease_ms IS NULL
                ORDER BY lane, destination
                """,
                [.integer(now.milliseconds)]
            )
            return try rows.map { (row) throws(SQLiteError) in
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
        try await writer.write { (database) throws(SQLiteError) in
            try database.claim(destination, at: now, until: lease, limit: limit)
        }
    }

    package func settle(_ settlements: [Settlement]) async throws(StoreError) {
        guard !settlements.isEmpty else { return }
        try await writer.write { (database) throws(SQLiteError) in
            for settlement in settlements { try database.settle(settlement) }
        }
    }

    package func claims() async throws(StoreError) -> [OutboxClaim] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT contact, seq, lane, attempts, lease_ms FROM outbox
                WHERE state = 'due' AND lease_ms IS NOT NULL
                """
            )
            return try rows.map { (row) throws(SQLiteError) in try row.claim() }
        }
    }

    package func release(_ claims: [OutboxClaim], at now: Timestamp) async throws(StoreError) {
        guard !claims.isEmpty else { return }
        try await writer.write { (database) throws(SQLiteError) in
            for claim in claims { try database.release(claim, at: now) }
        }
    }

    package func outbox(of contact: ContactKey) async throws(StoreError) -> [OutboxRow] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                "SELECT \(Columns.outbox) FROM outbox o WHERE contact = ? ORDER BY seq",
                [.text(contact.text)]
            )
            return try rows.map { (row) throws(SQLiteError) in try row.outboxRow() }
        }
    }

    package func outboxDepth() async throws(StoreError) -> [DueDestination: OutboxDepth] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT lane, destination, count(*), min(coalesce(settled_ms, due_ms)) FROM outbox
                WHERE state = 'due' GROUP BY lane, destination
                """
            )
            var depths: [DueDestination: OutboxDepth] = [:]
            for row in rows {
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

extension Database {
    func insert(_ row: OutboxRow, _ key: Cell) throws(SQLiteError) {
        try execute(
            "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                key, .integer(row.seq), .text(row.lane.rawValue), .text(row.destination),
                .integer(Int64(row.n)), .integer(Int64(row.epoch)), .integer(row.isBots ? 1 : 0),
                .text(row.key), .text(row.kind), .blob(row.payload),
                row.after.map { .integer($0) } ?? .null, .integer(row.due.milliseconds),
                .moment(row.lease?.milliseconds), .integer(Int64(row.attempts)),
                .text(row.state.rawValue), row.lastError.map { .text($0) } ?? .null,
                .integer(row.due.milliseconds),
            ]
        )
    }

    func drop(
        _ drops: TurnCommit.Drop,
        _ key: Cell,
        at now: Timestamp
    ) throws(SQLiteError) {
        let start = """
            UPDATE outbox SET state = 'dropped', settled_ms = ?
            WHERE contact = ? AND lane = 'channel' AND state = 'due'
            """
        switch drops {
        case .all: try execute(start, [.integer(now.milliseconds), key])
        case .bot(let n, let epoch):
            try execute(
                start + " AND is_bots = 1 AND n = ? AND epoch < ?",
                [
                    .integer(now.milliseconds), key, .integer(Int64(n)), .integer(Int64(epoch)),
                ]
            )
        }
    }

    func markSent(_ key: Cell, _ seq: Int64, at now: Timestamp) throws(SQLiteError) {
        try execute(
            "UPDATE outbox SET state = 'sent', settled_ms = ? WHERE contact = ? AND seq = ?",
            [.integer(now.milliseconds), key, .integer(seq)]
        )
    }

    fileprivate func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) throws(SQLiteError) -> [OutboxRow] {
        var claimed: [OutboxRow] = []
        // Rows that are dropped make room for the next of their lanes.
        while claimed.count < limit {
            let found = try execute(
                """
                SELECT \(Columns.outbox),
                    o.is_bots = 1 AND o.lane = 'channel' AND c.owner = 'agent' AND o.n = c.n
                        AND o.epoch < c.epoch
                FROM outbox o JOIN contact c ON c.contact = o.contact
                WHERE o.state = 'due' AND o.lane = ?2 AND o.destination = ?3
                    AND (o.attempts = 0 OR o.due_ms <= ?1) AND o.lease_ms IS NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM outbox e
                        WHERE e.contact = o.contact AND e.lane = o.lane AND e.state = 'due'
                            AND e.seq < o.seq)
                    AND (o.after IS NULL OR NOT EXISTS (
                        SELECT 1 FROM outbox a
                        WHERE a.contact = o.contact AND a.seq = o.after AND a.state = 'due'))
                ORDER BY o.due_ms LIMIT ?4
                """,
                [
                    .integer(now.milliseconds), .text(destination.lane.rawValue),
                    .text(destination.destination), .integer(Int64(limit - claimed.count)),
                ]
            )
            var dropped = 0
            for row in found {
                var taken = try row.outboxRow()
                let key = Cell.text(taken.contact.text)
                if row[Columns.outboxCount]?.integer == 1 {
                    dropped += 1
                    try execute(
                        """
                        UPDATE outbox SET state = 'dropped', settled_ms = ?
                        WHERE contact = ? AND seq = ?
                        """,
                        [.integer(now.milliseconds), key, .integer(taken.seq)]
                    )
                    continue
                }
                taken.attempts += 1
                taken.lease = lease
                try execute(
                    """
                    UPDATE outbox SET attempts = attempts + 1, lease_ms = ?
                    WHERE contact = ? AND seq = ?
                    """,
                    [.integer(lease.milliseconds), key, .integer(taken.seq)]
                )
                claimed.append(taken)
            }
            if dropped == 0 { break }
        }
        return claimed
    }

    fileprivate func release(_ claim: OutboxClaim, at now: Timestamp) throws(SQLiteError) {
        try execute(
            """
            UPDATE outbox SET lease_ms = NULL, due_ms = min(due_ms, ?)
            WHERE contact = ? AND seq = ? AND attempts = ? AND lease_ms = ?
            """,
            [
                .integer(now.milliseconds), .text(claim.contact.text), .integer(claim.seq),
                .integer(Int64(claim.attempts)), .integer(claim.lease.milliseconds),
            ]
        )
    }

    fileprivate func settle(_ settlement: Settlement) throws(SQLiteError) {
        let key = Cell.text(settlement.contact.text)
        let now = Cell.integer(settlement.at.milliseconds)
        let claim: [Cell] = [
            key, .integer(settlement.seq), .text(settlement.key),
            .integer(Int64(settlement.attempts)),
        ]
        let ofClaim = """
            WHERE contact = ? AND seq = ? AND key = ? AND attempts = ? AND state = 'due'
            """
        if !settlement.isStillUnderWay {
            try execute(
                """
                UPDATE outbox SET lease_ms = NULL
                WHERE contact = ? AND seq = ? AND key = ? AND attempts = ? AND state = 'dropped'
                """,
                claim
            )
        }
        switch settlement.outcome {
        // Whoever holds the lease now, and whatever was decided meanwhile: it went out.
        case .sent:
            try execute(
                """
                UPDATE outbox SET state = 'sent', settled_ms = ?
                WHERE contact = ? AND seq = ? AND key = ?
                """,
                [now] + claim.dropLast()
            )
        case .again(let at, let why):
            try execute(
                "UPDATE outbox SET due_ms = ?, lease_ms = NULL, last_error = ? \(ofClaim)",
                [.integer(at.milliseconds), .text(why)] + claim
            )
        case .held(let lease):
            try execute(
                "UPDATE outbox SET lease_ms = ? \(ofClaim)",
                [.integer(lease.milliseconds)] + claim
            )
        case .dead(let why):
            try execute(
                """
                UPDATE outbox SET state = 'dead', settled_ms = ?, lease_ms = NULL, last_error = ?
                \(ofClaim)
                """,
                [now, .text(why)] + claim
            )
            guard changes == 1,
                let row = try first(
                    "SELECT \(Columns.outbox) FROM outbox o WHERE contact = ? AND seq = ?",
                    [key, .integer(settlement.seq)]
                )
            else { return }
            try put(try row.outboxRow().letter(why: why, at: settlement.at))
        }
    }
}
