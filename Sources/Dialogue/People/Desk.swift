import Messages
import Topics
import Understanding
import Values

/// What the people's side does to a conversation. One table: desk event by owner gives owner; late,
/// doubled and out-of-order events change nothing.
extension Turn {
    mutating func take(_ desk: DeskEvent) {
        switch desk.kind {
        case .created, .queued: queued(desk)
        case .offered, .typing: break
        case .accepted: accepted(desk)
        case .declined, .failed: turnedDown(desk)
        case .message: relay(desk)
        case .transferred: transferred(desk)
        case .closed: closed()
        case .callback: callback(desk)
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
        guard conversation.owner == .agent || conversation.owner == .queue, let text = desk.text
        else { return }
        effects.append(
            .send(
                Reply(
                    id: newReplyID(),
                    purpose: .reply,
                    sender: .agent,
                    text: text
                )
            )
        )
    }

    private mutating func transferred(_ desk: DeskEvent) {
        guard conversation.owner == .agent else { return }
        if let agent = desk.agent {
            say(.transferred, ["agent": .string(agent)], purpose: .notice)
            conversation.desk.agent = agent
            // Another person, another epoch: what the first one's side still had is dropped.
            conversation.epoch += 1
            return
        }
        say(.transferred, ["agent": .string("")], purpose: .notice)
        change(owner: .queue)
        conversation.desk = Conversation.DeskState(
            queue: desk.queue.map { QueueID($0) } ?? conversation.desk.queue,
            agent: nil,
            place: desk.place,
            requested: true
        )
        conversation.waiting = .queue
        setTimer(.queue, after: bot.definition.timers.queue)
    }

    /// The person is done: how was it.
    private mutating func closed() {
        switch conversation.owner {
        case .agent:
            change(owner: .bot)
            for frame in conversation.frames where frame.caller == nil {
                record(.outcome(topic: frame.topic, outcome: "handed_over"))
            }
            conversation.frames = []
            conversation.desk = Conversation.DeskState()
            conversation.desk.released = true
            let id = newQuestionID(about: "feedback", run: 0)
            conversation.waiting = .feedback(FeedbackQuestion(id: id, step: nil))
            askAgain()
        case .queue:
            turnedDown(DeskEvent(.failed))
        case .bot, .nobody: return
        }
    }

    /// A call-back is a second interaction, linked to the first.
    private mutating func callback(_ desk: DeskEvent) {
        guard conversation.owner != .nobody, let first = conversation.interactions.first else {
            return
        }
        let queue = desk.queue ?? conversation.desk.queue?.rawValue
        // Said twice it is still one call-back.
        let isKnown = conversation.interactions.contains {
            $0.linkedTo == first.id && $0.scheduled == desk.at && $0.queue == queue
        }
        guard !isKnown, conversation.interactions.count < 10 else { return }
        open(linkedTo: first.id, scheduled: desk.at, queue: queue)
        guard let at = desk.at else { return }
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
