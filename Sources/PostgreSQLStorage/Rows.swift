import BotRuntime
import PostgreSQL
import Values

/// The columns of rows that are read as a whole, in the order in which they are.
enum Columns {
    static let contact = """
        c.rev, c.n, c.owner, c.epoch, c.bot, c.state, c.facts, c.last_seq, c.wake_ms, c.updated_ms
        """
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
    let start: Cell
    let end: Cell

    init(_ tenant: String) {
        let prefix = ContactKey.prefix(ofTenant: tenant)
        start = .text(prefix)
        // The character after the slash that ends the prefix.
        end = .text(prefix.dropLast() + "0")
    }
}

extension PostgreSQLError {
    /// That something cannot be read though the server gave it.
    static func unreadable(_ message: String) -> PostgreSQLError {
        PostgreSQLError(kind: .other, message: message)
    }
}

extension Row {
    func bool(_ place: Int) throws(PostgreSQLError) -> Bool { try read(self[place]?.bool) }
    func integer(_ place: Int) throws(PostgreSQLError) -> Int64 { try read(self[place]?.integer) }
    func text(_ place: Int) throws(PostgreSQLError) -> String { try read(self[place]?.text) }
    func blob(_ place: Int) throws(PostgreSQLError) -> [UInt8] { try read(self[place]?.blob) }

    func timestamp(_ place: Int) throws(PostgreSQLError) -> Timestamp {
        Timestamp(milliseconds: try integer(place))
    }

    func moment(_ place: Int) -> Timestamp? {
        self[place]?.integer.map { Timestamp(milliseconds: $0) }
    }

    func lane(_ place: Int) throws(PostgreSQLError) -> OutboxRow.Lane {
        try read(OutboxRow.Lane(rawValue: try text(place)))
    }

    func contactKey(_ place: Int) throws(PostgreSQLError) -> ContactKey {
        try read(ContactKey(text: try text(place)))
    }

    private func read<Value>(_ value: Value?) throws(PostgreSQLError) -> Value {
        guard let value else { throw .unreadable("a row is not as this program writes it") }
        return value
    }

    func contactRow() throws(PostgreSQLError) -> ContactRow {
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

    func outboxRow() throws(PostgreSQLError) -> OutboxRow {
        OutboxRow(
            contact: try contactKey(0),
            seq: try integer(1),
            lane: try lane(2),
            destination: try text(3),
            n: Int(try integer(4)),
            epoch: Int(try integer(5)),
            isBots: try bool(6),
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

    func entry() throws(PostgreSQLError) -> Entry {
        Entry(
            contact: try contactKey(0),
            kind: try text(1),
            id: try text(2),
            at: try timestamp(3),
            body: try blob(4)
        )
    }

    func deadLetter() throws(PostgreSQLError) -> DeadLetter {
        DeadLetter(
            contact: try contactKey(0),
            reference: try text(1),
            why: try text(2),
            body: try blob(3),
            at: try timestamp(4)
        )
    }

    func document() throws(PostgreSQLError) -> Document {
        Document(
            tenant: try text(0),
            kind: try text(1),
            id: try text(2),
            rev: try integer(3),
            body: try blob(4)
        )
    }

    func auditEntry() throws(PostgreSQLError) -> AuditEntry {
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
