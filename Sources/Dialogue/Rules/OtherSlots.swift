import Expressions
import Topics
import Understanding
import Values

/// h, where the words answer other questions of the topic than the one that is open.
extension Turn {
    /// The slots of the same question, and those that the topic asks whatever happens.
    static func slotsAsked(beside slot: SlotName, in steps: [Step]) -> [SlotName] {
        var found: [SlotName] = []
        func look(_ steps: [Step], isTop: Bool) {
            for step in steps {
                let asked: [SlotName]
                switch step.kind {
                case .ask(let slots): asked = slots
                case .form(let form): asked = form.slots
                case .loop(let loop):
                    look(loop.steps, isTop: false)
                    continue
                case .branch(let branch):
                    for arm in branch.arms { look(arm.steps, isTop: false) }
                    look(branch.otherwise, isTop: false)
                    continue
                case .say, .confirm, .call, .search, .run, .set, .signIn, .pay, .wait, .handoff,
                    .feedback, .end:
                    continue
                }
                if isTop || asked.contains(slot) { found += asked }
            }
        }
        look(steps, isTop: true)
        return found
    }

    /// Whether a slot is asked as things stand; one that cannot be judged yet is not.
    func applies(_ slot: Slot) -> Bool {
        guard let when = slot.when else { return true }
        return (try? when.evaluate(in: environment)) == .bool(true)
    }

    /// Whether no check refuses a value; one that cannot be judged yet refuses it.
    private mutating func keeps(_ value: Value, _ slot: Slot) -> Bool {
        do {
            return try problem(keeping: value, slot) == nil
        } catch {
            return false
        }
    }

    /// Values for other slots of the topic, while the asked one is still open: they are kept.
    mutating func hearOtherSlots(_ utterance: Utterance) -> Bool {
        guard case .question(let question) = conversation.waiting, let topic = topTopic,
            let index = topIndex, !asksSecurely
        else { return false }
        do {
            try rebind()
            var rest = utterance
            let round = SlotName.round(ofKey: question.key)
            for name in Self.slotsAsked(beside: question.slot, in: topic.steps) {
                guard let slot = topic.slot(name) else { continue }
                let key = name.rawValue + round
                guard name != question.slot, conversation.frames[index].slots[key] == nil,
                    applies(slot), slot.from == nil,
                    case .value(let value, let spans) = try mention(of: slot, in: rest),
                    keeps(value, slot)
                else { continue }
                let before = try unread(slot, index)
                try fill(slot, key, value)
                if let before, before.spelled != value.spelled {
                    // It was said before and not yet asked for.
                    rule = .correction
                    facts.append(.correction(slot.name.rawValue))
                    sayChanged(slot, value)
                }
                rest = rest.blanking(spans)
            }
            guard rest.tokens.count < utterance.tokens.count else { return false }
        } catch {
            fault(error.message)
            return true
        }
        rule = rule ?? .answer
        remind()
        return true
    }

    /// What was said before for a slot that has not come up yet.
    private func unread(_ slot: Slot, _ index: Int) throws(EvaluationError) -> Value? {
        for heard in conversation.frames[index].unread {
            let utterance = Utterance(heard.words, language: conversation.language)
            if case .value(let value, _) = try mention(of: slot, in: utterance) { return value }
        }
        return nil
    }
}
