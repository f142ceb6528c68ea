import Expressions
import Topics
import Understanding
import Values

/// Another value for an answer of the topic.
struct Correction {
    let slot: Slot
    let value: Value
    /// The words that were read.
    let spans: [Range<Int>]
    /// It says which answer is wrong: "not the 12th, the 14th".
    let namesOld: Bool
    /// Other slots that it could be of as well.
    var rivals: [Slot] = []

    /// How much of the message it accounts for.
    var length: Int { spans.reduce(0) { $0 + $1.count } }
}

/// i, where a correction fits several answers: nobody but the customer knows which is meant.
extension Turn {
    /// The corrections that could as well be meant as the best one.
    ///
    /// What the words say decides first, then what can still be changed, then what the checks allow.
    mutating func likeliest(
        of found: [Correction],
        beside best: Correction
    ) throws(EvaluationError) -> [Correction] {
        var left = found.filter { $0.length == best.length && $0.slot.isLike(best.slot) }
        func narrow(_ isLikelier: [Bool]) {
            guard isLikelier.contains(true) else { return }
            left = zip(left, isLikelier).filter(\.1).map(\.0)
        }
        narrow(left.map(\.namesOld))
        guard left.count > 1, let frame = conversation.frames.last else { return left }
        narrow(
            left.map { one in
                answeredKey(one.slot, frame).map { !isUsedByEffect(one.slot, key: $0) } ?? true
            }
        )
        var fits: [Bool] = []
        for one in left { fits.append(try agreesWithAnswers(one)) }
        narrow(fits)
        return left
    }

    /// Whether no check refuses the new value, nor another answer because of it.
    private mutating func agreesWithAnswers(_ one: Correction) throws(EvaluationError) -> Bool {
        guard try problem(keeping: one.value, one.slot) == nil, let topic = topTopic,
            let frame = conversation.frames.last
        else { return false }
        let name = one.slot.name.rawValue
        let before = environment.values[name]
        environment.values[name] = one.value
        defer { environment.values[name] = before }
        for other in topic.slots where other.name != one.slot.name && !other.secure {
            guard other.checks.contains(where: { $0.condition.reads.contains(name) }),
                let key = answeredKey(other, frame), let value = frame.slots[key]
            else { continue }
            if try problem(keeping: value, other) != nil { return false }
        }
        return true
    }

    /// Takes a correction, or asks which of several answers it is of.
    mutating func take(_ correction: Correction, of utterance: Utterance, heard: Utterance) {
        rule = .correction
        guard !correction.rivals.isEmpty else {
            return correct(correction.slot, correction.value, heard: heard)
        }
        askWhich([correction.slot] + correction.rivals, heard: utterance)
    }

    /// Asks which answer is meant.
    ///
    /// - Parameters:
    ///   - slots: Those that it could be.
    ///   - utterance: What was said, with the new value; nil: there is none yet.
    mutating func askWhich(_ slots: [Slot], heard utterance: Utterance?) {
        guard let index = topIndex, let topic = topTopic else { return }
        rule = .correction
        let names = slots.map(\.name)
        conversation.waiting = .change(
            ChangeQuestion(
                id: newQuestionID(about: "which is meant", run: conversation.frames[index].run),
                step: nil,
                slots: topic.slots.map(\.name).filter(names.contains),
                heard: utterance.map { overheard(String($0.remaining.prefix(500))) }
            )
        )
        askAgain()
    }

    /// The slots on offer: those with an answer, or with a default.
    func changeable(_ question: ChangeQuestion) -> [Slot] {
        if let declined = question.step {
            guard case .confirm(let confirm)? = step(declined)?.kind else { return [] }
            return changeable(confirm.change)
        }
        return changeable(question.slots)
    }

    func changeOptions(_ question: ChangeQuestion) -> [(String, String)] {
        changeable(question).map { ($0.name.rawValue, $0.title[language].capitalizingFirst) }
    }

    func wording(of question: ChangeQuestion) throws(EvaluationError) -> String {
        guard question.step == nil else { return render(.whatToChange) }
        guard let slot = changeable(question).first,
            let (value, _) = try meant(by: question, of: slot)
        else { return render(.whichOne) }
        return render(.whichSlot, ["value": .string(shownWords(value, slot))])
    }

    /// Changes the slot that was chosen: to what was said before, else its question is asked anew.
    mutating func change(_ slot: Slot, _ question: ChangeQuestion) throws(EvaluationError) {
        try rebind()
        guard let (value, spans) = try meant(by: question, of: slot), let heard = question.heard
        else { return reopen(slot) }
        // What was set aside for this question is open again, unless the change leads elsewhere.
        conversation.waiting = .nothing
        correct(slot, value, heard: Utterance(heard.words, language: language).blanking(spans))
        if case .nothing = conversation.waiting, conversation.owner == .bot { advance() }
    }

    private func meant(
        by question: ChangeQuestion,
        of slot: Slot
    ) throws(EvaluationError) -> (Value, [Range<Int>])? {
        guard let heard = question.heard, let frame = conversation.frames.last,
            let key = answeredKey(slot, frame)
        else { return nil }
        let utterance = Utterance(heard.words, language: language)
        return try otherValue(of: slot, than: frame.slots[key] ?? .null, in: utterance).map {
            ($0.value, $0.spans)
        }
    }

    /// "Change the date": the answers that a wish to change names, by title or by kind.
    ///
    /// - Returns: Empty where the message says anything else.
    func slotsToChange(_ utterance: Utterance) -> [Slot] {
        guard let wish = words.changeWish(utterance), let topic = topTopic,
            let frame = conversation.frames.last
        else { return [] }
        let answered = topic.slots.filter {
            answeredKey($0, frame, orSkipped: true) != nil && !isAsked($0)
        }
        let matcher = ChoiceMatcher(
            options: answered.map { $0.heard(in: language) },
            language: conversation.language
        )
        switch matcher.match(wish, mode: .mention) {
        case .one(let index, let span, _) where answered.indices.contains(index):
            return words.addsNothing(wish.blanking([span])) ? [answered[index]] : []
        case .one, .several, .any, .none: break
        }
        let named = answered.filter { slot in
            let title = slot.heard(in: language)
            let own = ChoiceMatcher(options: [title], language: conversation.language)
            if case .one(_, let span, _) = own.match(wish, mode: .mention) {
                return words.addsNothing(wish.blanking([span]))
            }
            return KindWords.name(slot.type.word, wish, words)
        }
        return named.allSatisfy { $0.isOfKind(named[0]) } ? named : []
    }

    /// "Change the date", whatever is asked: its question is asked anew, or which one is meant.
    mutating func hearChangeWish(_ utterance: Utterance) -> Bool {
        guard !asksSecurely else { return false }
        let slots = slotsToChange(utterance)
        guard let slot = slots.first else {
            guard words.changeWish(utterance) != nil else { return false }
            return hearInCaller { $0.hearChangeWish(utterance) }
        }
        rule = .correction
        if slots.count > 1 {
            askWhich(slots, heard: nil)
        } else {
            reopen(slot)
        }
        return true
    }
}

extension Slot {
    /// Whether the two are named alike: "the date" may be either.
    package func isOfKind(_ other: Slot) -> Bool { type.word == other.type.word }

    /// Whether a value of the one could be one of the other, so that only a name tells them apart.
    func isLike(_ other: Slot) -> Bool {
        guard isOfKind(other) else { return false }
        guard type.isChosen else { return true }
        if let from { return from.source == other.from?.source }
        return options.contains { option in other.options.contains { $0.id == option.id } }
    }
}
