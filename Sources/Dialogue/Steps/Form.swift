import Expressions
import Messages
import Topics
import Values

extension Turn {
    /// One form where the device has forms; else, and for what a form left open, one question
    /// after another.
    mutating func visit(
        _ form: Form,
        _ step: StepIdentity,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex, let topic = topTopic else { return .left }
        let identity = step.rawValue + round
        guard event.profile.has(.form), conversation.frames[index].memo[identity] == nil else {
            return try visit(asking: form.slots, round: round)
        }
        var open: [Slot] = []
        for name in form.slots {
            guard let slot = topic.slot(name) else { continue }
            // A slot that is known, or does not apply, passes; the first that must be asked stops.
            if try isOpen(slot, key: name.rawValue + round, index) { open.append(slot) }
        }
        // A form of one page is a question.
        guard open.count > 1, open.contains(where: { $0.defaultValue == nil }) else {
            return try visit(asking: form.slots, round: round)
        }
        let id: String
        if case .form(let before) = previous, before.step == StepIdentity(identity) {
            id = before.id
        } else {
            id = newQuestionID(about: identity, run: conversation.frames[index].run)
        }
        let waiting = FormQuestion(id: id, step: StepIdentity(identity), slots: open.map(\.name))
        conversation.waiting = .form(waiting)
        try show(waiting, title: form.title.render(in: environment))
        return .wait(.form(waiting))
    }

    private mutating func isOpen(
        _ slot: Slot,
        key: String,
        _ index: Int
    ) throws(EvaluationError) -> Bool {
        if let when = slot.when {
            let isAsked = try when.evaluate(in: environment) == .bool(true)
            judges(.when(slot.name), isAsked)
            guard isAsked else { return false }
        }
        if conversation.frames[index].slots[key] != nil { return false }
        return try !takeUnread(slot, key, index)
    }

    /// Sends a form whose pages are the open slots.
    mutating func show(_ form: FormQuestion, title: String) throws(EvaluationError) {
        guard let topic = topTopic else { return }
        let slots = form.slots.compactMap { topic.slot($0) }
        var pages: [FormControl.Page] = []
        for (place, slot) in slots.enumerated() {
            var question = Question(id: form.id, slot: slot.name, key: slot.name.rawValue)
            // A page of a form is the device's own control.
            question.withoutApp = true
            var value = try slot.defaultValue?.evaluate(in: environment)
            if value == nil || value == .null {
                value = try slot.suggest?.evaluate(in: environment)
            }
            pages.append(
                FormControl.Page(
                    slot: slot.name.rawValue,
                    title: try slot.ask.render(in: environment),
                    control: try control(for: slot, question),
                    value: value.flatMap { $0 == .null ? nil : $0.spelled },
                    next: place + 1 < slots.count ? slots[place + 1].name.rawValue : nil
                )
            )
        }
        send(
            text: title,
            control: Control(question: form.id, kind: .form(FormControl(pages: pages)))
        )
    }
}
