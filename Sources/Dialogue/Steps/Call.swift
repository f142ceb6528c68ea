import Expressions
import Messages
import Topics
import Values

extension Turn {
    mutating func visit(
        _ call: Topics.Call,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        if let flow = takeUpEarlier(call.part, identity) { return flow }
        switch try perform(call.part, identity) {
        case .pending(let flow): return flow
        case .answered(_, let outcome, let value):
            return try pass(call, outcome, value, identity, round: round)
        }
    }

    /// Goes on with what the back end answered.
    private mutating func pass(
        _ call: Topics.Call,
        _ outcome: CallOutcome,
        _ value: Value,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        if let name = call.into { environment.values[name] = outcome == .ok ? value : .null }
        let (way, steps): (Way, [Step])
        switch outcome {
        case .ok:
            goes(.on, from: identity)
            return .next
        case .refused: (way, steps) = (.refused, call.otherwise.refused)
        case .failed: (way, steps) = (.failed, call.otherwise.failed)
        case .unknown: (way, steps) = (.unknown, call.otherwise.unknown)
        }
        goes(call.otherwise.way(way), from: identity)
        failing = call.action
        defer { failing = nil }
        return try visit(steps, round: round)
    }

    /// A back end answered, or the customer's patience ended.
    mutating func takeResult(key: String, _ outcome: CallOutcome, _ value: Value) {
        for index in conversation.frames.indices {
            for (identity, memo) in conversation.frames[index].memo {
                guard case .calling(let record) = memo, record.key == key else { continue }
                conversation.frames[index].memo[identity] = .called(record, outcome, value)
                clearTimer(.call)
                if bot.definition.actions[record.action]?.safe != true,
                    outcome == .ok || outcome == .unknown, !Frame.isLink(identity)
                {
                    conversation.frames[index].order.append(Frame.effect)
                }
                releaseSecrets(index)
                if outcome == .unknown, conversation.history.unknown.count < 10 {
                    conversation.history.unknown.append(
                        Conversation.UnknownEffect(action: record.action, key: key, late: nil)
                    )
                }
                if conversation.waiting == .call(key: key) {
                    advanceAfterResult()
                    hearHeld()
                }
                return
            }
        }
        // Too late for the topic: the record learns of it, the answers do not change.
        for index in conversation.history.unknown.indices
        where conversation.history.unknown[index].key == key
            && conversation.history.unknown[index].late == nil
        {
            // That it is still not known is no answer.
            guard outcome != .unknown else { return }
            conversation.history.unknown[index].late = outcome
            let action = conversation.history.unknown[index].action
            record(.lateAnswer(action, key: key, outcome))
        }
    }
}
