import Expressions
import Topics
import Values

/// How far a call of a step has come.
enum CallProgress {
    /// It is under way.
    case pending(Flow)
    case answered(CallRecord, CallOutcome, Value)
}

extension Turn {
    /// Makes a step's call, or finds what it gave.
    ///
    /// One that only reads is made again when what it read has changed; an effect never is, but for
    /// one that makes something to be used once.
    mutating func perform(
        _ call: PartCall,
        _ identity: String,
        isForOneUse: Bool = false
    ) throws(EvaluationError) -> CallProgress {
        guard let index = topIndex, let action = bot.definition.actions[call.action] else {
            throw EvaluationError(.failed("there is no action \(call.action)"))
        }
        switch conversation.frames[index].memo[identity] {
        case .calling(let record):
            if conversation.timers[.call] == nil { setTimer(.call, after: call.within) }
            return .pending(.wait(.call(key: record.key)))
        case .called(let record, let outcome, let value):
            if action.safe || isForOneUse,
                fingerprint(of: call, action) != record.arguments,
                !isMade(record.arguments, { fingerprint(of: call, action, formerly: $0) })
            {
                return .pending(try begin(call, identity, execution: record.execution + 1))
            }
            return .answered(record, outcome, value)
        case .lapsed(let execution):
            return .pending(try begin(call, identity, execution: execution + 1))
        default:
            if let level = action.verified, let flow = try demand(level) { return .pending(flow) }
            return .pending(try begin(call, identity, execution: 1))
        }
    }

    /// Over what a call reads, and the language where its answer has one: in another language it is
    /// read again.
    func fingerprint(
        of call: PartCall,
        _ action: Action?,
        formerly former: [String: String] = [:]
    ) -> StableHash {
        var hash = fingerprint(of: call.arguments.reads, formerly: former)
        if let action, action.safe, action.givesTranslations,
            language != bot.definition.languages[0]
        {
            hash.combine(language)
        }
        return hash
    }

    private mutating func begin(
        _ call: PartCall,
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
            arguments: fingerprint(of: call, bot.definition.actions[call.action]),
            execution: execution
        )
        conversation.frames[index].memo[identity] = .calling(record)
        effects.append(
            .call(
                CallRequest(
                    action: call.action,
                    key: key,
                    arguments: arguments,
                    within: call.within,
                    language: language
                )
            )
        )
        setTimer(.call, after: call.within)
        return .wait(.call(key: key))
    }

    private func arguments(_ call: PartCall) throws(EvaluationError) -> [String: Value] {
        var arguments: [String: Value] = [:]
        for argument in call.arguments {
            arguments[argument.name] = try argument.value.evaluate(in: environment)
        }
        return arguments
    }
}
