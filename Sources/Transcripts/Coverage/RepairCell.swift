import Dialogue
import Messages
import Topics
import Understanding
import Values

/// One cell of the repair matrix: a slot and what became of its question.
package struct RepairCell: Hashable, Sendable {
    package let place: SlotPlace
    package let repair: Repair

    package init(_ place: SlotPlace, _ repair: Repair) {
        self.place = place
        self.repair = repair
    }

    /// The cells that one event fills, by the conversation before it and what it led to.
    ///
    /// - Parameters:
    ///   - before: The conversation that the event met.
    ///   - event: What came in, a timer or a call's result too.
    ///   - transition: What it led to, traced.
    /// - Returns: Nothing where nothing was asked and nothing said for a slot.
    package static func cells(
        _ before: Conversation,
        _ event: Event,
        _ transition: Transition
    ) -> Set<RepairCell> {
        let asked = Set(before.slotsAsked)
        var cells = values(asked, transition)
        if let reopened = reopened(before, transition) {
            cells.insert(RepairCell(reopened, .corrected))
        }
        for repair in strays(before, event, transition) {
            cells.formUnion(asked.map { RepairCell($0, repair) })
        }
        return cells
    }

    /// What became of the values that were said.
    private static func values(
        _ asked: Set<SlotPlace>,
        _ transition: Transition
    ) -> Set<RepairCell> {
        guard let trace = transition.trace else { return [] }
        let corrected = corrections(transition)
        let kept = trace.kept.map { place in
            if corrected.contains(place.slot.rawValue) { return RepairCell(place, .corrected) }
            return RepairCell(place, asked.contains(place) ? .valid : .overAnswered)
        }
        return Set(kept + trace.refused.map { RepairCell($0, .refused) })
    }

    private static func corrections(_ transition: Transition) -> Set<String> {
        Set(
            transition.facts.compactMap { fact in
                guard case .correction(let name) = fact else { return nil }
                return name
            }
        )
    }

    /// The slot whose answer the customer took back to give another one: "change the address".
    private static func reopened(_ before: Conversation, _ transition: Transition) -> SlotPlace? {
        var isWanted = transition.rule == .correction
        if case .change = before.waiting { isWanted = true }
        guard isWanted, corrections(transition).isEmpty,
            case .question(let question) = transition.conversation.waiting,
            let frame = transition.conversation.frames.last, frame.slots[question.key] == nil,
            let old = before.frames.first(where: { $0.run == frame.run }),
            old.slots[question.key] != nil
        else { return nil }
        return SlotPlace(topic: frame.topic, slot: question.slot)
    }

    /// How the event strayed from answering what is asked.
    private static func strays(
        _ before: Conversation,
        _ event: Event,
        _ transition: Transition
    ) -> [Repair] {
        switch event.kind {
        case .timer(.idle): return transition.says ? [.idle] : []
        case .timer, .callResult, .fault: return []
        case .inbound: break
        }
        var repairs: [Repair] = []
        if isNotUnderstood(before, transition) { repairs.append(.notUnderstood) }
        if beginsAnother(before, transition) { repairs.append(.digression) }
        switch transition.rule {
        case .question?: repairs.append(.search)
        case .person?: repairs.append(.agent)
        case .seen, .consent, .owner, .tap, .label, .control, .answer, .correction, .topic,
            .freeText, .notUnderstood, nil:
            break
        }
        if transition.trace?.control == .back { repairs.append(.back) }
        if transition.trace?.control == .cancel { repairs.append(.cancel) }
        return repairs
    }

    /// A try was used up, the last one too.
    private static func isNotUnderstood(
        _ before: Conversation,
        _ transition: Transition
    ) -> Bool {
        // Who will not answer was understood.
        if transition.rule == .answer { return false }
        if transition.conversation.waiting.failures > before.waiting.failures { return true }
        return transition.trace?.refused.isEmpty == true
            && transition.effects.contains { effect in
                guard case .requestPerson(let packet) = effect else { return false }
                return packet.reason == .notUnderstood
            }
    }

    private static func beginsAnother(
        _ before: Conversation,
        _ transition: Transition
    ) -> Bool {
        let begins = transition.facts.contains { fact in
            if case .topic = fact { return true }
            return false
        }
        let top = transition.conversation.frames.last?.run
        return begins || transition.rule == .topic && top != before.frames.last?.run
    }
}

extension Conversation {
    /// The slots that the customer is asked for; all of them where a form is open.
    var slotsAsked: [SlotPlace] {
        guard let topic = frames.last?.topic else { return [] }
        let slots: [SlotName]
        // While a call is made again to restore what it gave, the question is still there.
        switch restoring ?? waiting {
        case .question(let question): slots = [question.slot]
        case .form(let form): slots = form.slots
        case .readBack(let value): slots = [value.slot]
        case .nothing, .confirm, .change, .whichTopic, .whichResume, .startOver, .call, .signIn,
            .payment, .event, .unavailable, .feedback, .queue, .agent:
            slots = []
        }
        return slots.map { SlotPlace(topic: topic, slot: $0) }
    }
}

extension Transition {
    /// Whether anything is said.
    fileprivate var says: Bool {
        effects.contains { effect in
            if case .send = effect { return true }
            return false
        }
    }
}
