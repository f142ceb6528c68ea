import Expressions
import Topics
import Understanding
import Values

/// i, where only a *no* announces the correction: "no, March 16".
extension Turn {
    /// Takes a *no* with another value behind it, and nothing else, for a correction.
    ///
    /// "No" begins many a sentence, and any words where free text is asked: so all of them must be
    /// used up.
    ///
    /// - Returns: Whether it was one.
    mutating func hearDenial(_ utterance: Utterance) throws(EvaluationError) -> Bool {
        guard let rest = words.withoutDenial(utterance), !conversation.frames.isEmpty else {
            return false
        }
        if try correctDenied(rest, of: utterance) { return true }
        // "No, the last day is the 19th": the name says so much that not all words need be known.
        if !takesFreeText, hearNamedCorrection(rest, reopening: false) { return true }
        return hearInCaller { turn in
            (try? turn.correctDenied(rest, of: utterance)) ?? false
        }
    }

    private mutating func correctDenied(
        _ rest: Utterance,
        of utterance: Utterance
    ) throws(EvaluationError) -> Bool {
        try rebind()
        if let found = try correction(in: utterance, isAnnounced: true),
            words.addsNothing(rest.blanking(found.spans))
        {
            take(found, of: utterance, heard: utterance.blanking(utterance.whole))
            return true
        }
        guard let slot = try denied(in: rest) else { return false }
        rule = .correction
        reopen(slot)
        return true
    }

    /// "Not March 12": the answer that is taken back, with nothing in its place.
    private func denied(in rest: Utterance) throws(EvaluationError) -> Slot? {
        guard let topic = topTopic, let frame = conversation.frames.last, !takesFreeText else {
            return nil
        }
        for key in frame.order.reversed() {
            guard let slot = topic.slot(SlotName(key: key)),
                !isAsked(slot), slot.many == nil, let old = frame.slots[key], old != .null,
                case .value(let value, let spans) = try correctedValue(of: slot, in: rest),
                value.spelled == old.spelled, words.addsNothing(rest.blanking(spans))
            else { continue }
            return slot
        }
        return nil
    }

    /// "Also kosher", where any words would be taken: options that are put to those chosen, and
    /// nothing else.
    mutating func hearPlainChange(_ utterance: Utterance) throws(EvaluationError) -> Bool {
        guard let topic = topTopic, let frame = conversation.frames.last,
            topic.slots.contains(where: { $0.many != nil }),
            let (_, span) = ManyChange.read(utterance)
        else { return false }
        try rebind()
        guard let changed = try changedMany(utterance, topic, frame) else { return false }
        let rest = utterance.blanking([span])
        let (named, spans) = matcher(of: changed.slot, among: try options(of: changed.slot))
            .namedInPassing(rest)
        guard !named.isEmpty, words.addsNothing(rest.blanking(spans)) else { return false }
        rule = .correction
        correct(changed.slot, changed.value, heard: utterance.blanking(utterance.whole))
        return true
    }
}
