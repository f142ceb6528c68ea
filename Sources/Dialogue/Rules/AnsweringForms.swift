import Expressions
import Topics
import Understanding
import Values

/// h, where a form is open and the customer writes instead of filling it in.
extension Turn {
    /// A form answered in words: what they fill is taken, the rest is asked one by one.
    mutating func readForm(
        _ utterance: Utterance,
        _ form: FormQuestion
    ) throws(EvaluationError) -> Bool {
        guard let topic = topTopic, let index = topIndex else { return false }
        try rebind()
        var rest = utterance
        var found = false
        let round = form.step.round
        for name in form.slots {
            guard let slot = topic.slot(name),
                case .value(let value, let spans) = try mention(of: slot, in: rest),
                try problem(keeping: value, slot) == nil
            else { continue }
            try fill(slot, name.rawValue + round, value)
            rest = rest.blanking(spans)
            found = true
        }
        if !found, hearCorrection(utterance, cueNeeded: true) { return true }
        if !found, let refused = try readFirstField(utterance, form, round) {
            rule = takesWords(form) ? .freeText : .answer
            if let words = refused.words { note(refusal: words, of: refused.slot) }
            found = true
            rest = rest.blanking(rest.whole)
        }
        guard found else { return false }
        rule = rule ?? .answer
        conversation.frames[index].memo[form.step.rawValue] = .formDone
        keepUnread(rest)
        serveQuestion(in: rest)
        advance()
        return true
    }

    /// Words that say nothing else are meant for the first open field, as for a question.
    ///
    /// - Returns: The field, and why the value was refused; nil where they are no value of it.
    private mutating func readFirstField(
        _ utterance: Utterance,
        _ form: FormQuestion,
        _ round: String
    ) throws(EvaluationError) -> (slot: SlotName, words: String?)? {
        guard let name = form.slots.first, let slot = topTopic?.slot(name) else { return nil }
        let value: Value
        switch try reading(of: slot, in: utterance) {
        case .value(let read, _): value = read
        case .impossible(let problem): return (name, try impossible(problem, slot))
        case .several, .any: return nil
        case .none:
            // Free text yields to everything that could be meant otherwise.
            guard !utterance.isQuestion, words.whole(utterance) == nil,
                !words.declines(utterance, wholly: true)
            else { return nil }
            guard let text = freeText(utterance, slot) else {
                return try readAddress(utterance, form, round)
            }
            value = text
        }
        if let words = try problem(keeping: value, slot) { return (name, words) }
        try fill(slot, name.rawValue + round, value)
        return (name, nil)
    }

    /// An address is known by its looks, whichever field it is for.
    private mutating func readAddress(
        _ utterance: Utterance,
        _ form: FormQuestion,
        _ round: String
    ) throws(EvaluationError) -> (slot: SlotName, words: String?)? {
        for name in form.slots {
            // A comma alone does not make an address of what nobody asked for by itself.
            guard let slot = topTopic?.slot(name), case .address = slot.type,
                utterance.original.contains(where: \.isNumber),
                let value = freeText(utterance, slot)
            else { continue }
            if let words = try problem(keeping: value, slot) { return (name, words) }
            try fill(slot, name.rawValue + round, value)
            return (name, nil)
        }
        return nil
    }

    private func takesWords(_ form: FormQuestion) -> Bool {
        guard let type = form.slots.first.flatMap({ topTopic?.slot($0)?.type }) else {
            return false
        }
        switch type {
        case .text, .address: return true
        default: return false
        }
    }

    /// That there is no such value, and the question again.
    func impossible(_ problem: String, _ slot: Slot) throws(EvaluationError) -> String {
        // What cannot be is told in the customer's words, which a secret's are not.
        if slot.secure {
            return render(.notUnderstood) + " " + (try slot.ask.render(in: environment))
        }
        let why = problem.hasSuffix(".") ? problem : problem + "."
        let said = render(.notPossible, ["problem": .string(why.capitalizingFirst)])
        return said + " " + (try slot.ask.render(in: environment))
    }
}
