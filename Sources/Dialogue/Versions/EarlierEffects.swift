import Expressions
import Topics
import Values

/// What an earlier version of the topic did in a step that has another name, other rounds or no
/// place today: nothing of it happens twice.
extension Turn {
    /// Gives a call what an earlier step did with the same values.
    ///
    /// - Returns: Where the turn goes on, if it cannot be told whether the call was made: a person
    ///   decides that.
    mutating func takeUpEarlier(_ call: PartCall, _ identity: String) -> Flow? {
        guard let index = topIndex, conversation.frames[index].memo[identity] == nil else {
            return nil
        }
        let action = bot.definition.actions[call.action]
        let made = conversation.frames[index].earlier.compactMap { key, memo in
            switch memo {
            case .calling(let record), .called(let record, _, _):
                record.action == call.action ? (key: key, record: record) : nil
            default: nil
            }
        }
        guard !made.isEmpty else { return nil }
        let read = fingerprint(of: call, action)
        let same = made.first { _, record in
            record.arguments == read
                || isMade(record.arguments) { fingerprint(of: call, action, formerly: $0) }
        }
        guard let same else { return leaveToPerson() }
        moveEarlier(same.key, to: identity, index)
        return nil
    }

    /// Gives a `run` step the part that an earlier one ran.
    mutating func takeUpEarlier(_ run: Run, _ identity: String) -> Flow? {
        guard let index = topIndex, conversation.frames[index].memo[identity] == nil else {
            return nil
        }
        let earlier = conversation.frames[index].earlier
        let left = earlier.first { _, memo in
            if case .paused(let part) = memo { part.topic == run.topic } else { false }
        }
        if let left {
            moveEarlier(left.key, to: identity, index)
            return nil
        }
        let read = fingerprint(of: run.arguments.reads)
        for (key, memo) in earlier {
            guard case .ran(let before, _, _, let topic) = memo, topic == run.topic else {
                continue
            }
            guard
                before == read
                    || isMade(before, { fingerprint(of: run.arguments.reads, formerly: $0) })
            else { return leaveToPerson() }
            moveEarlier(key, to: identity, index)
            return nil
        }
        return nil
    }

    /// Gives a `pay` step the money that came for an earlier one.
    mutating func takeUpEarlier(_ pay: Pay, _ identity: String) throws(EvaluationError) -> Flow? {
        guard let index = topIndex, conversation.frames[index].memo[identity] == nil else {
            return nil
        }
        for (key, memo) in conversation.frames[index].earlier {
            guard case .paid(.record(let payment)) = memo else { continue }
            guard payment.fields["amount"] == (try pay.amount.evaluate(in: environment)) else {
                return leaveToPerson()
            }
            moveEarlier(key, to: identity, index)
            return nil
        }
        return nil
    }

    private mutating func moveEarlier(_ key: String, to identity: String, _ index: Int) {
        let memo = conversation.frames[index].memo.removeValue(forKey: key)
        conversation.frames[index].memo[identity] = memo
    }

    /// Whether the effect that a confirmation was for has happened: it asks for nothing any more.
    func isActedOn(_ identity: String, round: String, _ index: Int) -> Bool {
        guard let topic = topTopic else { return false }
        let frame = conversation.frames[index]
        var isBehind = false
        var isDone = false
        Self.walk(topic.steps) { step in
            if step.identity.rawValue + round == identity { isBehind = true }
            guard isBehind, !isDone else { return }
            switch frame.memo[step.identity.rawValue + round] {
            case .calling(let record), .called(let record, .ok, _),
                .called(let record, .unknown, _):
                isDone = bot.definition.actions[record.action]?.safe != true
            case .paid, .ran(_, _, didSomething: true, _): isDone = true
            default: break
            }
        }
        return isDone
    }

    /// Whether a hash was made over the same values while some had other names.
    func isMade(_ hash: StableHash?, _ make: ([String: String]) -> StableHash) -> Bool {
        guard let hash, let former = topTopic?.formerNames else { return false }
        return former.contains { make($0) == hash }
    }
}

extension Frame {
    /// What was done in steps that are gone or have other names, in the order of those.
    fileprivate var earlier: [(key: String, value: Memo)] {
        let prefix = Frame.earlier("")
        return memo.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
    }
}
