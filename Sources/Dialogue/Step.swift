import Messages
import Topics
import Understanding
import Values

/// Takes one event to its consequences.
///
/// Pure, total and deterministic: it reads no clock, file, socket or random source; the time comes
/// with the event. Equal arguments give equal bytes, so a logged conversation replays exactly.
/// Where it is `tracing`, the transition tells which steps were gone through.
package func step(
    _ conversation: Conversation,
    _ event: Event,
    in bot: Bot,
    tracing: Bool = false
) -> Transition {
    var turn = Turn(conversation, event, in: bot)
    if tracing { turn.trace = Trace() }
    return turn.run()
}

extension Turn {
    mutating func run() -> Transition {
        conversation.profile = event.profile
        // Whatever could not be processed may lie in what the conversation is in the middle of.
        if case .fault(let what) = event.kind {
            takeFault(what)
        } else if !takeUpFromEarlierVersion() {
            take(event)
        }
        goBackToPerson()
        breakSilence()
        settleTimers()
        return transition
    }

    private mutating func take(_ event: Event) {
        switch event.kind {
        case .inbound(let inbound): take(inbound)
        case .callResult(let key, let outcome, let value): takeResult(key: key, outcome, value)
        case .timer(let name): take(name)
        case .fault: break
        }
    }

    private mutating func takeFault(_ what: String) {
        beginAgainIfEnded()
        openInteraction()
        guard !conversation.owner.isPeople else { return record(.fault(what)) }
        fault(what)
    }

    private mutating func take(_ inbound: Inbound) {
        switch inbound {
        // Documented silence: nothing here is said to the bot.
        case .typing, .edited, .deleted: return
        case .status(let message, let state, let code):
            record(.delivery(message: message, state, code: code))
            return
        case .desk(let desk):
            take(desk)
            return
        case .closed:
            leave()
            return
        case .consent(let granted, let words):
            takeConsent(granted: granted, words: words ?? "")
            return
        // What came of something that was begun, whoever has the conversation by now.
        case .signedIn(let question, let ok, let subject):
            takeSignIn(question: question, ok: ok, subject: subject)
            return
        case .paid(let payment):
            takePayment(payment, inbound)
            return
        case .backEnd(let event, let gives):
            takeBackEnd(event, gives)
            return
        default: break
        }
        if conversation.stopped, event.profile.channel == .sms {
            // Until they start again nothing is said and nothing is done.
            guard case .text(let text) = inbound else { return }
            let utterance = Utterance(text, language: language)
            if hearConsent(utterance) { return }
            noteHeard(text)
            let stopped = conversation
            beginAgainIfEnded()
            openInteraction()
            if !hearOptIn(utterance) {
                (conversation, effects, rule) = (stopped, [], nil)
            }
            return
        }
        beginAgainIfEnded()
        openInteraction()
        if conversation.owner == .agent || conversation.owner == .queue {
            takeWhilePeopleOwn(inbound)
            return
        }
        if case .call(let key) = conversation.waiting {
            if !conversation.isUnderWay(key) { return goOnWithoutCall(inbound) }
            // Everything else waits its turn.
            return hearAtOnce(inbound) ? () : hold(inbound)
        }
        if asksIdentityFirst(inbound) || restores(for: inbound) { return }
        take(owned: inbound)
    }

    /// A damaged state waits for a call that nobody has made: it waits no longer.
    private mutating func goOnWithoutCall(_ inbound: Inbound) {
        conversation.waiting = .nothing
        conversation.restoring = nil
        keep(inbound)
        advance()
        hearHeld()
    }

    /// Whoever is no longer proven signs in again before anything of theirs is shown or done; what
    /// they wrote waits for that.
    private mutating func asksIdentityFirst(_ inbound: Inbound) -> Bool {
        guard conversation.waiting.questionID != nil, isIdentityMissing else { return false }
        if hearAtOnce(inbound) || choosesWithoutPeople(inbound) { return true }
        conversation.held = []
        keep(inbound, waitsForIdentity: true)
        advance()
        return true
    }

    /// Words for consent and for a person, which wait for nothing.
    mutating func hearAtOnce(_ inbound: Inbound) -> Bool {
        guard case .text(let text) = inbound else { return false }
        let utterance = Utterance(text, language: language)
        return hearConsent(utterance) || hearPerson(utterance)
    }

    /// What to do as nobody is there is everybody's to choose: a place in the queue, a call-back.
    private mutating func choosesWithoutPeople(_ inbound: Inbound) -> Bool {
        guard case .unavailable(let question) = conversation.waiting else { return false }
        switch inbound {
        case .text(let text): return hearLabel(Utterance(text, language: language))
        case .tap(question.id, let options):
            tap(question.id, options)
            return true
        default: return false
        }
    }

    /// Takes what the customer sent while the bot owns the conversation.
    mutating func take(owned inbound: Inbound) {
        switch inbound {
        case .text(let text): hear(text)
        case .tap(let question, let options): tap(question, options)
        case .timeSlot(let question, let id): tap(question, [id])
        case .value(let question, let value): tap(question, value: value)
        case .form(let question, let values): submit(question, values)
        case .app(let question, let data):
            take(app: question, data)
        case .file(let file): receive(.file(file))
        case .location(let place): receive(.location(place))
        case .entry(let intent, _, let body): enter(intent: intent, body: body)
        case .contactCard, .unsupported: noUse()
        case .typing, .status, .edited, .deleted, .closed, .consent, .desk, .signedIn, .paid,
            .backEnd:
            break
        }
    }

    /// No message is swallowed: where nothing was said, the customer is told what can be said.
    mutating func breakSilence() {
        guard conversation.counters.replies == repliesBefore, conversation.owner == .bot else {
            conversation.owesAnswer = false
            return
        }
        switch event.kind {
        case .inbound(let inbound):
            switch inbound {
            case .typing, .status, .edited, .deleted, .desk, .closed, .consent, .backEnd: return
            case .signedIn, .paid: guard conversation.owesAnswer else { return }
            default: break
            }
        // What was called for may end without a word, and the message is still there.
        case .callResult: guard conversation.owesAnswer else { return }
        case .timer, .fault: return
        }
        conversation.owesAnswer = false
        switch conversation.waiting {
        // What is being restored or called is answered when it is back.
        case .call: conversation.owesAnswer = true
        case .nothing: offerMenu()
        case .event: say(.stillWaitingForIt)
        default: remind()
        }
    }

    /// An ended conversation begins again: the interaction is another one, the people's part over.
    private mutating func beginAgainIfEnded() {
        guard conversation.owner == .nobody else { return }
        rule = .seen
        var next = conversation.next(profile: conversation.profile)
        next.epoch = conversation.epoch + 1
        next.counters = conversation.counters
        next.stopped = conversation.stopped
        let (kept, subject) = (conversation.kept, conversation.subject)
        conversation = next
        learnIdentity()
        // What was begun is its customer's: nobody else is offered it, or goes on with it.
        let isAnothers = subject != nil && identity != nil && identity?.subject != subject
        guard !kept.isEmpty, !isAnothers else { return }
        conversation.subject = subject
        conversation.frames = kept
        dropGoneTopics()
        guard !conversation.frames.isEmpty else { return }
        let id = newQuestionID(about: "resume", run: 0)
        conversation.waiting = .whichResume(ResumeQuestion(id: id, topics: interruptedTopics))
    }

    private mutating func openInteraction() {
        guard conversation.interactions.isEmpty else { return }
        open(linkedTo: nil, scheduled: nil, queue: nil)
    }

    mutating func open(linkedTo: String?, scheduled: Timestamp?, queue: String?) {
        let interaction = Interaction(
            id: "\(conversation.id)/i\(conversation.interactions.count + 1)",
            type: "Messaging",
            subtype: event.profile.channel.subtype,
            opened: event.at,
            linkedTo: linkedTo,
            scheduled: scheduled,
            queue: queue
        )
        conversation.interactions.append(interaction)
        record(.interaction(interaction))
    }

    /// The customer ended the conversation: nothing more is said until they write again.
    private mutating func leave() {
        guard conversation.owner != .nobody else { return }
        if conversation.owner != .bot { effects.append(.releasePerson) }
        change(owner: .nobody)
        conversation.frames = []
        conversation.waiting = .nothing
        closeInteractions(outcome: "closed by the customer")
    }

    mutating func closeInteractions(outcome: String) {
        for index in conversation.interactions.indices
        where conversation.interactions[index].closed == nil
            && conversation.interactions[index].linkedTo == nil
        {
            conversation.interactions[index].closed = event.at
            conversation.interactions[index].outcome =
                conversation.interactions[index].outcome ?? outcome
            record(.interaction(conversation.interactions[index]))
        }
    }

    /// How they came in: an intent that is a topic starts it, a text is read.
    private mutating func enter(intent: String?, body: String?) {
        if let intent, conversation.frames.contains(where: { $0.topic.rawValue == intent }) {
            rule = .topic
            return remind()
        }
        if let intent, let topic = bot.topic(TopicID(intent)), topic.startsFromWords {
            rule = .topic
            begin(topic.id, heard: body)
        } else if let body {
            hear(body)
        } else {
            rule = .topic
            greet()
        }
    }

    /// Something the open question did not ask for.
    mutating func noUse() {
        rule = .notUnderstood
        say(.noUseForThat)
        remind()
    }
}
