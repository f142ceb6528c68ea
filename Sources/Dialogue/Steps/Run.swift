import Expressions
import Topics
import Values

extension Turn {
    /// Runs another topic as a part, in a frame of its own.
    mutating func visit(_ run: Run, _ identity: String) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        let arguments = fingerprint(of: run.arguments.reads)
        if case .ran(let before, let value, let didSomething) = conversation.frames[index]
            .memo[identity], before == arguments || didSomething
        {
            if let name = run.into { environment.values[name] = value }
            return .next
        }
        try burn()
        var given: [String: Value] = [:]
        for argument in run.arguments {
            given[argument.name] = try argument.value.evaluate(in: environment)
        }
        conversation.frames[index].memo[identity] = .running(arguments)
        conversation.counters.runs += 1
        var frame = Frame(topic: run.topic, run: conversation.counters.runs)
        frame.takes = given
        frame.caller = identity
        // What the customer has said may answer the part's questions first.
        frame.unread = conversation.frames[index].unread
        conversation.frames.append(frame)
        return .again
    }

    mutating func visit(_ assignments: [Assignment]) throws(EvaluationError) -> Flow {
        for assignment in assignments {
            environment.values[assignment.name] = try assignment.value.evaluate(in: environment)
        }
        return .next
    }

    mutating func visit(_ handoff: Handoff, _ identity: String) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        if conversation.frames[index].memo[identity] == .handedOver {
            return .end(outcome: "handed_over")
        }
        conversation.frames[index].memo[identity] = .handedOver
        handOff(
            reason: failing == nil ? .topic : .call,
            queue: handoff.queue,
            notice: try render(handoff.say)
        )
        return .left
    }

    mutating func visit(
        _ feedback: Feedback,
        _ step: StepIdentity,
        _ identity: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        if case .asked = conversation.frames[index].memo[identity] { return .next }
        let id: String
        if case .feedback(let before) = previous, before.step == StepIdentity(identity) {
            id = before.id
        } else {
            id = newQuestionID(about: identity, run: conversation.frames[index].run)
        }
        let question = FeedbackQuestion(id: id, step: StepIdentity(identity))
        conversation.waiting = .feedback(question)
        try ask(question, text: render(feedback.text))
        return .wait(.feedback(question))
    }

    mutating func visit(_ end: End) throws(EvaluationError) -> Flow {
        if let words = try render(end.say) { send(text: words) }
        return .end(outcome: end.outcome)
    }
}

extension [Assignment] {
    /// The names that their values are made of.
    var reads: Set<String> {
        reduce(into: []) { $0.formUnion($1.value.reads) }
    }
}
