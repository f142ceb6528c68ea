import Expressions
import Messages
import Topics
import Values

extension Turn {
    /// Asks for a slot, with its control; `words` stand in for its question.
    mutating func ask(
        _ slot: Slot,
        _ question: Question,
        saying words: String? = nil
    ) throws(EvaluationError) {
        var text: String
        if let words { text = words } else { text = try wording(of: slot, question) }
        if let only = question.only, words == nil {
            text += " " + render(.ifOne, ["option": .string(only.optionTitle)])
        }
        if case .file = slot.type, !event.profile.has(.media) { text += " " + render(.noFiles) }
        send(text: text, control: try control(for: slot, question))
    }

    /// The question's words; another wording after an answer that was not understood.
    private func wording(of slot: Slot, _ question: Question) throws(EvaluationError) -> String {
        if question.failures > 0, !slot.notUnderstood.isEmpty {
            let other = slot.notUnderstood[min(question.failures, slot.notUnderstood.count) - 1]
            return try other.render(in: environment)
        }
        return try slot.ask.render(in: environment)
    }

    /// What can be touched to answer.
    func control(for slot: Slot, _ question: Question) throws(EvaluationError) -> Control {
        var kind = try controlKind(for: slot, question)
        if question.only == nil, question.suggestion == nil || slot.type.isChosen,
            let name = app(for: slot, question)
        {
            kind = .app(name: name, parameters: parameters(for: slot, kind))
        }
        var skip: String?
        switch kind {
        case .choice, .yesno: break
        default: if slot.optional { skip = render(.skip) }
        }
        return Control(question: question.id, kind: kind, skip: skip)
    }

    private func controlKind(
        for slot: Slot,
        _ question: Question
    ) throws(EvaluationError) -> Control.Kind {
        if question.only != nil { return .yesno(yes: render(.yes), no: render(.no)) }
        if let suggestion = question.suggestion, !slot.type.isChosen {
            return .choice(
                ChoiceControl(
                    options: [
                        ChoiceControl.Option(
                            id: Self.suggested,
                            title: render(
                                .suggestion,
                                [
                                    "slot": .string(slot.title[language]),
                                    "value": .string(words(for: suggestion)),
                                ]
                            )
                        ),
                        ChoiceControl.Option(id: Self.another, title: render(.anotherOne)),
                    ]
                        + (slot.optional
                            ? [ChoiceControl.Option(id: Self.skip, title: render(.skip))] : []),
                    style: .quickReply
                )
            )
        }
        let skip =
            slot.optional
            ? [ChoiceControl.Option(id: Self.skip, title: render(.skip))] : []
        switch slot.type {
        case .choice:
            var offered = try options(of: slot)
            if let narrowed = question.narrowed {
                offered = offered.filter { $0.optionID.map(narrowed.contains) ?? false }
            }
            let chosen = question.chosen ?? []
            offered = offered.filter { !chosen.contains($0.optionID ?? "") }
            let least = max(0, (slot.many?.lowerBound ?? 1) - chosen.count)
            let most = (slot.many?.upperBound ?? 1) - chosen.count
            var options = offered.map { self.option($0, slot) }
            if chosen.isEmpty {
                options += skip
            } else if least == 0 {
                options.append(ChoiceControl.Option(id: Self.done, title: render(.done)))
            }
            return .choice(
                ChoiceControl(
                    options: options,
                    min: chosen.isEmpty ? least : 1,
                    max: max(1, min(most, options.count)),
                    style: style(slot)
                )
            )
        case .timeSlot:
            let slots = try options(of: slot).compactMap { value -> TimeSlotsControl.Slot? in
                guard case .timeSlot(let window) = value,
                    question.narrowed?.contains(window.id) ?? true
                else { return nil }
                return TimeSlotsControl.Slot(
                    id: window.id,
                    start: window.start,
                    seconds: window.seconds,
                    title: window.title
                )
            }
            return .timeSlots(TimeSlotsControl(slots: slots, timeZone: zoneName))
        case .yesno:
            if skip.isEmpty { return .yesno(yes: render(.yes), no: render(.no)) }
            return .choice(
                ChoiceControl(
                    options: [
                        ChoiceControl.Option(id: "yes", title: render(.yes)),
                        ChoiceControl.Option(id: "no", title: render(.no)),
                    ] + skip
                )
            )
        case .date: return .date(min: nil, max: nil)
        case .time: return .time
        case .number, .money: return .number
        case .phone: return .text(text(.phone, slot))
        case .email: return .text(text(.email, slot))
        case .address: return .text(text(.address, slot))
        case .pattern, .digits: return .text(text(.pattern, slot))
        case .datetime, .duration: return .text(text(.free, slot))
        case .text(let maxLength): return .text(text(.free, slot, maxLength: maxLength))
        case .file(let mimes, let maxBytes): return .file(mimes: mimes, maxBytes: maxBytes)
        case .location: return .location
        }
    }

    private func text(
        _ format: TextControl.Format,
        _ slot: Slot,
        maxLength: Int? = nil
    ) -> TextControl {
        TextControl(format: format, secret: slot.secure, maxLength: maxLength)
    }

    private func option(_ value: Value, _ slot: Slot) -> ChoiceControl.Option {
        guard case .choice(let choice) = value else {
            return ChoiceControl.Option(id: value.optionID ?? "", title: value.optionTitle)
        }
        let written = slot.options.first { $0.id == choice.id }
        return ChoiceControl.Option(
            id: choice.id,
            title: choice.title,
            subtitle: written?.subtitle?[language] ?? choice.fields["subtitle"]?.plainText,
            image: written?.image ?? choice.fields["image"]?.plainText,
            section: written?.section?[language] ?? value.section
        )
    }

    private func style(_ slot: Slot) -> ChoiceControl.Style {
        switch slot.show {
        case .buttons: .quickReply
        case .list: .list
        // Rows of a table are things to look at: a list picker where there is one.
        case .auto, .app: slot.from == nil ? .auto : .list
        }
    }

    var zoneName: String { event.contact.timeZone ?? bot.definition.timeZone }

    // The engine's own option IDs.
    static let suggested = "suggested"
    static let another = "another"
    static let skip = "skip"

    // MARK: Asking again

    /// Asks what is open once more, with the same question ID; nothing where nothing is asked.
    mutating func askAgain() {
        do {
            try ask(conversation.waiting)
        } catch {
            fault(error.message)
        }
    }

    /// A short reminder of what is open, after something else was served.
    mutating func remind() { askAgain() }

    private mutating func ask(_ waiting: Waiting) throws(EvaluationError) {
        try rebind()
        if let stop = stopsAt, stop.asksOtherwise(than: waiting) { return advance() }
        switch waiting {
        case .nothing, .call, .event, .queue, .agent: break
        case .question(let question):
            guard let slot = topTopic?.slot(question.slot) else { return }
            try ask(slot, question)
        case .form(let form):
            guard case .form(let step)? = step(form.step)?.kind else { return }
            if !event.profile.has(.form), let index = topIndex {
                // Another device took over that shows no forms.
                conversation.frames[index].memo[form.step.rawValue] = .formDone
                return advance()
            }
            try show(form, title: step.title.render(in: environment))
        case .confirm(let question):
            guard case .confirm(let confirm)? = step(question.step)?.kind else { return }
            send(
                text: try confirm.text.render(in: environment),
                control: yesNoControl(question.id)
            )
        case .signIn(let question):
            guard case .signIn(let signIn)? = step(question.step)?.kind else { return }
            try ask(signIn, question)
        case .payment(let question):
            guard case .pay(let pay)? = step(question.step)?.kind else { return }
            try ask(pay, question)
        case .change(let question):
            send(
                text: try wording(of: question),
                control: choices(question.id, changeOptions(question))
            )
        case .readBack(let value): ask(value)
        case .whichTopic(let question):
            send(
                text: wording(of: question),
                control: choices(question.id, topicOptions(question))
            )
        case .whichResume(let question):
            let first = question.topics.first.flatMap { bot.topic($0)?.title[language] } ?? ""
            send(
                text: question.topics.count == 1
                    ? render(.whichResume, ["topic": .string(first)]) : render(.whichOfThem),
                control: choices(question.id, resumeOptions(question))
            )
        case .startOver(let question):
            send(
                text: render(.startOver, ["topic": .string(topTopic?.title[language] ?? "")]),
                control: yesNoControl(question.id)
            )
        case .unavailable(let question):
            send(
                text: render(.unavailable),
                control: choices(question.id, unavailableOptions(question))
            )
        case .feedback(let question):
            var own: TextTemplate?
            if let identity = question.step, case .feedback(let step)? = step(identity)?.kind {
                own = step.text
            }
            try ask(question, text: render(own))
        }
    }

    mutating func ask(_ value: ReadBack) {
        let slot = topTopic?.slot(value.slot)
        send(
            text: render(
                .readBack,
                [
                    "slot": .string(slot?.title[language] ?? ""),
                    "value": .string(shownWords(value.value, slot)),
                ]
            ),
            control: yesNoControl(value.id)
        )
    }

    mutating func ask(_ question: FeedbackQuestion, text: String?) throws(EvaluationError) {
        send(
            text: text ?? render(.feedback),
            control: choices(
                question.id,
                (1...5).map { (String($0), String($0)) },
                style: .quickReply
            )
        )
    }

    /// A menu has no "none of these": it is no guess at what was meant.
    func topicOptions(_ question: TopicQuestion) -> [(String, String)] {
        if question.isGuessAtOne { return yesNoPerson(question.topics[0]) }
        return topicOptions(question.topics).filter { $0.0 != "none" || !question.words.isEmpty }
    }

    func topicOptions(_ topics: [TopicID]) -> [(String, String)] {
        topics.map { ($0.rawValue, bot.topic($0)?.title[language] ?? $0.rawValue) }
            + [("none", render(.noneOfThese)), ("agent", render(.person))]
    }

    /// For one topic the question is a yes or a no.
    func resumeOptions(_ question: ResumeQuestion) -> [(String, String)] {
        question.topics.count == 1
            ? yesNoPerson(question.topics[0]) : topicOptions(question.topics)
    }

    private func yesNoPerson(_ topic: TopicID) -> [(String, String)] {
        [(topic.rawValue, render(.yes)), ("none", render(.no)), ("agent", render(.person))]
    }

    private func wording(of question: TopicQuestion) -> String {
        let title = question.topics.first.flatMap { bot.topic($0)?.title[language] } ?? ""
        if question.undo != nil { return render(.undo, ["topic": .string(title)]) }
        if question.words.isEmpty { return render(.menu) }
        guard question.isGuessAtOne else { return render(.whichTopic) }
        return render(.didYouMean, ["topic": .string(title)])
    }

    func unavailableOptions(_ question: UnavailableQuestion) -> [(String, String)] {
        question.options.map { option in
            switch option {
            case "wait": (option, render(.unavailableWait))
            case "callback": (option, render(.unavailableCallback))
            case "case": (option, render(.unavailableCase))
            default: (option, render(.unavailableBack))
            }
        }
    }

    func choices(
        _ question: String,
        _ options: [(String, String)],
        style: ChoiceControl.Style = .auto
    ) -> Control {
        Control(
            question: question,
            kind: .choice(
                ChoiceControl(
                    options: options.map { ChoiceControl.Option(id: $0.0, title: $0.1) },
                    style: style
                )
            )
        )
    }
}

extension SlotType {
    /// Whether a bare number is a value of it.
    var takesNumbers: Bool {
        switch self {
        case .number, .money, .digits, .date, .time, .duration: true
        default: false
        }
    }

    /// Whether it is picked from options, not written.
    var isChosen: Bool {
        switch self {
        case .choice, .timeSlot, .yesno: true
        case .text, .number, .money, .date, .time, .datetime, .duration, .phone, .email, .address,
            .pattern, .digits, .file, .location:
            false
        }
    }
}

extension String {
    /// With a capital letter at its beginning, as a label has it.
    var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}
