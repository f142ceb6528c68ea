import BotRuntime
import ChaosPlan
import RuntimeTesting
import Synchronization
import Values

/// A rule that is broken, and who posts for whoever breaks it.
final class Breach: Sendable {
    let mutant: Mutant
    private let courier = Mutex<(any Courier)?>(nil)

    init(_ mutant: Mutant) { self.mutant = mutant }

    func give(_ courier: any Courier) { self.courier.withLock { $0 = courier } }

    func post(_ row: OutboxRow, _ payload: JSON) async {
        let courier = courier.withLock(\.self)
        _ = await courier?.deliver(Delivery(row: row, payload: payload))
    }
}

/// A store of which one rule does not hold.
final class MutantEngine: EngineBehind {
    let inner: any StorageEngine
    private let breach: Breach

    init(_ inner: any StorageEngine, _ breach: Breach) {
        self.inner = inner
        self.breach = breach
    }

    func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded {
        var loaded = try await inner.load(contact, message)
        if breach.mutant == .noDedupe { loaded.known = nil }
        return loaded
    }

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        var turn = turn
        switch breach.mutant {
        case .noDedupe: turn.message = nil
        case .noCompareAndSet: return try await force(turn)
        case .sendBeforeCommit: await postAhead(turn)
        case .noEpochCheck:
            // As if everything were of the latest epoch.
            for place in turn.outbox.indices { turn.outbox[place].epoch = 1 << 30 }
        case .markBeforeSend, .noOrder: break
        }
        return try await inner.commit(turn)
    }

    func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [OutboxRow] {
        let rows = try await inner.claim(destination, at: now, until: lease, limit: limit)
        switch breach.mutant {
        case .markBeforeSend:
            try await inner.settle(rows.map { Settlement($0, .sent, at: now) })
            return rows
        case .noOrder: return try await withFollowers(of: rows)
        case .noDedupe, .noCompareAndSet, .sendBeforeCommit, .noEpochCheck: return rows
        }
    }

    /// Writes a turn whatever came between, as if it followed that.
    private func force(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        let result = try await inner.commit(turn)
        guard result == .conflict else { return result }
        guard let row = try await inner.load(turn.contact, nil).row else { return .conflict }
        var forced = TurnCommit(
            contact: turn.contact,
            base: row.rev,
            message: turn.message,
            row: turn.row.following(row, turn.outbox.count)
        )
        forced.turn = turn.turn
        forced.turn?.rev = forced.row.rev
        forced.entries = turn.entries
        forced.drops = turn.drops
        forced.settles = turn.settles
        forced.outbox = turn.outbox
        for place in forced.outbox.indices {
            forced.outbox[place].seq = row.lastSeq + Int64(place) + 1
        }
        return try await force(forced)
    }

    /// The replies stand in the transcript as they are posted.
    private func postAhead(_ turn: TurnCommit) async {
        let line = turn.turn.flatMap { try? JSON(parsing: $0.body) }
        let rows = turn.outbox.filter { $0.lane == .channel }
        for (row, reply) in zip(rows, line?["replies"]?.array ?? []) {
            await breach.post(row, reply)
        }
    }

    /// What waits behind the claimed rows in their lanes.
    private func withFollowers(of rows: [OutboxRow]) async throws(StoreError) -> [OutboxRow] {
        var all = rows
        for row in rows {
            all += try await inner.outbox(of: row.contact).filter { other in
                other.lane == row.lane && other.state == .due && other.seq > row.seq
            }
        }
        return all.shuffled()
    }
}

extension ContactRow {
    /// The row as a turn writes it that was made of an earlier one.
    fileprivate func following(_ row: ContactRow, _ added: Int) -> ContactRow {
        var forced = self
        forced.rev = row.rev + 1
        forced.lastSeq = row.lastSeq + Int64(added)
        return forced
    }
}
