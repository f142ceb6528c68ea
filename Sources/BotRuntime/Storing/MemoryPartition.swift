import Values

/// Everything of one contact.
struct MemoryPartition {
    var row: ContactRow?
    var messages: [MessageKey: (known: KnownMessage, at: Timestamp)] = [:]
    var turns: [TurnRow] = []
    var outbox: [OutboxRow] = []
    /// Since when each row has its state.
    var settled: [Int64: Timestamp] = [:]
    var entries: [Entry] = []
    var tries: [MessageKey: Int] = [:]
    var dead: [DeadLetter] = []

    mutating func take(_ turn: TurnCommit) -> CommitResult {
        if let message = turn.message, messages[message.key] != nil { return .duplicate }
        guard row?.rev ?? 0 == turn.base, turn.baseAt.map({ $0 == row?.updated }) ?? true else {
            return .conflict
        }
        row = turn.row
        if let message = turn.message {
            let known = KnownMessage(bodyHash: message.bodyHash, rev: turn.row.rev)
            messages[message.key] = (known, turn.row.updated)
            tries[message.key] = nil
        }
        if let drops = turn.drops {
            for index in outbox.indices where outbox[index].isDropped(by: drops) {
                outbox[index].state = .dropped
                settled[outbox[index].seq] = turn.row.updated
            }
        }
        if let settles = turn.settles, let index = outbox.firstIndex(where: { $0.seq == settles }) {
            outbox[index].state = .sent
            settled[settles] = turn.row.updated
        }
        for added in turn.outbox {
            outbox.append(added)
            settled[added.seq] = added.state == .due ? added.due : turn.row.updated
        }
        for row in turn.rewrites {
            guard let index = turns.firstIndex(where: { $0.rev == row.rev }) else { continue }
            turns[index].body = row.body
        }
        if let added = turn.turn { turns.append(added) }
        for entry in turn.entries {
            entries.removeAll { $0.kind == entry.kind && $0.id == entry.id }
            entries.append(entry)
        }
        if let dead = turn.dead { put(dead) }
        return .committed
    }

    private mutating func put(_ letter: DeadLetter) {
        dead.removeAll { $0.reference == letter.reference }
        dead.append(letter)
    }

    mutating func claim(
        _ lane: OutboxRow.Lane,
        _ destination: String?,
        at now: Timestamp,
        until lease: Timestamp
    ) -> [OutboxRow] {
        guard let row else { return [] }
        // The first of the lane that is still due holds up the others.
        while let index = outbox.firstIndex(where: { $0.lane == lane && $0.state == .due }) {
            let first = outbox[index]
            guard first.isClaimable(at: now), destination.map({ $0 == first.destination }) ?? true
            else { return [] }
            if first.isOver(in: row) {
                outbox[index].state = .dropped
                settled[first.seq] = now
                continue
            }
            if let after = first.after,
                outbox.contains(where: { $0.seq == after && $0.state == .due })
            {
                return []
            }
            outbox[index].lease = lease
            outbox[index].attempts += 1
            return [outbox[index]]
        }
        return []
    }

    mutating func settle(_ settlement: Settlement) {
        guard
            let index = outbox.firstIndex(where: {
                $0.seq == settlement.seq && $0.key == settlement.key
            })
        else { return }
        if settlement.outcome == .sent {
            // Whoever holds the lease now, and whatever was decided meanwhile: it went out.
            outbox[index].state = .sent
            settled[settlement.seq] = settlement.at
            return
        }
        guard outbox[index].attempts == settlement.attempts else { return }
        if outbox[index].state == .dropped, !settlement.isStillUnderWay {
            outbox[index].lease = nil
        }
        guard outbox[index].state == .due else { return }
        outbox[index].lease = nil
        switch settlement.outcome {
        case .sent: break
        case .held(let lease): outbox[index].lease = lease
        case .again(let at, let why):
            outbox[index].due = at
            outbox[index].lastError = why
        case .dead(let why):
            outbox[index].state = .dead
            outbox[index].lastError = why
            settled[settlement.seq] = settlement.at
            put(outbox[index].letter(why: why, at: settlement.at))
        }
    }

    mutating func release(_ claim: OutboxClaim, at now: Timestamp) {
        guard let index = outbox.firstIndex(where: { $0.claim == claim }) else { return }
        outbox[index].lease = nil
        outbox[index].due = min(outbox[index].due, now)
    }

    mutating func revive(_ reference: String, at now: Timestamp) -> DeadLetter? {
        guard let place = dead.firstIndex(where: { $0.reference == reference }) else { return nil }
        let letter = dead.remove(at: place)
        if let seq = OutboxRow.seq(ofReference: reference),
            let index = outbox.firstIndex(where: { $0.seq == seq })
        {
            outbox[index].state = .due
            outbox[index].due = now
            outbox[index].attempts = 0
            settled[seq] = now
        } else {
            tries = tries.filter { $0.key.reference != reference }
            messages = messages.filter { $0.key.reference != reference }
        }
        return letter
    }

    func purged(_ cut: RetentionCut) -> MemoryPartition? {
        if let row, row.updated < cut.contacts { return nil }
        var rest = self
        rest.messages = messages.filter { $0.value.at >= cut.messages }
        rest.turns.removeAll { $0.at < cut.transcripts }
        rest.entries.removeAll { $0.at < cut.transcripts }
        rest.dead.removeAll { $0.at < cut.transcripts }
        rest.outbox.removeAll { row in
            guard row.state == .sent || row.state == .dropped else { return false }
            return (settled[row.seq] ?? row.due) < cut.outbox
        }
        rest.settled = settled.filter { entry in
            rest.outbox.contains { $0.seq == entry.key }
        }
        return rest
    }
}

extension OutboxRow {
    func isClaimable(at now: Timestamp) -> Bool {
        state == .due && lease == nil && (attempts == 0 || due <= now)
    }

    /// Whether the conversation has gone on to a person since the bot said it.
    fileprivate func isOver(in row: ContactRow) -> Bool {
        lane == .channel && isBots && n == row.n && epoch < row.epoch && row.owner == "agent"
    }

    fileprivate func isDropped(by drop: TurnCommit.Drop) -> Bool {
        guard lane == .channel, state == .due else { return false }
        switch drop {
        case .all: return true
        case .bot(let n, let epoch): return isBots && self.n == n && self.epoch < epoch
        }
    }

    /// The row as a dead letter.
    package func letter(why: String, at: Timestamp) -> DeadLetter {
        DeadLetter(contact: contact, reference: reference, why: why, body: payload, at: at)
    }

    package var reference: String { Self.referenceStart + String(seq) }

    package static let referenceStart = "outbox:"

    package static func seq(ofReference reference: String) -> Int64? {
        guard reference.hasPrefix(referenceStart) else { return nil }
        return Int64(reference.dropFirst(referenceStart.count))
    }
}

extension MessageKey {
    /// What a dead letter of the message is called.
    package var reference: String { "\(source.rawValue):\(id)" }
}
