import BotRuntime
import PostgreSQL
import Values

/// Turns of different contacts as one transaction, each table written by one statement.
///
/// Every statement that finds another state than a turn was made for divides by zero, and so undoes
/// all: whether everything fits is known with the commit, without a round trip to look.
struct TurnBatch {
    /// The SQLSTATE of a batch in which something does not fit: `division_by_zero`.
    static let misfit = "22012"

    let turns: [TurnCommit]

    /// In an order that is always the same, so that no two transactions wait for each other.
    var commands: [Command] {
        [
            changedContacts, newContacts, messages, suspects, drops, dropsOfBots, settlements,
            rewrites, transcript, outbox, entries, dead,
        ].compactMap(\.self)
    }

    private var changedContacts: Command? {
        let changed = turns.filter { $0.base > 0 }
        let bases: Cell = .integers(changed.map { $0.baseAt?.milliseconds })
        return contacts(changed, [("base_ms", bases)]) { columns in
            """
            UPDATE contact c SET rev = u.rev, n = u.n, owner = u.owner, epoch = u.epoch,
                bot = u.bot, state = u.state, facts = u.facts, last_seq = u.last_seq,
                wake_ms = u.wake_ms, updated_ms = u.updated_ms
            FROM \(columns) WHERE c.contact = u.contact AND c.rev = u.rev - 1
                AND (u.base_ms IS NULL OR c.updated_ms = u.base_ms)
            """
        }
    }

    private var newContacts: Command? {
        contacts(turns.filter { $0.base == 0 }) { columns in
            """
            INSERT INTO contact (contact, rev, n, owner, epoch, bot, state, facts, last_seq,
                wake_ms, updated_ms)
            SELECT * FROM \(columns) ON CONFLICT DO NOTHING
            """
        }
    }

    private func contacts(
        _ turns: [TurnCommit],
        _ besides: [(String, Cell)] = [],
        _ sql: (_ columns: String) -> String
    ) -> Command? {
        let rows = turns.map(\.row)
        return Command(
            rows: turns.count,
            [
                ("contact", .texts(turns.map(\.contact.text))),
                ("rev", .integers(rows.map(\.rev))),
                ("n", .integers(rows.map { Int64($0.n) })),
                ("owner", .texts(rows.map(\.owner))),
                ("epoch", .integers(rows.map { Int64($0.epoch) })),
                ("bot", .texts(rows.map(\.bot))),
                ("state", .blobs(rows.map(\.state))),
                ("facts", .blobs(rows.map(\.facts))),
                ("last_seq", .integers(rows.map(\.lastSeq))),
                ("wake_ms", .integers(rows.map { $0.wake?.milliseconds })),
                ("updated_ms", .integers(rows.map(\.updated.milliseconds))),
            ] + besides
        ) { columns in allOrNothing(sql(columns)) }
    }

    /// Has the statement touch a row for each element of its arrays, or fails.
    private func allOrNothing(_ sql: String) -> String {
        """
        WITH written AS (\(sql) RETURNING 1)
        SELECT 1 / CASE WHEN count(*) = array_length($1::text[], 1) THEN 1 ELSE 0 END
        FROM written
        """
    }

    private var named: [(turn: TurnCommit, message: MessageKey, bodyHash: [UInt8])] {
        turns.compactMap { turn in turn.message.map { (turn, $0.key, $0.bodyHash) } }
    }

    private var messages: Command? {
        Command(
            rows: named.count,
            [
                ("contact", .texts(named.map(\.turn.contact.text))),
                ("source", .texts(named.map(\.message.source.rawValue))),
                ("id", .texts(named.map(\.message.id))),
                ("body_hash", .blobs(named.map(\.bodyHash))),
                ("rev", .integers(named.map(\.turn.row.rev))),
                ("at_ms", .integers(named.map(\.turn.row.updated.milliseconds))),
            ]
        ) { columns in
            allOrNothing(
                """
                INSERT INTO inbox (contact, source, id, body_hash, rev, at_ms)
                SELECT * FROM \(columns) ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// A message that was processed is suspect no longer.
    private var suspects: Command? {
        Command(
            rows: named.count,
            [
                ("contact", .texts(named.map(\.turn.contact.text))),
                ("source", .texts(named.map(\.message.source.rawValue))),
                ("id", .texts(named.map(\.message.id))),
            ]
        ) { columns in
            """
            DELETE FROM suspect s USING \(columns)
            WHERE s.contact = u.contact AND s.source = u.source AND s.id = u.id
            """
        }
    }

    private static let dropping = """
        UPDATE outbox o SET state = 'dropped', settled_ms = u.at_ms FROM
        """

    private var drops: Command? {
        let all = turns.filter { $0.drops == .all }
        return Command(
            rows: all.count,
            [
                ("contact", .texts(all.map(\.contact.text))),
                ("at_ms", .integers(all.map(\.row.updated.milliseconds))),
            ]
        ) { columns in
            """
            \(Self.dropping) \(columns)
            WHERE o.contact = u.contact AND o.lane = 'channel' AND o.state = 'due'
            """
        }
    }

    private var dropsOfBots: Command? {
        let some = turns.compactMap { turn -> (turn: TurnCommit, n: Int, epoch: Int)? in
            guard case .bot(let n, let epoch) = turn.drops else { return nil }
            return (turn, n, epoch)
        }
        return Command(
            rows: some.count,
            [
                ("contact", .texts(some.map(\.turn.contact.text))),
                ("at_ms", .integers(some.map(\.turn.row.updated.milliseconds))),
                ("n", .integers(some.map { Int64($0.n) })),
                ("epoch", .integers(some.map { Int64($0.epoch) })),
            ]
        ) { columns in
            """
            \(Self.dropping) \(columns)
            WHERE o.contact = u.contact AND o.lane = 'channel' AND o.state = 'due'
                AND o.is_bots AND o.n = u.n AND o.epoch < u.epoch
            """
        }
    }

    private var settlements: Command? {
        let settled = turns.filter { $0.settles != nil }
        return Command(
            rows: settled.count,
            [
                ("contact", .texts(settled.map(\.contact.text))),
                ("seq", .integers(settled.map(\.settles))),
                ("at_ms", .integers(settled.map(\.row.updated.milliseconds))),
            ]
        ) { columns in OutboxStatements.markSent(columns) }
    }

    private var rewrites: Command? {
        let rows = turns.flatMap(\.rewrites)
        return Command(
            rows: rows.count,
            [
                ("contact", .texts(rows.map(\.contact.text))),
                ("rev", .integers(rows.map(\.rev))),
                ("body", .blobs(rows.map(\.body))),
            ]
        ) { columns in
            """
            UPDATE turn t SET body = u.body FROM \(columns)
            WHERE t.contact = u.contact AND t.rev = u.rev
            """
        }
    }

    private var transcript: Command? {
        let rows = turns.compactMap(\.turn)
        return Command(
            rows: rows.count,
            [
                ("contact", .texts(rows.map(\.contact.text))),
                ("rev", .integers(rows.map(\.rev))),
                ("n", .integers(rows.map { Int64($0.n) })),
                ("at_ms", .integers(rows.map(\.at.milliseconds))),
                ("cause", .integers(rows.map(\.cause))),
                ("body", .blobs(rows.map(\.body))),
            ]
        ) { "INSERT INTO turn (contact, rev, n, at_ms, cause, body) SELECT * FROM \($0)" }
    }

    private var outbox: Command? {
        let rows = turns.flatMap(\.outbox)
        return Command(
            rows: rows.count,
            [
                ("contact", .texts(rows.map(\.contact.text))),
                ("seq", .integers(rows.map(\.seq))),
                ("lane", .texts(rows.map(\.lane.rawValue))),
                ("destination", .texts(rows.map(\.destination))),
                ("n", .integers(rows.map { Int64($0.n) })),
                ("epoch", .integers(rows.map { Int64($0.epoch) })),
                ("is_bots", .integers(rows.map { $0.isBots ? 1 : 0 })),
                ("key", .texts(rows.map(\.key))),
                ("kind", .texts(rows.map(\.kind))),
                ("payload", .blobs(rows.map(\.payload))),
                ("after", .integers(rows.map(\.after))),
                ("due_ms", .integers(rows.map(\.due.milliseconds))),
                ("lease_ms", .integers(rows.map { $0.lease?.milliseconds })),
                ("attempts", .integers(rows.map { Int64($0.attempts) })),
                ("state", .texts(rows.map(\.state.rawValue))),
                ("last_error", .texts(rows.map(\.lastError))),
            ]
        ) { columns in
            """
            INSERT INTO outbox (contact, seq, lane, destination, n, epoch, is_bots, key, kind,
                payload, after, due_ms, lease_ms, attempts, state, last_error, settled_ms)
            SELECT contact, seq, lane, destination, n, epoch, is_bots = 1, key, kind, payload,
                after, due_ms, lease_ms, attempts, state, last_error,
                due_ms
            FROM \(columns)
            """
        }
    }

    private var entries: Command? {
        // One statement changes a row once; of two of the same name the later one counts.
        let rows = turns.flatMap { turn in
            Dictionary(turn.entries.map { ([$0.kind, $0.id], $0) }, uniquingKeysWith: { $1 }).values
                .sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
        }
        return Command(
            rows: rows.count,
            [
                ("contact", .texts(rows.map(\.contact.text))),
                ("kind", .texts(rows.map(\.kind))),
                ("id", .texts(rows.map(\.id))),
                ("at_ms", .integers(rows.map(\.at.milliseconds))),
                ("body", .blobs(rows.map(\.body))),
            ]
        ) { columns in
            """
            INSERT INTO entry (contact, kind, id, at_ms, body) SELECT * FROM \(columns)
            ON CONFLICT (contact, kind, id)
            DO UPDATE SET at_ms = excluded.at_ms, body = excluded.body
            """
        }
    }

    private var dead: Command? {
        let letters = turns.compactMap(\.dead)
        return Command(
            rows: letters.count,
            [
                ("contact", .texts(letters.map(\.contact.text))),
                ("reference", .texts(letters.map(\.reference))),
                ("why", .texts(letters.map(\.why))),
                ("body", .blobs(letters.map(\.body))),
                ("at_ms", .integers(letters.map(\.at.milliseconds))),
            ]
        ) { OutboxStatements.putDead("SELECT * FROM \($0)") }
    }
}
