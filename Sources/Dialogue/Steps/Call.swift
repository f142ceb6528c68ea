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
        guard let index = topIndex, let action = bot.definition.actions[call.action] else {
            throw EvaluationError(.failed("there is no action \(call.action)"))
        }
        switch conversation.frames[index].memo[identity] {
        case .calling(let record):
            if conversation.timers[.call] == nil { setTimer(.call, after: call.within) }
            return .wait(.call(key: record.key))
        case .called(let record, let outcome, let value):
            // One that only reads runs again when what it read has changed; an effect never does.
            if action.safe, fingerprint(of: call.arguments.reads) != record.arguments {
                return try begin(call, identity, execution: record.execution + 1)
            }
            return try pass(call, outcome, value, round: round)
        case .lapsed(let execution):
            return try begin(call, identity, execution: execution + 1)
        default:
            if action.verified, !event.contact.verified {
                conversation.frames[index].memo["identity"] = .handedOver
                say(.signInNeeded, ["topic": .string(topTopic?.title[language] ?? "")])
                handOff(reason: .identity, queue: currentQueue, notice: nil)
                return .left
            }
            return try begin(call, identity, execution: 1)
        }
    }

    /// Goes on with what the back end answered.
    private mutating func pass(
        _ call: Topics.Call,
        _ outcome: CallOutcome,
        _ value: Value,
        round: String
    ) throws(EvaluationError) -> Flow {
        if let name = call.into { environment.values[name] = outcome == .ok ? value : .null }
        let steps: [Step]
        switch outcome {
        case .ok: return .next
        case .refused: steps = call.otherwise.refused
        case .failed: steps = call.otherwise.failed
        case .unknown: steps = call.otherwise.unknown
        }
        failing = call.action
        defer { failing = nil }
        return try visit(steps, round: round)
    }

    private mutating func begin(
        _ call: Topics.Call,
        _ identity: String,
        execution: Int
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        try burn()
        let arguments = try arguments(call)
        let key =
            "\(conversation.id)/\(conversation.frames[index].run)/\(identity)/\(execution)"
        let record = CallRecord(
            key: key,
            action: call.action,
            arguments: fingerprint(of: call.arguments.reads),
            execution: execution
        )
        conversation.frames[index].memo[identity] = .calling(record)
        effects.append(
            .call(
                CallRequest(
                    action: call.action,
                    key: key,
                    arguments: arguments,
                    within: call.within
                )
            )
        )
        setTimer(.call, after: call.within)
        return .wait(.call(key: key))
    }

    private func arguments(_ call: Topics.Call) throws(EvaluationError) -> [String: Value] {
        var arguments: [String: Value] = [:]
        for argument in call.arguments {
            arguments[argument.name] = try argument.value.evaluate(in: environment)
        }
        return arguments
    }

    /// A back end answered, or the customer's patience ended.
    mutating func takeResult(key: String, _ outcome: CallOutcome, _ value: Value) {
        for index in conversation.frames.indices {
            for (identity, memo) in conversation.frames[index].memo {
                guard case .calling(let record) = memo, record.key == key else { continue }
                conversation.frames[index].memo[identity] = .called(record, outcome, value)
                clearTimer(.call)
                if bot.definition.actions[record.action]?.safe != true,
                    outcome == .ok || outcome == .unknown
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
                    if !conversation.held.isEmpty { takeBackQuestion() }
                    hearHeld()
                }
                return
            }
        }
        // Too late for the topic: the record learns of it, the answers do not change.
        for index in conversation.history.unknown.indices
        where conversation.history.unknown[index].key == key {
            conversation.history.unknown[index].late = outcome
        }
    }

    /// Words that came during the call are heard before anything is asked: the question that would
    /// have stood before them is asked after them where they leave it open.
    private mutating func takeBackQuestion() {
        guard let question = conversation.waiting.questionID,
            case .send(let reply)? = effects.last, reply.control?.question == question
        else { return }
        effects.removeLast()
        conversation.counters.replies -= 1
    }
}
