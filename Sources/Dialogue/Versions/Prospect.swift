import Expressions
import Topics
import Values

/// What becomes of a conversation when another version of its bot takes it up.
package struct Prospect: Hashable, Sendable {
    /// Something that the customer has answered, or was being asked, and is asked again.
    package struct Reasked: Hashable, Sendable {
        package let topic: TopicID
        /// The slot or the step, as the version before called it.
        package let subject: String
        package let why: Cause
    }

    package enum Cause: String, CaseIterable, Hashable, Sendable {
        /// No step asks it any more, or only in other rounds.
        case gone
        /// The answer is none of the slot's type.
        case type
        /// The answer stood open and is secure now, or the other way round.
        case secrecy
        /// What was chosen is no longer among the options.
        case options
        /// A check refuses the answer.
        case check
        /// The words or values that a yes would be for are others.
        case words
        /// A confirmation stands open, and something above it is asked first.
        case above
        /// The steps do not lead there any more.
        case passed
    }

    package enum Fate: String, CaseIterable, Hashable, Sendable {
        case continues
        case isAskedAgain = "asked_again"
        case handsOver = "hands_over"
    }

    /// What is asked again, first the open question.
    package fileprivate(set) var reasked: [Reasked] = []
    /// Answers that nothing asks for any more.
    package fileprivate(set) var forgotten: [Reasked] = []
    /// Interrupted topics that are gone.
    package fileprivate(set) var dropped: [TopicID] = []
    /// Why a person goes on; nil: the bot does.
    package fileprivate(set) var handoff: HandoffReason?
    /// The topic that runs.
    package let topic: TopicID?
    /// What is asked next, by slot or step, where the open question is not.
    package fileprivate(set) var next: String?

    package var fate: Fate {
        if handoff != nil { return .handsOver }
        return reasked.isEmpty ? .continues : .isAskedAgain
    }
}

extension Bot {
    /// What would become of a conversation at its next event.
    ///
    /// - Parameters:
    ///   - conversation: As another version of this bot left it.
    ///   - event: Any event; its moment, device and contact count.
    /// - Returns: Whether it goes on, what is asked again and why, or why a person goes on.
    package func prospect(of conversation: Conversation, at event: Event) -> Prospect {
        var event = event
        event.kind = .timer(.idle)
        // What is sealed is there, for whoever has the key.
        var turn = Turn(conversation.withSecretsAssumed, event, in: self)
        // A lock after wrong codes is over some time.
        turn.conversation.signIn = nil
        var prospect = Prospect(topic: conversation.frames.last?.topic)
        guard let carried = turn.carried else { return prospect }
        prospect.dropped = carried.dropped
        prospect.forgotten = carried.lost.filter { $0.why == .gone }
        prospect.reasked = carried.lost.filter { $0.why != .gone }
        guard turn.conversation.owner == .bot, let top = turn.conversation.frames.last else {
            return prospect
        }
        let isElsewhere = turn.isLedElsewhere
        guard carried.isAdrift || conversation.waiting.belongsToAFrame || topic(top.topic) == nil
        else { return prospect }
        prospect.reasked += turn.refusedAnswers().filter { !prospect.reasked.contains($0) }
        turn.advance()
        prospect.handoff = turn.reasonOfPerson
        if carried.isAdrift || isElsewhere, prospect.handoff == nil {
            let open = Prospect.Reasked(
                topic: prospect.topic ?? top.topic,
                subject: conversation.waiting.subject ?? "",
                why: carried.isAdrift
                    ? .gone : conversation.waiting.whyElsewhere(now: turn.conversation.waiting)
            )
            prospect.reasked.insert(open, at: 0)
            prospect.next = turn.conversation.waiting.subject
        }
        return prospect
    }
}

extension Conversation {
    fileprivate var withSecretsAssumed: Conversation {
        var assumed = self
        for index in frames.indices {
            for (key, secret) in frames[index].secrets ?? [:] where secret.content == .lost {
                assumed.frames[index].secrets?[key]?.content = .spent
            }
        }
        return assumed
    }
}

extension Turn {
    /// Answers of the topic that runs which this version does not keep.
    fileprivate mutating func refusedAnswers() -> [Prospect.Reasked] {
        guard let frame = conversation.frames.last, let topic = topTopic,
            (try? rebind()) != nil
        else { return [] }
        var refused: [Prospect.Reasked] = []
        for key in frame.order where key != Frame.effect {
            guard let slot = topic.slot(SlotName(key: key)),
                !slot.secure, let value = frame.slots[key], !isUsedByEffect(slot, key: key)
            else { continue }
            let why: Prospect.Cause
            if !slot.offers(value) {
                why = .options
            } else if let words = try? problem(keeping: value, slot), !words.isEmpty {
                why = .check
            } else {
                continue
            }
            refused.append(
                Prospect.Reasked(topic: frame.topic, subject: slot.name.rawValue, why: why)
            )
        }
        return refused
    }

    /// Why a person was asked for in this turn; nil where none was.
    fileprivate var reasonOfPerson: HandoffReason? {
        if case .unavailable(let question) = conversation.waiting { return question.reason }
        for case .requestPerson(let packet) in effects { return packet.reason }
        return nil
    }
}

extension Waiting {
    /// The slot or the step that is asked.
    package var subject: String? {
        switch self {
        case .question(let question): question.slot.rawValue
        case .readBack(let value): value.slot.rawValue
        case .form(let form): form.step.rawValue
        case .confirm(let step), .startOver(let step), .signIn(let step), .payment(let step):
            step.step.rawValue
        case .change(let question): question.step?.rawValue
        case .event(let step): step.rawValue
        case .feedback(let question): question.step?.rawValue
        case .nothing, .whichTopic, .whichResume, .call, .unavailable, .queue, .agent: nil
        }
    }

    /// Why another question stands in the place of one that is there still.
    fileprivate func whyElsewhere(now: Waiting) -> Prospect.Cause {
        switch self {
        case .confirm, .change: now.subject == subject ? .words : .above
        default: .passed
        }
    }
}
