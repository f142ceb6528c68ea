import BotRuntime
import SQLite
import Values

/// The columns of rows that are read as a whole, in the order in which they are.
enum Columns {
    static let contact =
        "rev, n, owner, epoch, bot, state, facts, last_seq, wake_ms, updated_ms"
    static let contactCount = 10
    static let outbox = """
        o.contact, o.seq, o.lane, o.destination, o.n, o.epoch, o.is_bots, o.key, o.kind, o.payload,
        o.after, o.due_ms, o.lease_ms, o.attempts, o.state, o.last_error
        """
    static let outboxCount = 16
    static let audit = "tenant, seq, at_ms, body, previous_hash, hash"
}

/// The texts between which the keys of a tenant stand.
struct TenantRange {
    let start: String
    let end: String

    init(_ tenant: String) {
        start = ContactKey.prefix(ofTenant: tenant)
        // The character after the slash that ends the prefix.
        end = String(start.dropLast()) + "0"
    }
}

extension Cell {
    static func moment(_ milliseconds: Int64?) -> Cell {
        milliseconds.map { .integer($0) } ?? .null
    }
}

extension Row {
    func integer(_ place: Int) throws(SQLiteError) -> Int64 { try read(self[place]?.integer) }
    func text(_ place: Int) throws(SQLiteError) -> String { try read(self[place]?.text) }
    func blob(_ place: Int) throws(SQLiteError) -> [UInt8] { try read(self[place]?.blob) }

    func timestamp(_ place: Int) throws(SQLiteError) -> Timestamp {
        Timestamp(milliseconds: try integer(place))
    }

    func moment(_ place: Int) -> Timestamp? {
        self[place]?.integer.map { Timestamp(milliseconds: $0) }
    }

    func lane(_ place: Int) throws(SQLiteError) -> OutboxRow.Lane {
        try read(OutboxRow.Lane(rawValue: try text(place)))
    }

    func contactKey(_ place: Int) throws(SQLiteError) -> ContactKey {
        try read(ContactKey(text: try text(place)))
    }

    private func read<Value>(_ value: Value?) throws(SQLiteError) -> Value {
        guard let value else {
            throw SQLiteError(
                code: SQLiteError.notADatabase,
                message: "a row is not as this program writes it"
            )
        }
        return value
    }

    func contactRow() throws(SQLiteError) -> ContactRow {
        ContactRow(
            rev: try integer(0),
            n: Int(try integer(1)),
            owner: try text(2),
            epoch: Int(try integer(3)),
            bot: try text(4),
            state: try blob(5),
            facts: try blob(6),
            lastSeq: try integer(7),
            wake: moment(8),
            updated: try timestamp(9)
        )
    }

    func outboxRow() throws(SQLiteError) -> OutboxRow {
        OutboxRow(
            contact: try contactKey(0),
            seq: try integer(1),
            lane: try lane(2),
            destination: try text(3),
            n: Int(try integer(4)),
            epoch: Int(try integer(5)),
            isBots: try integer(6) == 1,
            key: try text(7),
            kind: try text(8),
            payload: try blob(9),
            after: self[10]?.integer,
            due: try timestamp(11),
            lease: moment(12),
            attempts: Int(try integer(13)),
            state: try read(OutboxRow.State(rawValue: try text(14))),
            lastError: self[15]?.text
        )
    }

    func entry() throws(SQLiteError) -> Entry {
        Entry(
            contact: try contactKey(0),
            kind: try text(1),
            id: try text(2),
            at: try timestamp(3),
            body: try blob(4)
        )
    }

    func deadLetter() throws(SQLiteError) -> DeadLetter {
        DeadLetter(
            contact: try contactKey(0),
            reference: try text(1),
            why: try text(2),
            body: try blob(3),
            at: try timestamp(4)
        )
    }

    func document() throws(SQLiteError) -> Document {
        Document(
            tenant: try text(0),
            kind: try text(1),
            id: try text(2),
            rev: try integer(3),
            body: try blob(4)
        )
    }

    func auditEntry() throws(SQLiteError) -> AuditEntry {
        AuditEntry(
            tenant: try text(0),
            seq: try integer(1),
            at: try timestamp(2),
            body: try blob(3),
            previousHash: try blob(4),
            hash: try blob(5)
        )
    }
}
