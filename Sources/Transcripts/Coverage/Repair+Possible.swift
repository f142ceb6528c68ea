import Dialogue
import Expressions
import Topics

extension Repair {
    /// The cells of a slot that can occur at all: what cannot is not counted.
    ///
    /// - Parameters:
    ///   - slot: The slot.
    ///   - topic: The topic that asks for it.
    ///   - bot: The whole bot: digressions need other topics, searches need articles.
    /// - Returns: In the order of the matrix.
    package static func possible(for slot: Slot, of topic: Topic, in bot: Bot) -> [Repair] {
        allCases.filter { repair in
            switch repair {
            case .valid, .back, .idle, .cancel, .agent: true
            case .notUnderstood: slot.type.knowsItsValues
            case .refused: slot.mayBeRefused(in: topic)
            case .overAnswered: slot.mayBeSaidEarly(in: topic)
            case .corrected: slot.mayBeCorrected(in: topic, bot.definition)
            case .digression:
                (bot.definition.topics + bot.definition.inherited).contains {
                    $0.startsFromWords && $0.id != topic.id
                }
            case .search: bot.hasArticles
            }
        }
    }
}

extension SlotType {
    /// Whether there are words that are no value of it; free text takes any.
    fileprivate var knowsItsValues: Bool {
        switch self {
        case .text: false
        case .number, .money, .date, .time, .datetime, .duration, .timeSlot, .phone, .email,
            .address, .yesno, .choice, .pattern, .digits, .file, .location:
            true
        }
    }

    /// Whether some values of it are understood and cannot be taken: the 31st of February, a text
    /// that is too long, another currency, a file that is too large.
    fileprivate var hasLimits: Bool {
        switch self {
        case .text, .date, .time, .datetime, .file: true
        case .money(let currency): currency != nil
        case .number, .duration, .timeSlot, .phone, .email, .address, .yesno, .choice, .pattern,
            .digits, .location:
            false
        }
    }

    /// Whether a value of it is known in a message that is about something else: a bare number of
    /// few digits, a yes and any words may mean anything.
    fileprivate var isPlainInPassing: Bool {
        switch self {
        case .choice, .timeSlot, .number, .pattern, .money, .date, .time, .datetime, .phone, .email:
            true
        case .digits(let length): length.upperBound > 5
        case .yesno, .text, .address, .file, .location, .duration: false
        }
    }
}

extension SlotType {
    /// Whether it is known by what it is, among words and without any.
    fileprivate var isSentApart: Bool {
        switch self {
        case .file, .location: true
        case .text, .number, .money, .date, .time, .datetime, .duration, .timeSlot, .phone, .email,
            .address, .yesno, .choice, .pattern, .digits:
            false
        }
    }
}

extension Slot {
    /// What is a code to sign in with is refused where it is wrong.
    fileprivate func mayBeRefused(in topic: Topic) -> Bool {
        !checks.isEmpty || many != nil || type.hasLimits || isCode(in: topic)
    }

    /// Whether the customer signs in with it.
    private func isCode(in topic: Topic) -> Bool {
        topic.steps.flattened.contains { step in
            if case .signIn(let signIn) = step.kind { return signIn.slot == name }
            return false
        }
    }

    /// A secure value is known by its slot's name, a file or a place by its kind: they are kept for
    /// a question that is still to come.
    fileprivate func mayBeSaidEarly(in topic: Topic) -> Bool {
        secure || type.isPlainInPassing || type.isSentApart && !isAskedFirst(in: topic)
    }

    private func isAskedFirst(in topic: Topic) -> Bool {
        topic.steps.flattened.flatMap(\.asked).first == name
    }

    /// An answer can be put right as long as something else is asked before its topic acts on it or
    /// ends.
    fileprivate func mayBeCorrected(in topic: Topic, _ bot: BotDefinition) -> Bool {
        if confirm || topic.steps.rests(after: name, bot) ?? false { return true }
        // Said early, it stands while what is asked before it is still open.
        return type.isPlainInPassing && from == nil && !isAskedFirst(in: topic)
            && !isCode(in: topic)
    }
}

extension [Step] {
    /// In the order of the file.
    package var flattened: [Step] { flatMap { [$0] + $0.parts.flatMap(\.flattened) } }

    /// Whether the customer is asked something after an answer, before it is acted on.
    ///
    /// - Returns: nil where the steps do not ask for it.
    fileprivate func rests(after slot: SlotName, _ bot: BotDefinition) -> Bool? {
        for (index, step) in enumerated() {
            if let place = step.asked.firstIndex(of: slot) {
                if place + 1 < step.asked.count { return true }
            } else if let part = step.parts.first(where: { $0.asks(slot) }) {
                if part.rests(after: slot, bot) ?? false { return true }
                // The next round asks again.
                if case .loop = step.kind, part.flattened.contains(where: \.rests) { return true }
                if part.last?.isLast ?? false { return false }
            } else {
                continue
            }
            for next in self[(index + 1)...] {
                if next.isLast || next.acts(on: slot, bot) { return false }
                if [next].flattened.contains(where: \.rests) { return true }
            }
            return false
        }
        return nil
    }

    private func asks(_ slot: SlotName) -> Bool { flattened.contains { $0.asked.contains(slot) } }
}

extension Step {
    /// Whether the customer may be asked something there.
    fileprivate var rests: Bool {
        switch kind {
        case .ask, .form, .confirm, .signIn, .pay, .wait, .feedback: true
        case .say, .branch, .loop, .call, .search, .run, .set, .handoff, .end: false
        }
    }

    /// Whether it does something with an answer: afterwards it is too late to change.
    fileprivate func acts(on slot: SlotName, _ bot: BotDefinition) -> Bool {
        guard case .call(let call) = kind, bot.actions[call.action]?.safe != true else {
            return false
        }
        return call.arguments.contains { $0.value.reads.contains(slot.rawValue) }
    }

    /// Whether nothing of the topic comes after it.
    fileprivate var isLast: Bool {
        switch kind {
        case .end, .handoff: true
        case .say, .branch, .loop, .call, .search, .run, .set, .ask, .form, .confirm, .signIn, .pay,
            .wait, .feedback:
            false
        }
    }
}
