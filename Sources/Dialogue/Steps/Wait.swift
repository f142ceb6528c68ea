import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(
        _ wait: Wait,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        switch conversation.frames[index].memo[identity] {
        case .happened(let value):
            if let name = wait.into { environment.values[name] = value }
            goes(.on, from: identity)
            return .next
        case .declined: return try miss(wait, identity, round: round)
        default: break
        }
        if case .event(let name, let condition) = wait.subject,
            let value = try takeArrived(name, where: condition)
        {
            conversation.frames[index].memo[Frame.awaiting(identity)] = nil
            conversation.frames[index].memo[identity] = .happened(value)
            return try visit(wait, identity, round: round)
        }
        let isNew = conversation.frames[index].memo[Frame.awaiting(identity)] == nil
        guard try rest(wait, identity, index) else {
            conversation.frames[index].memo[Frame.awaiting(identity)] = nil
            guard case .event = wait.subject else {
                conversation.frames[index].memo[identity] = .happened(.null)
                return .next
            }
            conversation.frames[index].memo[identity] = .declined
            return try miss(wait, identity, round: round)
        }
        if isNew, let words = try render(wait.say) { send(text: words) }
        return .wait(.event(StepIdentity(identity)))
    }

    private mutating func miss(
        _ wait: Wait,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        goes(.otherwise, from: identity)
        if let name = wait.into { environment.values[name] = .null }
        return try visit(wait.otherwise, round: round)
    }

    /// Sets the deadline of a wait.
    ///
    /// - Returns: Whether there is anything left to wait for.
    private mutating func rest(
        _ wait: Wait,
        _ identity: String,
        _ index: Int
    ) throws(EvaluationError) -> Bool {
        let memo = Frame.awaiting(identity)
        let until: Timestamp
        if case .awaiting(let open)? = conversation.frames[index].memo[memo] {
            until = open.until
        } else {
            try burn()
            switch wait.subject {
            case .span(let span): until = event.at.adding(span)
            case .until(let moment):
                guard case .timestamp(let at) = try moment.evaluate(in: environment) else {
                    return false
                }
                until = at
            case .event: until = event.at.adding(wait.within ?? TimeSpan(seconds: 0))
            }
            conversation.frames[index].memo[memo] = .awaiting(
                Awaited(question: "", until: until, read: nil)
            )
        }
        guard event.at < until else { return false }
        setTimer(.deadline, at: until)
        return true
    }

    /// The first event of that name which fulfils the condition; it is used up.
    private mutating func takeArrived(
        _ name: String,
        where condition: Expressions.Expression?
    ) throws(EvaluationError) -> Value? {
        for index in conversation.arrived.indices where conversation.arrived[index].name == name {
            let value = conversation.arrived[index].gives
            var scope = environment
            scope.values["event"] = value
            if let condition, try condition.evaluate(in: scope) != .bool(true) { continue }
            conversation.arrived.remove(at: index)
            return value
        }
        return nil
    }
}
