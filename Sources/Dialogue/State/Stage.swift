import Topics

/// Where a conversation stands, whatever its values.
///
/// A bot has finitely many: the proof lists them all, exploration reaches some of them.
package struct Stage: Hashable, Sendable, Codable {
    /// One for each case of `Waiting`.
    package enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case nothing, question, form, confirm, change
        case readBack = "read_back"
        case whichTopic = "which_topic"
        case whichResume = "which_resume"
        case startOver = "start_over"
        case call
        case signIn = "sign_in"
        case payment, event, unavailable, feedback, queue, agent
    }

    package let kind: Kind
    /// The topic that waits; nil where it is the conversation itself.
    package let topic: TopicID?
    /// The slot that is asked.
    package let slot: SlotName?
    /// The step that waits, whatever its round.
    package let step: StepIdentity?

    package init(
        _ kind: Kind,
        topic: TopicID? = nil,
        slot: SlotName? = nil,
        step: StepIdentity? = nil
    ) {
        self.kind = kind
        self.topic = topic
        self.slot = slot
        self.step = step
    }
}

extension Stage: CustomStringConvertible {
    /// `question replace_card.reason`, `call replace_card: call cards.replace`, `queue`.
    package var description: String {
        let topic = topic.map { " \($0)" } ?? ""
        let slot = slot.map { ".\($0)" } ?? ""
        let step = step.map { ": \($0)" } ?? ""
        return kind.rawValue + topic + slot + step
    }
}

extension Stage: Comparable {
    package static func < (one: Stage, other: Stage) -> Bool {
        one.order.lexicographicallyPrecedes(other.order)
    }

    private var order: [String] {
        [topic?.rawValue ?? "", kind.rawValue, slot?.rawValue ?? "", step?.rawValue ?? ""]
    }
}

extension Waiting {
    package var stageKind: Stage.Kind {
        switch self {
        case .nothing: .nothing
        case .question: .question
        case .form: .form
        case .confirm: .confirm
        case .change: .change
        case .readBack: .readBack
        case .whichTopic: .whichTopic
        case .whichResume: .whichResume
        case .startOver: .startOver
        case .call: .call
        case .signIn: .signIn
        case .payment: .payment
        case .event: .event
        case .unavailable: .unavailable
        case .feedback: .feedback
        case .queue: .queue
        case .agent: .agent
        }
    }
}

extension Conversation {
    package var stage: Stage {
        let kind = waiting.stageKind
        let topic = frames.last?.topic
        switch waiting {
        case .nothing, .whichTopic, .whichResume, .startOver, .unavailable, .queue, .agent:
            return Stage(kind)
        case .question(let question): return Stage(kind, topic: topic, slot: question.slot)
        case .readBack(let value): return Stage(kind, topic: topic, slot: value.slot)
        case .form(let form): return Stage(kind, topic: topic, step: form.step.withoutRound)
        case .confirm(let question), .signIn(let question), .payment(let question):
            return Stage(kind, topic: topic, step: question.step.withoutRound)
        case .change(let question):
            return Stage(kind, topic: topic, step: question.step?.withoutRound)
        case .event(let step): return Stage(kind, topic: topic, step: step.withoutRound)
        case .feedback(let question):
            // After a person no topic asks, the conversation does.
            guard let step = question.step else { return Stage(kind) }
            return Stage(kind, topic: topic, step: step.withoutRound)
        case .call(let key):
            guard let (topic, step) = calling(key) else { return Stage(kind, topic: topic) }
            return Stage(kind, topic: topic, step: step.withoutRound)
        }
    }

    /// The topic and the step of a call that is under way.
    private func calling(_ key: String) -> (TopicID, StepIdentity)? {
        for frame in frames.reversed() {
            for (name, memo) in frame.memo {
                guard case .calling(let record) = memo, record.key == key else { continue }
                return (frame.topic, Frame.step(ofCall: name))
            }
        }
        return nil
    }
}

extension Frame {
    /// The step whose call a memo keeps: of a payment's link it is the payment.
    fileprivate static func step(ofCall memo: String) -> StepIdentity {
        let link = Frame.link("")
        return StepIdentity(memo.hasPrefix(link) ? String(memo.dropFirst(link.count)) : memo)
    }
}
