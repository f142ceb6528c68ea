import BotRuntime
import Testing
import Values

/// Rows to test with: a contact of a bank, at noon.
enum Sample {
    static let noon = Timestamp(seconds: 1_772_452_800)

    static func contact(_ user: String = "+14155550101", tenant: String = "bank") -> ContactKey {
        guard let key = ContactKey(tenant: tenant, account: "whatsapp", user: user) else {
            preconditionFailure("a contact of a test is a good one")
        }
        return key
    }

    static func row(
        _ rev: Int64,
        owner: String = "bot",
        epoch: Int = 0,
        n: Int = 1,
        lastSeq: Int64 = 0,
        wake: Timestamp? = nil,
        at: Timestamp = noon
    ) -> ContactRow {
        ContactRow(
            rev: rev,
            n: n,
            owner: owner,
            epoch: epoch,
            bot: "b1",
            state: Array("state \(rev)".utf8),
            facts: Array("{}".utf8),
            lastSeq: lastSeq,
            wake: wake,
            updated: at
        )
    }

    /// The turn that takes a contact from a revision to the next.
    static func turn(
        _ contact: ContactKey = contact(),
        from base: Int64,
        message: String? = nil,
        row: ContactRow? = nil,
        _ change: (inout TurnCommit) -> Void = { _ in }
    ) -> TurnCommit {
        let row = row ?? Sample.row(base + 1)
        var turn = TurnCommit(
            contact: contact,
            base: base,
            message: message.map { (MessageKey(.inbound, $0), [1, 2, 3]) },
            row: row
        )
        turn.turn = TurnRow(
            contact: contact,
            rev: row.rev,
            n: row.n,
            at: row.updated,
            cause: row.rev,
            body: Array("{\"turn\":\(row.rev)}".utf8)
        )
        change(&turn)
        return turn
    }

    static func reply(
        _ seq: Int64,
        of contact: ContactKey = contact(),
        lane: OutboxRow.Lane = .channel,
        to destination: String = "gateway",
        epoch: Int = 0,
        isBots: Bool = true,
        after: Int64? = nil,
        due: Timestamp = noon
    ) -> OutboxRow {
        OutboxRow(
            contact: contact,
            seq: seq,
            lane: lane,
            destination: destination,
            n: 1,
            epoch: epoch,
            isBots: isBots,
            key: "k\(seq)",
            kind: "reply",
            payload: Array("{\"text\":\"number \(seq)\"}".utf8),
            after: after,
            due: due
        )
    }
}

extension StorageEngine {
    /// A first turn with these rows in its outbox.
    func begin(
        _ contact: ContactKey = Sample.contact(),
        with rows: [OutboxRow]
    ) async throws {
        let turn = Sample.turn(contact, from: 0, row: Sample.row(1, lastSeq: Int64(rows.count))) {
            $0.outbox = rows
        }
        #expect(try await commit(turn) == .committed)
    }

    /// What can be taken at a moment, for a minute.
    func taken(
        _ lane: OutboxRow.Lane = .channel,
        to destination: String = "gateway",
        at now: Timestamp = Sample.noon,
        limit: Int = 100
    ) async throws -> [OutboxRow] {
        try await claim(
            DueDestination(lane, destination),
            at: now,
            until: now.adding(TimeSpan(seconds: 60)),
            limit: limit
        )
    }

    func states(of contact: ContactKey = Sample.contact()) async throws -> [OutboxRow.State] {
        try await outbox(of: contact).map(\.state)
    }
}

extension Timestamp {
    func after(_ seconds: Int64) -> Timestamp { adding(TimeSpan(seconds: seconds)) }
}
