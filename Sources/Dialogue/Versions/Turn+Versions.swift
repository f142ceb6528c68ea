import Messages
import Topics
import Understanding
import Values

/// The first event of a conversation in another version of its bot.
extension Turn {
    /// Goes on where the other version left off.
    ///
    /// A question that this version has too is simply open still. Where it is gone, this version asks
    /// what it asks, and what the customer has just written is heard there, but never as the answer
    /// to something they have not seen.
    ///
    /// - Returns: Whether the event has been taken with that.
    mutating func takeUpFromEarlierVersion() -> Bool {
        guard let carried, conversation.owner == .bot else { return false }
        if carried.offeredToResume {
            dropGoneTopics()
            if conversation.frames.isEmpty { conversation.waiting = .nothing }
        }
        guard carried.isAdrift || isLedElsewhere, !conversation.frames.isEmpty else { return false }
        switch event.kind {
        case .timer(.idle):
            // What is asked now is the reminder.
            guard let due = conversation.timers[.idle], due <= event.at else { return false }
            conversation.timers[.idle] = nil
            advance()
            return true
        case .timer, .callResult, .fault:
            advance()
            return false
        case .inbound(.closed), .inbound(.consent): return false
        case .inbound(.desk), .inbound(.signedIn), .inbound(.paid), .inbound(.backEnd):
            advance()
            return false
        case .inbound(let inbound):
            hearAdrift(inbound)
            return true
        }
    }

    private mutating func hearAdrift(_ inbound: Inbound) {
        if hearAtOnce(inbound) { return }
        if case .text(let text) = inbound { noteHeard(text) }
        conversation.waiting = .nothing
        let facts = self.facts.count
        let mark = offerUnread(inbound)
        // Whatever comes first, a call, a sign-in or a person: it waits for that.
        keep(inbound)
        advance()
        guard conversation.owner == .bot, !conversation.held.isEmpty else { return }
        if case .call = conversation.waiting { return forgetUnread(mark) }
        if conversation.frames.contains(where: \.signsIn) { return forgetUnread(mark) }
        conversation.held.removeLast()
        if case .unavailable = conversation.waiting { return }
        guard self.facts.count == facts else { return }
        var heard = self
        heard.forgetUnread(mark)
        heard.takeBackQuestion()
        heard.take(owned: inbound)
        switch heard.rule {
        case .seen, .consent, .owner, .tap, .person, .control, .correction, .topic, .question:
            self = heard
        case .label, .answer, .freeText, .notUnderstood, nil:
            // It was an answer to what is not asked any more: the question that is asked now is new.
            break
        }
    }

    /// Offers words to the slots that open now, which take of them what is plainly meant.
    private mutating func offerUnread(_ inbound: Inbound) -> Overheard? {
        guard case .text(let text) = inbound, let index = topIndex else { return nil }
        let words = overheard(String(text.prefix(500)))
        conversation.frames[index].unread = (conversation.frames[index].unread + [words]).suffix(3)
        return words
    }

    private mutating func forgetUnread(_ words: Overheard?) {
        for index in conversation.frames.indices {
            conversation.frames[index].unread.removeAll { $0 == words }
        }
    }

    // MARK: Whether the question is still there

    /// Whether the steps of this version do not come to the open question: they pass it by, or what
    /// it stands on is not there yet.
    var isLedElsewhere: Bool {
        guard conversation.waiting.belongsToAFrame, let topic = topTopic else { return false }
        var probe = self
        probe.advance()
        guard probe.conversation.owner == .bot, probe.topTopic?.id == topic.id,
            probe.conversation.frames.count == conversation.frames.count
        else {
            // A new call or a part above the question comes before it, and it is asked then.
            if case .call = probe.conversation.waiting { return false }
            // Who they are is asked before anything of theirs is heard, in any version.
            return probe.conversation.frames.last?.signsIn != true
        }
        switch (conversation.waiting, probe.conversation.waiting) {
        case (_, .call): return false
        case (.change(let open), _) where open.step == nil: return changeable(open).isEmpty
        case (.confirm(let open), .confirm(let next)): return open.id != next.id
        case (.change(let open), .confirm(let next)): return open.step != next.step
        case (.confirm, _), (.change, _): return true
        case (.question(let open), .question(let next)) where open.key == next.key: return false
        case (.question(let open), _) where topic.slot(open.slot)?.from != nil: return true
        case (.question, let next), (.form, let next), (.readBack, let next):
            // What is new above it is asked after it; nothing below it is asked before.
            guard let here = Self.place(of: conversation.waiting, in: topic),
                let there = Self.place(of: next, in: topic)
            else { return true }
            return there > here
        default: return false
        }
    }

    /// Where something is asked in the order of the file.
    private static func place(of waiting: Waiting, in topic: Topic) -> Int? {
        var names: [String] = []
        walk(topic.steps) { step in
            names.append(step.identity.rawValue)
            names += step.asked.map { "slot \($0)" }
        }
        switch waiting {
        case .question(let question): return names.firstIndex(of: "slot \(question.slot)")
        case .readBack(let value): return names.firstIndex(of: "slot \(value.slot)")
        case .form(let form):
            return form.slots.compactMap { names.firstIndex(of: "slot \($0)") }.min()
        case .confirm(let step), .signIn(let step), .payment(let step):
            return names.firstIndex(of: step.step.withoutRound.rawValue)
        case .change(let question):
            return question.step.flatMap { names.firstIndex(of: $0.withoutRound.rawValue) }
        case .event(let step):
            return names.firstIndex(of: step.withoutRound.rawValue)
        case .feedback(let question):
            return question.step.flatMap {
                names.firstIndex(of: $0.withoutRound.rawValue)
            }
        case .nothing, .startOver, .whichTopic, .whichResume, .call, .unavailable, .queue, .agent:
            return nil
        }
    }

    // MARK: What is gone

    /// This version cannot go on by itself.
    mutating func leaveToPerson() -> Flow {
        if let index = topIndex { conversation.frames[index].memo[Frame.fault] = .handedOver }
        say(.changedMeanwhile)
        handOff(reason: .version, queue: currentQueue, notice: nil)
        return .left
    }

    /// Lets interrupted topics go that are no part of this version, and says so.
    mutating func dropGoneTopics() {
        let before = conversation.frames.count
        conversation.frames.removeAll { bot.topic($0.topic) == nil }
        if conversation.frames.count < before { say(.noLongerOffered) }
    }
}
