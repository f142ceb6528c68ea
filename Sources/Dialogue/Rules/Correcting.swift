import Expressions
import Topics
import Understanding
import Values

/// i: a correction of something said earlier in this topic.
extension Turn {
    /// Takes a correction of an earlier answer.
    ///
    /// - Parameters:
    ///   - utterance: What was written.
    ///   - cueNeeded: Whether only words that announce a correction count, because the open
    ///     question would take any others.
    ///   - isAnnounced: Whether a *no* before it has announced it.
    /// - Returns: Whether it was one.
    mutating func hearCorrection(
        _ utterance: Utterance,
        cueNeeded: Bool,
        isAnnounced: Bool = false
    ) -> Bool {
        if hearChangeWish(utterance) { return true }
        let cue = words.correctionCue(utterance)
        if cue != nil || isAnnounced, hearNamedCorrection(utterance, reopening: cue != nil) {
            return true
        }
        do {
            if cue == nil, !isAnnounced, try hearDenial(utterance) { return true }
            if cueNeeded, cue == nil { return try hearPlainChange(utterance) }
            if try hearValueCorrection(utterance, isAnnounced: isAnnounced || cue != nil) {
                return true
            }
        } catch {
            fault(error.message)
            return true
        }
        guard cue != nil else { return false }
        return hearInCaller { $0.hearCorrection(utterance, cueNeeded: true) }
    }

    /// "Change the address", "my phone is 415…": the slot is named.
    mutating func hearNamedCorrection(
        _ utterance: Utterance,
        reopening: Bool = true
    ) -> Bool {
        hearCorrectionOfNamed(utterance, reopening: reopening)
            || reopening && hearInCaller { $0.hearNamedCorrection(utterance) }
    }

    private mutating func hearCorrectionOfNamed(
        _ utterance: Utterance,
        reopening: Bool
    ) -> Bool {
        guard let topic = topTopic, let frame = conversation.frames.last else { return false }
        let answered = topic.slots.filter { slot in
            answeredKey(slot, frame, orSkipped: true) != nil && !isAsked(slot)
        }
        guard !answered.isEmpty else { return false }
        let matcher = ChoiceMatcher(
            options: answered.map {
                $0.heard(in: language)
            },
            language: conversation.language
        )
        guard case .one(let index, let span, _) = matcher.match(utterance, mode: .mention),
            answered.indices.contains(index)
        else { return false }
        let slot = answered[index]
        do {
            try rebind()
            let rest = utterance.blanking([span])
            if case .value(let value, let spans) = try correctedValue(of: slot, in: rest) {
                rule = .correction
                correct(slot, value, heard: rest.blanking(spans))
                return true
            }
            // "No wait, the card was stolen" names one thing and corrects another.
            if reopening, !ChangeWish.isIn(utterance),
                let other = try correction(in: rest, isAnnounced: true)
            {
                take(other, of: rest, heard: rest.blanking(other.spans))
                return true
            }
        } catch {
            fault(error.message)
            return true
        }
        guard reopening else { return false }
        rule = .correction
        reopen(slot)
        return true
    }

    /// "No, it was stolen": only the value is said.
    private mutating func hearValueCorrection(
        _ utterance: Utterance,
        isAnnounced: Bool
    ) throws(EvaluationError) -> Bool {
        guard let topic = topTopic, let frame = conversation.frames.last else { return false }
        try rebind()
        if let changed = try changedMany(utterance, topic, frame) {
            rule = .correction
            correct(changed.slot, changed.value, heard: utterance.blanking(utterance.whole))
            return true
        }
        guard let found = try correction(in: utterance, isAnnounced: isAnnounced) else {
            return false
        }
        take(found, of: utterance, heard: utterance.blanking(found.spans))
        return true
    }

    /// Another value for a slot that has an answer.
    ///
    /// Without words that announce it only an option says by itself which question it answers.
    mutating func correction(
        in utterance: Utterance,
        isAnnounced: Bool
    ) throws(EvaluationError) -> Correction? {
        guard let topic = topTopic, let frame = conversation.frames.last else { return nil }
        var found: [Correction] = []
        // "My Amex too" is another one, not the right one.
        let isAnother = !isAnnounced && ManyChange.read(utterance)?.0 == .adding
        for key in frame.order.reversed() {
            guard let slot = topic.slot(SlotName(key: key)),
                !isAsked(slot), !found.contains(where: { $0.slot.name == slot.name }),
                let old = frame.slots[key], old != .null
            else { continue }
            if !isAnnounced {
                guard case .choice = slot.type, slot.many != nil || !isAnother else { continue }
            }
            if let other = try otherValue(of: slot, than: old, in: utterance) {
                found.append(other)
            }
        }
        // "300 pounds" is an amount before it is a number.
        guard let longest = found.map(\.length).max(), longest > 0,
            let best = found.first(where: { $0.length == longest })
        else { return nil }
        let likely = try likeliest(of: found, beside: best)
        guard var meant = likely.first else { return best }
        meant.rivals = likely.dropFirst().map(\.slot)
        return meant
    }

    /// A correction beside an answer: "5, and make it navy".
    ///
    /// - Returns: What is left of the words.
    mutating func correctBeside(_ rest: Utterance) throws(EvaluationError) -> Utterance {
        guard !rest.isEmpty, let index = topIndex,
            let found = try correction(in: rest, isAnnounced: false), found.rivals.isEmpty,
            let key = answeredKey(found.slot, conversation.frames[index]),
            !isUsedByEffect(found.slot, key: key),
            try problem(keeping: found.value, found.slot) == nil
        else { return rest }
        try fill(found.slot, key, found.value)
        facts.append(.correction(found.slot.name.rawValue))
        sayChanged(found.slot, found.value)
        return rest.blanking(found.spans)
    }

    mutating func sayChanged(_ slot: Slot, _ value: Value) {
        say(
            .changed,
            [
                "slot": .string(slot.title[language]),
                "value": .string(shownWords(value, slot)),
            ]
        )
    }

    /// "Also a microchip", "without the microchip", "only the vaccination": the options chosen change.
    func changedMany(
        _ utterance: Utterance,
        _ topic: Topic,
        _ frame: Frame
    ) throws(EvaluationError) -> (slot: Slot, value: Value)? {
        guard topic.slots.contains(where: { $0.many != nil }),
            let (change, span) = ManyChange.read(utterance)
        else { return nil }
        let rest = utterance.blanking([span])
        for slot in topic.slots where slot.many != nil && !isAsked(slot) {
            guard let key = answeredKey(slot, frame), case .list(let chosen)? = frame.slots[key],
                let named = try options(of: slot, namedIn: rest)
            else { continue }
            let value = Self.changed(chosen, change, named)
            guard value != chosen else { continue }
            return (slot, .list(value))
        }
        return nil
    }

    /// The value that a message puts in another's place: of "not the 12th, the 14th" the 14th.
    ///
    /// - Returns: nil where it holds no other value of the slot.
    func otherValue(
        of slot: Slot,
        than old: Value,
        in utterance: Utterance
    ) throws(EvaluationError) -> Correction? {
        var rest = utterance
        var read: [Range<Int>] = []
        // What is denied stands first, if it is said at all.
        for _ in 0..<2 {
            guard case .value(let value, let spans) = try correctedValue(of: slot, in: rest) else {
                return nil
            }
            read += spans
            let isDenied = spans.last.map { words.denies(utterance, before: $0) } ?? false
            if value.spelled != old.spelled, !isDenied {
                return Correction(
                    slot: slot,
                    value: value,
                    spans: read,
                    namesOld: try names(old, of: slot, in: read.dropLast(), of: utterance)
                )
            }
            rest = rest.blanking(spans)
        }
        return nil
    }

    /// Whether one of some spans says a value.
    private func names(
        _ value: Value,
        of slot: Slot,
        in spans: some Sequence<Range<Int>>,
        of utterance: Utterance
    ) throws(EvaluationError) -> Bool {
        for span in spans {
            let words = Utterance(utterance.text(span), language: utterance.language)
            if case .value(let said, _) = try correctedValue(of: slot, in: words),
                said.spelled == value.spelled
            {
                return true
            }
        }
        return false
    }

    func correctedValue(
        of slot: Slot,
        in utterance: Utterance
    ) throws(EvaluationError) -> Reading {
        switch slot.type {
        case .choice: return try mention(of: slot, in: utterance)
        case .timeSlot: return try reading(of: slot, in: utterance)
        case .text, .address, .yesno, .file, .location: return .none
        case .datetime:
            let read = try reading(of: slot, in: utterance)
            if case .none = read { return otherMoment(of: slot, in: utterance) }
            return read
        default: return try reading(of: slot, in: utterance)
        }
    }

    func isAsked(_ slot: Slot) -> Bool {
        guard case .question(let question) = conversation.waiting else { return false }
        return question.slot == slot.name
    }

    /// The key of a slot's latest answer.
    func answeredKey(
        _ slot: Slot,
        _ frame: Frame,
        orSkipped: Bool = false
    ) -> String? {
        let answered = frame.order.last {
            SlotName(key: $0) == slot.name && (orSkipped || frame.slots[$0] != .null)
        }
        // What stands by default can be put right like an answer.
        return answered ?? (slot.defaultValue == nil ? nil : slot.name.rawValue)
    }

    /// Puts another value in an answer's place, and goes on from there.
    mutating func correct(_ slot: Slot, _ value: Value, heard: Utterance) {
        guard let index = topIndex,
            let key = answeredKey(slot, conversation.frames[index], orSkipped: true)
        else {
            return
        }
        if isUsedByEffect(slot, key: key) {
            return refuseChange(of: slot, to: shownWords(value, slot))
        }
        do {
            if let refused = try problem(keeping: value, slot) {
                refuses(slot.name)
                send(text: refused)
                return remind()
            }
            if case .list(let chosen) = value, slot.many?.contains(chosen.count) == false {
                refuses(slot.name)
                send(text: howManyWords(slot))
                return remind()
            }
            try fill(slot, key, value)
        } catch {
            return fault(error.message)
        }
        facts.append(.correction(slot.name.rawValue))
        sayChanged(slot, value)
        serveQuestion(in: heard)
        advance()
    }

    /// Visits steps in the order of the file.
    static func walk(_ steps: [Step], _ visit: (Step) -> Void) {
        for step in steps {
            visit(step)
            for part in step.parts { walk(part, visit) }
        }
    }
}
