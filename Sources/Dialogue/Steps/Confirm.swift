import Expressions
import Messages
import Topics
import Values

extension Turn {
    /// Asks for a *yes* to the very words and values that will be acted on.
    mutating func visit(
        _ confirm: Confirm,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        let read = fingerprint(of: confirm)
        switch conversation.frames[index].memo[identity] {
        case .confirmed(let before)
        where before == read || isMade(before, { fingerprint(of: confirm, formerly: $0) })
            || isActedOn(identity, round: round, index):
            goes(.on, from: identity)
            return .next
        case .declined:
            goes(.otherwise, from: identity)
            let flow = try visit(confirm.otherwise, round: round)
            // Nothing after a *no* may happen as if it had been a *yes*.
            if case .next = flow { return .end(outcome: "cancelled") }
            return flow
        default: break
        }
        var question = StepQuestion(
            id: "",
            step: StepIdentity(identity),
            read: read
        )
        if case .confirm(let before) = previous, before.step == question.step,
            before.read == read || isMade(before.read, { fingerprint(of: confirm, formerly: $0) })
        {
            question = before
            question.read = read
        } else {
            question.id = newQuestionID(
                about: "\(identity) \(read)",
                run: conversation.frames[index].run
            )
        }
        conversation.waiting = .confirm(question)
        send(
            text: try confirm.text.render(in: environment),
            control: yesNoControl(question.id)
        )
        return .wait(.confirm(question))
    }

    /// Over the words and the values that are said yes to.
    private func fingerprint(
        of confirm: Confirm,
        formerly former: [String: String] = [:]
    ) -> StableHash {
        var hash = fingerprint(
            of: confirm.text.reads.union(confirm.change.map(\.rawValue)),
            formerly: former
        )
        hash.combine(TopicOutline.respell(confirm.text.source, former))
        return hash
    }

    func yesNoControl(_ question: String) -> Control {
        Control(question: question, kind: .yesno(yes: render(.yes), no: render(.no)))
    }

    /// The step of the top frame that has an identity, without its round.
    func step(_ identity: StepIdentity) -> Step? {
        topTopic.flatMap { Self.step(identity, in: $0) }
    }

    /// The step of a topic that has an identity, without its round.
    static func step(_ identity: StepIdentity, in topic: Topic) -> Step? {
        find(identity.withoutRound, in: topic.steps)
    }

    private static func find(_ identity: StepIdentity, in steps: [Step]) -> Step? {
        for step in steps {
            if step.identity == identity { return step }
            for steps in step.parts {
                if let found = find(identity, in: steps) { return found }
            }
        }
        return nil
    }

    /// *Yes* to a confirmation.
    mutating func confirmed(_ question: StepQuestion) {
        guard let index = topIndex, case .confirm(let confirm)? = step(question.step)?.kind else {
            return advance()
        }
        do {
            try rebind()
        } catch {
            return fault(error.message)
        }
        conversation.frames[index].memo[question.step.rawValue] = .confirmed(
            fingerprint(of: confirm)
        )
        advance()
    }

    /// *No* to a confirmation: what shall be changed.
    mutating func declined(_ question: StepQuestion) {
        guard let index = topIndex, case .confirm(let confirm)? = step(question.step)?.kind else {
            return advance()
        }
        goes(.otherwise, from: question.step.rawValue)
        if changeable(confirm.change).isEmpty {
            conversation.frames[index].memo[question.step.rawValue] = .declined
            if confirm.otherwise.isEmpty { return cancel() }
            return advance()
        }
        let id = newQuestionID(
            about: question.step.rawValue,
            run: conversation.frames[index].run
        )
        conversation.waiting = .change(ChangeQuestion(id: id, step: question.step))
        askAgain()
    }

    /// The slots that a *no* offers: those with an answer, or with a default.
    func changeable(_ slots: [SlotName]) -> [Slot] {
        guard let topic = topTopic, let frame = conversation.frames.last else { return [] }
        return slots.compactMap { topic.slot($0) }.filter { slot in
            slot.defaultValue != nil
                || frame.slots.contains { SlotName(key: $0.key) == slot.name }
        }
    }

    /// Takes an answer back, so that its question is asked anew.
    mutating func reopen(_ slot: Slot) {
        guard let index = topIndex else { return }
        let name = slot.name.rawValue
        let key =
            conversation.frames[index].order.last { SlotName(key: $0).rawValue == name } ?? name
        if isUsedByEffect(slot, key: key) {
            return refuseChange(of: slot, to: nil)
        }
        forget(key, index)
        if slot.defaultValue != nil {
            conversation.frames[index].memo[Frame.asking(key)] = .asking
        }
        conversation.frames[index].unread = []
        advance()
    }
}
