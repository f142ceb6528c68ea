import Expressions
import Topics
import Values

/// i, where something has been done with the answer that is to be changed.
extension Turn {
    /// Says that an answer has been used, and offers to take back what was done with it.
    ///
    /// - Parameters:
    ///   - slot: Whose answer it is.
    ///   - words: The new value; nil where only the slot was named.
    mutating func refuseChange(of slot: Slot, to words: String?) {
        let undo = (try? rebind()) == nil ? nil : undo(changing: slot.name)
        let title = Value.string(slot.title[language])
        if let words {
            say(.changeTooLate, ["slot": title, "value": .string(words)])
        } else {
            say(.usedAlready, ["slot": title])
        }
        if !offer(undo) { remind() }
    }

    /// Whether an effect has already used a slot's answer, directly or through names made from it.
    ///
    /// Inside a `repeat` the effects of other rounds used other answers.
    func isUsedByEffect(_ slot: Slot, key: String) -> Bool {
        guard let topic = topTopic, let frame = conversation.frames.last,
            frame.order.contains(Frame.effect)
        else { return false }
        let round = SlotName.round(ofKey: key)
        var affected: Set<String> = [slot.name.rawValue]
        var isUsed = false
        Self.walk(topic.steps) { step in
            switch step.kind {
            case .set(let assignments):
                for assignment in assignments
                where !assignment.value.reads.isDisjoint(with: affected) {
                    affected.insert(assignment.name)
                }
            case .call(let call):
                guard !call.arguments.reads.isDisjoint(with: affected),
                    Self.isDone(step, frame, round)
                else { return }
                if bot.definition.actions[call.action]?.safe != true { isUsed = true }
                if let name = call.into { affected.insert(name) }
            case .confirm(let confirm):
                // What was said yes to has been acted on.
                let wasConfirmed = Self.memos(of: step, frame, round).contains { memo in
                    if case .confirmed = memo { return true }
                    return false
                }
                if wasConfirmed, confirm.change.contains(slot.name) { isUsed = true }
            case .pay(let pay):
                let wasPaid = Self.memos(of: step, frame, round).contains { memo in
                    if case .paid = memo { return true }
                    return false
                }
                if wasPaid, !pay.reads.isDisjoint(with: affected) { isUsed = true }
            case .run(let run):
                guard !run.arguments.reads.isDisjoint(with: affected),
                    Self.isDone(step, frame, round)
                else { return }
                isUsed = isUsed || Self.didSomething(step, frame, round)
                if let name = run.into { affected.insert(name) }
            default: break
            }
        }
        return isUsed
    }

    private static func memos(of step: Step, _ frame: Frame, _ round: String) -> [Memo] {
        frame.memo.compactMap { identity, memo in
            let (base, own) = StepIdentity.split(identity)
            guard base == step.identity.rawValue,
                own.isEmpty || round.isEmpty || own == round
            else { return nil }
            return memo
        }
    }

    private static func isDone(_ step: Step, _ frame: Frame, _ round: String) -> Bool {
        memos(of: step, frame, round).contains { memo in
            switch memo {
            case .called(_, .ok, _), .called(_, .unknown, _), .ran: true
            default: false
            }
        }
    }

    private static func didSomething(_ step: Step, _ frame: Frame, _ round: String) -> Bool {
        memos(of: step, frame, round).contains { memo in
            if case .ran(_, _, true, _) = memo { return true }
            return false
        }
    }
}
