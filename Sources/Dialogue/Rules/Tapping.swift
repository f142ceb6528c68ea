import Expressions
import Foundation
import Messages
import Topics
import Understanding
import Values

/// d: a tap or a form that names its question.
extension Turn {
    mutating func tap(_ question: String, _ options: [String]) {
        rule = .tap
        if let open = conversation.waiting.questionID, isStillOpen(question, as: open) {
            if options == [Self.more], let page = conversation.shownPage, page.question == open {
                return turnPage(page)
            }
            return choose(options)
        }
        lateTap(question, options)
    }

    /// A date, a number or words from a native control.
    mutating func tap(_ question: String, value: JSON) {
        rule = .tap
        guard let open = conversation.waiting.questionID, isStillOpen(question, as: open) else {
            return lateTap(question, [])
        }
        guard case .question(let asked) = conversation.waiting,
            let slot = topTopic?.slot(asked.slot)
        else { return choose([value.string ?? value.text]) }
        do {
            try rebind()
            guard let value = try self.value(value, for: slot) else { return noUseForTap() }
            answer(slot, asked, value, heard: nil)
        } catch {
            fault(error.message)
        }
    }

    /// A question asked again in another place of the conversation is the same question.
    func isStillOpen(_ id: String, as open: String) -> Bool {
        if id == open { return true }
        guard let old = conversation.asked.last(where: { $0.id == id }),
            let now = conversation.asked.last(where: { $0.id == open })
        else { return false }
        return old.run == now.run && old.subject == now.subject
    }

    /// A control that is no longer open: what is asked now is asked again.
    mutating func lateTap(_ question: String, _ options: [String]) {
        // A person and a topic can be chosen whenever they were offered.
        if options == ["agent"] {
            return handOff(reason: .asked, queue: currentQueue, notice: nil)
        }
        if let first = options.first, let topic = bot.topic(TopicID(first)),
            topic.startsFromWords, conversation.waiting.asksNothing
        {
            return begin(topic.id, heard: nil)
        }
        if let first = options.first, let topic = bot.topic(TopicID(first)),
            topic.startsFromWords,
            conversation.asked.contains(where: { $0.id == question && $0.subject == "menu" }),
            !conversation.frames.contains(where: { $0.topic == topic.id })
        {
            // A menu beside an open question: the question is offered again afterwards.
            return begin(topic.id, heard: nil)
        }
        if case .call = conversation.waiting { return say(.stillWorking, purpose: .notice) }
        say(.oldControl)
        if case .nothing = conversation.waiting { return offerMenu() }
        remind()
    }

    /// A tap of what is not on offer is an answer that failed, like words that are none.
    private mutating func noUseForTap() { notUnderstood(Utterance("")) }

    /// Takes options of the open question, by ID.
    mutating func choose(_ ids: [String]) {
        do {
            try choosing(ids)
        } catch {
            fault(error.message)
        }
    }

    private mutating func choosing(_ ids: [String]) throws(EvaluationError) {
        let first = ids.first ?? ""
        switch conversation.waiting {
        case .nothing, .call, .payment, .event, .queue, .agent, .form: noUseForTap()
        case .signIn(let question):
            guard first == Self.skip, leaveSignIn(question) else { return noUseForTap() }
        case .question(let question): try choose(ids, for: question)
        case .confirm(let question):
            switch first {
            case "yes": confirmed(question)
            case "no": declined(question)
            default: noUseForTap()
            }
        case .change(let question):
            guard let slot = changeable(question).first(where: { $0.name.rawValue == first })
            else { return noUseForTap() }
            try change(slot, question)
        case .readBack(let value):
            guard let index = topIndex else { return advance() }
            switch first {
            case "yes":
                conversation.frames[index].memo[Frame.readBack(value.key)] = .confirmed(
                    StableHash(of: value.value)
                )
                advance()
            case "no":
                forget(value.key, index)
                advance()
            default: noUseForTap()
            }
        case .startOver:
            switch first {
            case "yes": restart()
            case "no": advance()
            default: noUseForTap()
            }
        case .whichTopic(let question): choose(topic: first, of: question)
        case .whichResume(let question): resume(first, of: question)
        case .unavailable(let question): choose(first, of: question)
        case .feedback(let question): takeFeedback(first, question)
        }
    }

    private mutating func choose(
        _ ids: [String],
        for question: Question
    ) throws(EvaluationError) {
        guard let slot = topTopic?.slot(question.slot) else { return advance() }
        try rebind()
        if ids == [Self.skip], slot.optional { return answer(slot, question, .null, heard: nil) }
        if let only = question.only, ids == ["yes"] {
            return answer(slot, question, only, heard: nil)
        }
        if question.only != nil, ids == ["no"] {
            // The only option is not the one: a person can find out.
            say(.noOptions)
            if let index = topIndex { conversation.frames[index].memo[Frame.fault] = .handedOver }
            return handOff(reason: .noOptions, queue: currentQueue, notice: nil)
        }
        if let suggestion = question.suggestion {
            if ids == [Self.suggested] {
                return answer(slot, question, try kept(suggestion, slot), heard: nil)
            }
            if ids == [Self.another] {
                var plain = question
                plain.suggestion = nil
                conversation.waiting = .question(plain)
                return try ask(slot, plain)
            }
        }
        if try tapMany(ids, slot, question) { return }
        guard let value = try value(.array(ids.map(JSON.string)), for: slot) else {
            return noUseForTap()
        }
        answer(slot, question, value, heard: nil)
    }

    /// A suggestion or a default, of whatever type its row has, as the slot keeps it.
    func kept(_ value: Value, _ slot: Slot) throws(EvaluationError) -> Value {
        switch (slot.type, value) {
        case (.address, .string(let text)): return .address(Address(text))
        case (.phone, .string(let text)): return .phone(text)
        case (.email, .string(let text)): return .email(text)
        case (.number, .int(let number)): return .decimal(Decimal(number))
        case (.choice, .list(let items)):
            let offered = try options(of: slot)
            return .list(
                items.map { item in
                    offered.first { $0.optionID == item.plainText || $0.optionID == item.optionID }
                        ?? item
                }
            )
        case (.choice, _), (.timeSlot, _):
            let id = value.optionID ?? value.plainText
            return try options(of: slot).first { $0.optionID == id } ?? value
        default: return value
        }
    }

    // MARK: Forms

    mutating func submit(_ question: String, _ values: [String: JSON]) {
        rule = .tap
        guard case .form(let form) = conversation.waiting, isStillOpen(question, as: form.id),
            let index = topIndex
        else {
            // A form sent as one question's answer, or an old one.
            if case .question(let open) = conversation.waiting,
                let value = values[open.slot.rawValue], isStillOpen(question, as: open.id)
            {
                return tap(question, value: value)
            }
            return lateTap(question, [])
        }
        do {
            try take(values, of: form, index)
        } catch {
            fault(error.message)
        }
    }

    /// What a field holds: a form that was shown by an earlier version has its names.
    private func field(
        of slot: SlotName,
        in values: [String: JSON],
        _ topic: Topic
    ) -> JSON? {
        if let field = values[slot.rawValue] { return field }
        return topic.renamed.keys.sorted()
            .first { topic.renamed[$0] == slot.rawValue && values[$0] != nil }
            .flatMap { values[$0] }
    }

    /// Takes the fields that are valid; the others are asked one by one.
    private mutating func take(
        _ values: [String: JSON],
        of form: FormQuestion,
        _ index: Int
    ) throws(EvaluationError) {
        guard let topic = topTopic else { return advance() }
        try rebind()
        let round = form.step.round
        for name in form.slots {
            guard let slot = topic.slot(name), let field = field(of: name, in: values, topic),
                field != .null, field != .string("")
            else { continue }
            guard let value = try value(field, for: slot) else {
                if slot.many != nil { note(refusal: try howMany(slot), of: name) }
                if case .text(let most) = slot.type {
                    note(refusal: render(.tooLong, ["most": .int(Int64(most))]), of: name)
                }
                conversation.frames[index].memo[Frame.asking(name.rawValue + round)] = .asking
                continue
            }
            if let words = try problem(keeping: value, slot) {
                note(refusal: words, of: name)
                conversation.frames[index].memo[Frame.asking(name.rawValue + round)] = .asking
                continue
            }
            try fill(slot, name.rawValue + round, value)
        }
        for name in form.slots {
            // An optional field left empty was skipped; a default stands.
            guard let slot = topic.slot(name), slot.optional, refusals[name] == nil,
                conversation.frames[index].memo[Frame.asking(name.rawValue + round)] == nil,
                conversation.frames[index].slots[name.rawValue + round] == nil
            else { continue }
            try fill(slot, name.rawValue + round, .null)
        }
        conversation.frames[index].memo[form.step.rawValue] = .formDone
        advance()
    }
}
