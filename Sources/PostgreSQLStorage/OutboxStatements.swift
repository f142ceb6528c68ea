import BotRuntime

/// Statements over rows of the outbox that more than one asks for.
enum OutboxStatements {
    /// Whoever holds the lease now, and whatever was decided meanwhile: it went out.
    static func markSent(_ columns: String) -> String {
        """
        UPDATE outbox o SET state = 'sent', settled_ms = u.at_ms FROM \(columns)
        WHERE o.contact = u.contact AND o.seq = u.seq
        """
    }

    /// Lets go of claims that are still as they were seen.
    ///
    /// `$1` is now, the others are columns of the claims.
    static let release = """
        UPDATE outbox o SET lease_ms = NULL, due_ms = least(o.due_ms, $1)
        FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
            AS u(contact, seq, attempts, lease_ms)
        WHERE o.contact = u.contact AND o.seq = u.seq AND o.attempts = u.attempts
            AND o.lease_ms = u.lease_ms
        """

    static func putDead(_ rows: String) -> String {
        """
        INSERT INTO dead (contact, reference, why, body, at_ms) \(rows)
        ON CONFLICT (contact, reference)
        DO UPDATE SET why = excluded.why, body = excluded.body, at_ms = excluded.at_ms
        """
    }

    /// Takes rows of one destination.
    ///
    /// Two that claim at once pass over each other's rows; whichever comes second finds that the
    /// number of attempts is no longer what it saw. `$1` is now, `$2` the end of the lease, `$3` how
    /// many, `$4` the lane, `$5` the destination.
    static let claim = """
        WITH found AS (
            SELECT o.contact, o.seq, o.attempts,
                o.is_bots AND o.lane = 'channel' AND c.owner = 'agent' AND o.n = c.n
                    AND o.epoch < c.epoch AS is_over
            FROM outbox o JOIN contact c ON c.contact = o.contact
            WHERE o.state = 'due' AND o.lane = $4 AND o.destination = $5
                AND (o.attempts = 0 OR o.due_ms <= $1) AND o.lease_ms IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM outbox e
                    WHERE e.contact = o.contact AND e.lane = o.lane AND e.state = 'due'
                        AND e.seq < o.seq)
                AND NOT EXISTS (
                    SELECT 1 FROM outbox a
                    WHERE a.contact = o.contact AND a.seq = o.after AND a.state = 'due')
            ORDER BY o.due_ms LIMIT $3
            FOR UPDATE OF o SKIP LOCKED
        )
        UPDATE outbox o SET
            state = CASE WHEN f.is_over THEN 'dropped' ELSE 'due' END,
            settled_ms = CASE WHEN f.is_over THEN $1 ELSE o.settled_ms END,
            lease_ms = CASE WHEN f.is_over THEN o.lease_ms ELSE $2 END,
            attempts = o.attempts + CASE WHEN f.is_over THEN 0 ELSE 1 END
        FROM found f
        WHERE o.contact = f.contact AND o.seq = f.seq AND o.attempts = f.attempts
            AND o.state = 'due'
        RETURNING \(Columns.outbox)
        """
}
