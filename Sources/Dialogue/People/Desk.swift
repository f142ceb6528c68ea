import Messages
import Topics
import Understanding
import Values

/// What the people's side does to a conversation. One table: desk event by owner gives owner; late,
/// doubled and out-of-order events change nothing.
extension Turn {
    mutating func take(_ desk: DeskEvent) {
        guard !isLate(desk) else { return }
        switch desk.kind {
        case .created, .queued: queued(desk)
        case .offered, .typing: break
        case .accepted: accepted(desk)
        case .declined, .failed: turnedDown(desk)
        case .message: relay(desk)
        case .transferred: transferred(desk)
        case .closed: closed(desk)
        case .callback: callback(desk)
        case .topic: runTopic(desk)
        case .note: if let text = desk.text { record(.note(agent: desk.agent, text: text)) }
        }
    }

    /// Whether it is about another hand-off than the one that the conversation is in.
    private func isLate(_ desk: DeskEvent) -> Bool {
        guard let handoff = desk.handoff else { return false }
        switch desk.kind {
        case .callback, .note: return false
        case .created, .queued, .offered, .accepted, .declined, .message, .typing, .transferred,
            .closed, .failed, .topic:
            return handoff != conversation.desk.handoff
        }
    }

    private mutating func queued(_ desk: DeskEvent) {
        // Work that the people's side begins is no late answer to a request that was given up.
        if conversation.owner == .bot, desk.kind == .created { conversation.desk.released = false }
        guard conversation.owner == .queue else { return }
        if let queue = desk.queue { conversation.desk.queue = QueueID(queue) }
        guard let place = desk.place, place != conversation.desk.place || desk.wait != nil else {
            return
        }
        conversation.desk.place = place
        let words = placeWords(place, desk.wait)
        if !words.isEmpty { send(text: words, purpose: .notice) }
    }

    private mutating func accepted(_ desk: DeskEvent) {
        // From the bot too: a person may take over unasked.
        guard
            conversation.owner == .queue
                || conversation.owner == .bot && !conversation.desk.released
        else { return }
        // The notice goes out before the bot falls silent.
        if let agent = desk.agent {
            say(.connected, ["agent": .string(agent)], purpose: .notice)
        }
        change(owner: .agent)
        conversation.desk.agent = desk.agent
        conversation.desk.requested = false
        conversation.desk.startedBy = nil
        conversation.waiting = .agent
        // The bot goes on with none of it.
        conversation.frames = conversation.frames.map { $0.withoutSecrets() }
        clearTimer(.queue)
        clearTimer(.call)
    }

    mutating func turnedDown(_ desk: DeskEvent) {
        guard conversation.owner == .queue || desk.kind == .failed && conversation.owner == .agent
        else { return }
        let asked = conversation.desk.queue.flatMap { bot.queue($0)?.id }
        let queue = asked ?? currentQueue
        change(owner: .bot)
        conversation.desk.requested = false
        conversation.desk.released = true
        clearTimer(.queue)
        effects.append(.releasePerson)
        nobodyThere(
            queue,
            .asked,
            saying: render(desk.kind == .failed ? .handoffFailed : .unavailableBusy)
        )
    }

    private mutating func relay(_ desk: DeskEvent) {
        guard conversation.owner == .agent || conversation.owner == .queue,
            desk.text != nil || desk.control != nil
        else { return }
        // Who names the hand-off says who writes: whoever has given it away writes no more.
        if desk.handoff != nil {
            guard conversation.owner == .agent, desk.agent == conversation.desk.agent else {
                return
            }
        }
        let id = newReplyID()
        let (text, control) = fitted(desk, question: "agent/\(id)")
        effects.append(
            .send(
                Reply(
                    id: id,
                    purpose: .reply,
                    sender: .agent,
                    text: text,
                    control: control
                )
            )
        )
    }

    /// A form is a list of its fields on a device that shows none: people read what comes back.
    private func fitted(_ desk: DeskEvent, question: String) -> (String?, Control?) {
        guard var control = desk.control else { return (desk.text, nil) }
        control.question = question
        guard case .form(var form) = control.kind else { return (desk.text, control) }
        for page in form.pages.indices { form.pages[page].control.question = question }
        control.kind = .form(form)
        guard !event.profile.has(.form) else { return (desk.text, control) }
        let fields = form.pages.map { "\($0.title):" }
        return (
            ([desk.text ?? control.title].compactMap(\.self) + fields).joined(separator: "\n"), nil
        )
    }

    private mutating func transferred(_ desk: DeskEvent) {
        // Whoever has started a topic may go before it is done.
        if conversation.owner == .bot, conversation.desk.startedBy != nil { takeBack() }
        guard conversation.owner == .agent else { return }
        if let agent = desk.agent {
            say(.transferred, ["agent": .string(agent)], purpose: .notice)
            conversation.desk.agent = agent
            // Another person, another epoch: what the first one's side still had is dropped.
            conversation.epoch += 1
            return
        }
        let queue = desk.queue.map { QueueID($0) } ?? conversation.desk.queue
        if let queue, let why = closure(of: queue) {
            // As if it had been asked for directly: nobody waits where nobody comes.
            change(owner: .bot)
            conversation.desk = Conversation.DeskState()
            conversation.desk.released = true
            effects.append(.releasePerson)
            return nobodyThere(queue, .asked, saying: why)
        }
        say(.transferred, ["agent": .string("")], purpose: .notice)
        change(owner: .queue)
        conversation.desk = Conversation.DeskState(
            queue: queue,
            agent: nil,
            place: desk.place,
            requested: true,
            handoff: conversation.desk.handoff
        )
        conversation.waiting = .queue
        setTimer(.queue, after: bot.definition.timers.queue)
    }

    /// Why nobody comes to a queue for hours, in words; nil where somebody may, sooner or later.
    private func closure(of queue: QueueID) -> String? {
        switch event.desk.states[queue] ?? .open {
        case .open, .full, .refusing:
            bot.isOpen(queue, at: event.at) ? nil : unavailability(of: queue)
        case .closed, .down: unavailability(of: queue)
        }
    }

    /// The person is done: how was it; or the bot goes on with a topic.
    private mutating func closed(_ desk: DeskEvent) {
        switch conversation.owner {
        case .agent:
            change(owner: .bot)
            leaveTopics()
            conversation.desk = Conversation.DeskState()
            conversation.desk.released = true
            if let outcome = desk.outcome, !conversation.interactions.isEmpty {
                conversation.interactions[0].outcome = outcome
                record(.interaction(conversation.interactions[0]))
            }
            if let topic = startable(desk.topic) { return begin(topic, heard: nil) }
            let id = newQuestionID(about: "feedback", run: 0)
            conversation.waiting = .feedback(FeedbackQuestion(id: id, step: nil))
            askAgain()
        case .queue:
            turnedDown(DeskEvent(.failed))
        case .bot where conversation.desk.startedBy != nil:
            // The topic goes on without anybody behind it.
            conversation.desk = Conversation.DeskState()
            conversation.desk.released = true
        case .bot, .nobody: return
        }
    }

    /// A call-back is a second interaction, linked to the first.
    private mutating func callback(_ desk: DeskEvent) {
        guard let first = conversation.interactions.first else { return }
        let queue = desk.queue ?? conversation.desk.queue?.rawValue
        let pending = conversation.interactions.indices.filter { index in
            let one = conversation.interactions[index]
            return one.linkedTo == first.id && one.queue == queue && one.closed == nil
        }
        func scheduled(for time: Timestamp?) -> Int? {
            pending.first { conversation.interactions[$0].scheduled == time }
        }
        if let outcome = desk.outcome {
            // Whoever books several says which one it was by its time.
            guard let done = scheduled(for: desk.at) ?? pending.first else { return }
            conversation.interactions[done].closed = event.at
            conversation.interactions[done].outcome = outcome
            return record(.interaction(conversation.interactions[done]))
        }
        guard conversation.owner != .nobody else { return }
        if let pending = scheduled(for: nil) {
            guard let at = desk.at else { return }
            conversation.interactions[pending].scheduled = at
            record(.interaction(conversation.interactions[pending]))
            return sayBooked(at, queue)
        }
        // Said twice it is still one call-back.
        let isKnown = conversation.interactions.contains {
            $0.linkedTo == first.id && $0.scheduled == desk.at && $0.queue == queue
        }
        guard !isKnown, conversation.interactions.count < 10 else { return }
        open(linkedTo: first.id, scheduled: desk.at, queue: queue)
        if let at = desk.at { sayBooked(at, queue) }
    }

    private mutating func sayBooked(_ at: Timestamp, _ queue: String?) {
        say(
            .callbackBooked,
            [
                "queue": .string(
                    queue.flatMap { bot.queue(QueueID($0))?.title[language] } ?? queue ?? ""
                ),
                "at": .timestamp(at),
            ],
            purpose: .notice
        )
    }

    // MARK: What the customer writes meanwhile

    mutating func takeWhilePeopleOwn(_ inbound: Inbound) {
        rule = .owner
        if case .text(let text) = inbound {
            noteHeard(text)
            let utterance = Utterance(text, language: language)
            if hearConsent(utterance) { return }
            if conversation.owner == .queue {
                switch words.whole(utterance) {
                case .cancel, .back, .menu, .startOver: return leaveQueue()
                default: break
                }
            }
        }
        effects.append(.forward(inbound))
    }

    private mutating func leaveQueue() {
        effects.append(.releasePerson)
        change(owner: .bot)
        conversation.desk = Conversation.DeskState()
        conversation.desk.released = true
        clearTimer(.queue)
        say(.leftQueue, purpose: .notice)
        goOn()
    }

    // MARK: Feedback

    /// The customer does not rate the conversation.
    mutating func declineFeedback() {
        guard case .feedback(let question) = conversation.waiting else { return }
        say(.thanks)
        if let step = question.step, let index = topIndex {
            conversation.frames[index].memo[step.rawValue] = .asked(feedback: 0)
            return advance()
        }
        conversation.waiting = .nothing
        change(owner: .nobody)
        closeInteractions(outcome: "resolved")
    }

    mutating func takeFeedback(_ option: String, _ question: FeedbackQuestion) {
        guard let score = Int(option), (1...5).contains(score) else {
            say(.notUnderstood)
            return askAgain()
        }
        if let index = conversation.interactions.firstIndex(where: { $0.scheduled == nil }) {
            conversation.interactions[index].feedback = score
            record(.interaction(conversation.interactions[index]))
        }
        say(.feedbackThanks)
        if let step = question.step, let index = topIndex {
            conversation.frames[index].memo[step.rawValue] = .asked(feedback: score)
            return advance()
        }
        conversation.waiting = .nothing
        change(owner: .nobody)
        closeInteractions(outcome: "resolved")
    }
}
