import Dialogue
import Expressions
import Topics
import Values

extension Site {
    /// The topic from the step that waits on, as its only way.
    ///
    /// Whatever conditions lead to the step are taken to hold, and what was done before it to be
    /// done: the proof is about the stage, not about one of the ways to it. What the step asks and
    /// says, and all that comes behind it, stays as it is written.
    ///
    /// - Parameter words: What the step says instead of its own; nil: its own. Then nothing of it
    ///   is worked out, which no sample value may fit.
    /// - Returns: A topic of the same name.
    func carved(saying words: TextTemplate? = nil) -> Topic {
        Topic(
            id: topic.id,
            title: topic.title,
            verified: topic.verified,
            examples: topic.examples,
            queue: topic.queue,
            takes: topic.takes,
            gives: topic.gives,
            slots: topic.slots.map { carved($0, saying: words) },
            steps: [Step(identity: step.identity, kind: kind(words), location: step.location)]
                + rest,
            names: topic.names,
            renamed: topic.renamed,
            location: topic.location
        )
    }

    /// The slots that the step still asks.
    private var open: [SlotName] {
        switch stage.kind {
        case .question, .readBack: Array(step.asked.drop { $0 != stage.slot })
        case .form: step.asked
        case .change: step.asked.filter { !answered.contains($0) }
        case .nothing, .confirm, .whichTopic, .whichResume, .startOver, .call, .signIn,
            .payment, .event, .unavailable, .feedback, .queue, .agent:
            []
        }
    }

    /// The slots that have an answer; of one that is read back it is what is asked about.
    var filled: Set<SlotName> {
        let filled = answered.subtracting(open)
        guard stage.kind == .readBack, let slot = stage.slot else { return filled }
        return filled.union([slot])
    }

    private func kind(_ words: TextTemplate?) -> Step.Kind {
        switch step.kind {
        case .ask: .ask(open)
        case .form(let form):
            stage.kind == .form
                ? .form(Form(title: words ?? form.title, slots: form.slots)) : .ask(open)
        case .confirm(let confirm):
            .confirm(
                Confirm(
                    text: words ?? confirm.text,
                    change: confirm.change,
                    otherwise: confirm.otherwise
                )
            )
        // Whether the moment is near or past is not what the stage is about.
        case .wait(let wait): .wait(wait.resting)
        case .say, .branch, .loop, .call, .search, .run, .set, .signIn, .pay, .handoff, .feedback,
            .end:
            step.kind
        }
    }

    private func carved(_ slot: Slot, saying words: TextTemplate?) -> Slot {
        let isFilled = filled.contains(slot.name)
        let isHere = slot.name == stage.slot || stage.kind == .form && open.contains(slot.name)
        guard isFilled || isHere else { return slot }
        return slot.carved(isFilled: isFilled, isReadBack: isFilled && isHere, saying: words)
    }
}

extension Slot {
    /// An answer that was given has passed its checks; a question that is asked applies.
    fileprivate func carved(
        isFilled: Bool,
        isReadBack: Bool,
        saying words: TextTemplate?
    ) -> Slot {
        let isPlain = words != nil
        return Slot(
            name: name,
            type: type,
            title: title,
            also: also,
            ask: words ?? ask,
            options: options.isEmpty && isPlain ? Self.someOptions : options,
            from: isFilled || isPlain ? nil : from,
            many: many,
            ifOne: .ask,
            when: nil,
            checks: isFilled ? [] : checks,
            optional: optional,
            defaultValue: defaultValue,
            suggest: isPlain ? nil : suggest,
            prefer: prefer,
            tries: tries,
            notUnderstood: isPlain ? [] : notUnderstood,
            confirm: confirm && (!isFilled || isReadBack),
            secure: isFilled ? false : secure,
            show: show,
            location: location
        )
    }

    private static let someOptions = ["one", "two"].map {
        SlotOption(id: $0, title: Wording($0))
    }
}

extension Wait {
    fileprivate var resting: Wait {
        guard case .until = subject else { return self }
        return Wait(
            subject: .span(TimeSpan(seconds: 3600)),
            say: say,
            into: into,
            within: within,
            otherwise: otherwise
        )
    }
}
