import Values

/// A row of a database, read by the places of its columns: what each engine's rows have in common.
///
/// An engine says how a cell is read; what its cells make is said here, once for all engines.
package protocol StoredColumns<Failure> {
    associatedtype Failure: Error

    /// nil for a cell that holds nothing, or something else.
    func number(_ place: Int) -> Int64?
    func words(_ place: Int) -> String?
    func bytes(_ place: Int) -> [UInt8]?
    func truth(_ place: Int) -> Bool?

    /// What is thrown where a row is not as this program writes it.
    static func unreadable(_ message: String) -> Failure
}

extension StoredColumns {
    package func integer(_ place: Int) throws(Failure) -> Int64 { try read(number(place)) }
    package func text(_ place: Int) throws(Failure) -> String { try read(words(place)) }
    package func blob(_ place: Int) throws(Failure) -> [UInt8] { try read(bytes(place)) }

    package func timestamp(_ place: Int) throws(Failure) -> Timestamp {
        Self.timestamp(try integer(place))
    }

    package func lane(_ place: Int) throws(Failure) -> OutboxRow.Lane {
        try read(OutboxRow.Lane(rawValue: try text(place)))
    }

    package func contactKey(_ place: Int) throws(Failure) -> ContactKey {
        try read(ContactKey(text: try text(place)))
    }

    private func moment(_ place: Int) -> Timestamp? {
        number(place).map { Self.timestamp($0) }
    }

    /// Moments of a damaged store that nothing can be reckoned with are the last ones that can.
    private static func timestamp(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: min(max(milliseconds, -(1 << 53)), 1 << 53))
    }

    private func read<Value>(_ value: Value?) throws(Failure) -> Value {
        guard let value else { throw Self.unreadable("a row is not as this program writes it") }
        return value
    }

    // MARK: Whole rows, their columns from the first

    /// `rev, n, owner, epoch, bot, state, facts, last_seq, wake_ms, updated_ms`.
    package func contactRow() throws(Failure) -> ContactRow {
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

    /// `rev, n, at_ms, cause, body`.
    package func turnRow(of contact: ContactKey) throws(Failure) -> TurnRow {
        TurnRow(
            contact: contact,
            rev: try integer(0),
            n: Int(try integer(1)),
            at: try timestamp(2),
            cause: try integer(3),
            body: try blob(4)
        )
    }

    /// `contact, seq, lane, destination, n, epoch, is_bots, key, kind, payload, after, due_ms,
    /// lease_ms, attempts, state, last_error`.
    package func outboxRow() throws(Failure) -> OutboxRow {
        OutboxRow(
            contact: try contactKey(0),
            seq: try integer(1),
            lane: try lane(2),
            destination: try text(3),
            n: Int(try integer(4)),
            epoch: Int(try integer(5)),
            isBots: try read(truth(6)),
            key: try text(7),
            kind: try text(8),
            payload: try blob(9),
            after: number(10),
            due: try timestamp(11),
            lease: moment(12),
            attempts: Int(try integer(13)),
            state: try read(OutboxRow.State(rawValue: try text(14))),
            lastError: words(15)
        )
    }

    /// `contact, seq, lane, attempts, lease_ms`.
    package func claim() throws(Failure) -> OutboxClaim {
        OutboxClaim(
            contact: try contactKey(0),
            seq: try integer(1),
            lane: try lane(2),
            attempts: Int(try integer(3)),
            lease: try timestamp(4)
        )
    }

    /// `contact, kind, id, at_ms, body`.
    package func entry() throws(Failure) -> Entry {
        Entry(
            contact: try contactKey(0),
            kind: try text(1),
            id: try text(2),
            at: try timestamp(3),
            body: try blob(4)
        )
    }

    /// `contact, reference, why, body, at_ms`.
    package func deadLetter() throws(Failure) -> DeadLetter {
        DeadLetter(
            contact: try contactKey(0),
            reference: try text(1),
            why: try text(2),
            body: try blob(3),
            at: try timestamp(4)
        )
    }

    /// `tenant, kind, id, rev, body`.
    package func document() throws(Failure) -> Document {
        Document(
            tenant: try text(0),
            kind: try text(1),
            id: try text(2),
            rev: try integer(3),
            body: try blob(4)
        )
    }

    /// `tenant, seq, at_ms, body, previous_hash, hash`.
    ///
    /// What somebody has made something else of is read as nothing: whoever reads the book sees which
    /// line it is.
    package func auditEntry() throws(Failure) -> AuditEntry {
        AuditEntry(
            tenant: try text(0),
            seq: number(1) ?? 0,
            at: Timestamp(milliseconds: number(2) ?? 0),
            body: bytes(3) ?? [],
            previousHash: bytes(4) ?? [],
            hash: bytes(5) ?? []
        )
    }
}
