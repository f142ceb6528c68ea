import BotRuntime
import PostgreSQL
import Values

/// What came of claimed rows, as one transaction with a statement for each kind of outcome.
struct SettlementBatch {
    private typealias Failed = (settlement: Settlement, at: Timestamp, why: String)

    private var sent: [Settlement] = []
    private var held: [(settlement: Settlement, until: Timestamp)] = []
    private var again: [Failed] = []
    private var dead: [Failed] = []

    init(_ settlements: [Settlement]) {
        // Rows are locked in one order, so that no two transactions wait for each other.
        for settlement in settlements.sorted(by: {
            ($0.contact.text, $0.seq) < ($1.contact.text, $1.seq)
        }) {
            switch settlement.outcome {
            case .sent: sent.append(settlement)
            case .held(let until): held.append((settlement, until))
            case .again(let at, let why): again.append((settlement, at, why))
            case .dead(let why): dead.append((settlement, settlement.at, why))
            }
        }
    }

    var commands: [Command] {
        [
            failures(again) { columns in
                """
                UPDATE outbox o SET due_ms = u.at_ms, lease_ms = NULL, last_error = u.why
                FROM \(columns) WHERE \(Self.isOfClaim)
                """
            },
            failures(dead) { columns in
                """
                WITH given_up AS (
                    UPDATE outbox o SET state = 'dead', settled_ms = u.at_ms, lease_ms = NULL,
                        last_error = u.why
                    FROM \(columns) WHERE \(Self.isOfClaim)
                    RETURNING o.contact, u.reference, u.why, o.payload, u.at_ms
                )
                \(OutboxStatements.putDead("SELECT * FROM given_up"))
                """
            },
            Command(
                rows: held.count,
                [
                    ("contact", .texts(held.map(\.settlement.contact.text))),
                    ("seq", .integers(held.map(\.settlement.seq))),
                    ("key", .texts(held.map(\.settlement.key))),
                    ("attempts", .integers(held.map { Int64($0.settlement.attempts) })),
                    ("lease_ms", .integers(held.map(\.until.milliseconds))),
                ]
            ) { columns in
                "UPDATE outbox o SET lease_ms = u.lease_ms FROM \(columns) WHERE \(Self.isOfClaim)"
            },
            failures(again + dead) { columns in
                """
                UPDATE outbox o SET lease_ms = NULL FROM \(columns)
                WHERE o.contact = u.contact AND o.seq = u.seq AND o.key = u.key
                    AND o.attempts = u.attempts AND o.state = 'dropped'
                """
            },
            Command(
                rows: sent.count,
                [
                    ("contact", .texts(sent.map(\.contact.text))),
                    ("seq", .integers(sent.map(\.seq))),
                    ("key", .texts(sent.map(\.key))),
                    ("at_ms", .integers(sent.map(\.at.milliseconds))),
                ]
            ) { OutboxStatements.markSent($0) + " AND o.key = u.key" },
        ].compactMap(\.self)
    }

    /// The row is as it was claimed.
    private static let isOfClaim = """
        o.contact = u.contact AND o.seq = u.seq AND o.key = u.key AND o.attempts = u.attempts
            AND o.state = 'due'
        """

    private func failures(_ failures: [Failed], _ sql: (String) -> String) -> Command? {
        let rows = failures.map(\.settlement)
        return Command(
            rows: rows.count,
            [
                ("contact", .texts(rows.map(\.contact.text))),
                ("seq", .integers(rows.map(\.seq))),
                ("key", .texts(rows.map(\.key))),
                ("attempts", .integers(rows.map { Int64($0.attempts) })),
                ("reference", .texts(rows.map { OutboxRow.reference(toSeq: $0.seq) })),
                ("at_ms", .integers(failures.map(\.at.milliseconds))),
                ("why", .texts(failures.map(\.why))),
            ],
            sql
        )
    }
}

extension OutboxRow {
    fileprivate static func reference(toSeq seq: Int64) -> String { referenceStart + String(seq) }
}
