import Messages
import Topics
import Understanding
import Values

/// The one written order that each message goes through. One rule decides.
extension Turn {
    mutating func hear(_ text: String) {
        noteHeard(text)
        var written = Utterance(text, language: language)
        if isNext(), hearConsent(written) { return }
        if changesLanguage(for: written) { return }
        if written.language != language { written = Utterance(text, language: language) }
        // What is wanted comes before how it is said.
        let abuse = words.abuse(written)
        let utterance = abuse == .inPassing ? words.withoutInsults(written) : written
        // "Call me back" is on offer there, and asks for no other person.
        if isNext(), case .unavailable = conversation.waiting, hearLabel(utterance) { return }
        if isNext(), hearPerson(utterance) { return }
        if isNext(), hearLabel(utterance) || hearLanguage(utterance) { return }
        if isNext(), hearPaging(utterance) || hearDone(utterance) { return }
        if isNext(), hearControl(utterance) || hearSmallTalk(utterance) { return }
        if isNext(), abuse == .whole { return answerAbuse() }
        if isNext(), hearNamedSecret(utterance) || hearAnswer(utterance) { return }
        if isNext(), hearCorrection(utterance) { return }
        if isNext(), hearOneMore(utterance) || hearTwoWishes(utterance) { return }
        if isNext(), hearTopic(utterance) || !utterance.isQuestion && hearInherited(utterance) {
            return
        }
        if isNext(), hearQuestion(utterance) || hearInherited(utterance) { return }
        if isNext(), hearRefusal(utterance) { return }
        if isNext(), hearFreeText(utterance) || hearOtherSlots(utterance) { return }
        if isNext(), hearPossibleArticle(utterance) || hearUnclearTopic(utterance) { return }
        if abuse != nil { return answerAbuse() }
        notUnderstood(utterance)
    }

    /// Counts a place in the order; an explanation passes over the first of them.
    private mutating func isNext() -> Bool {
        tried += 1
        return tried > passedOver
    }

    /// i: a correction, where the message may be one.
    private mutating func hearCorrection(_ utterance: Utterance) -> Bool {
        guard asksSecurely else { return hearCorrection(utterance, cueNeeded: takesFreeText) }
        // What is no answer to it may still be a secret: no other slot takes a value from it.
        return words.correctionCue(utterance) != nil && hearNamedCorrection(utterance)
    }

    /// What came while a call was under way, or before the customer had signed in again, now that
    /// this is done.
    mutating func hearHeld() {
        guard nextHeld != nil else { return }
        while let next = nextHeld {
            if case .call = conversation.waiting { return }
            guard conversation.owner == .bot else { return }
            takeBackQuestion()
            let message = conversation.held.remove(at: next)
            isInItsLanguage = message.isInItsLanguage
            take(owned: message.inbound)
            isInItsLanguage = false
        }
    }

    /// The first message that need not wait any longer: another topic may be served in the middle
    /// of a sign-in.
    private var nextHeld: Int? {
        let signsIn = conversation.frames.contains(where: \.signsIn)
        return conversation.held.firstIndex { !signsIn || !$0.waitsForIdentity }
    }

    /// Words that came before are heard before anything is asked: the question that would have
    /// stood before them is asked after them where they leave it open.
    mutating func takeBackQuestion() {
        guard let question = conversation.waiting.questionID,
            case .send(let reply)? = effects.last, reply.control?.question == question
        else { return }
        effects.removeLast()
        conversation.counters.replies -= 1
    }

    /// Keeps a message until something else is done.
    mutating func keep(_ inbound: Inbound, waitsForIdentity: Bool = false) {
        var message = HeldMessage(
            inbound,
            mayHoldSecret: bot.secrecy.mayHoldSecret(inbound),
            waitsForIdentity: waitsForIdentity
        )
        message.isInItsLanguage = isInItsLanguage
        conversation.held.append(message)
    }

    /// Keeps a message until the call that is under way is back.
    mutating func hold(_ inbound: Inbound) {
        let isRoom = conversation.held.count < 5
        if isRoom { keep(inbound) }
        // What is only being restored is nothing to tell the customer.
        if isRoom, conversation.restoring != nil { return }
        rule = .owner
        say(.stillWorking, purpose: .notice)
    }

    /// b: consent, whoever owns the conversation.
    mutating func hearConsent(_ utterance: Utterance) -> Bool {
        switch words.consent(utterance, channel: event.profile.channel.rawValue) {
        case .stop?:
            rule = .consent
            // The carrier confirms a STOP itself; elsewhere one confirmation is owed.
            if event.profile.channel != .sms { say(.stopped, purpose: .notice) }
            withdrawConsent(utterance.original)
            return true
        case .start?:
            guard conversation.stopped else { return false }
            rule = .consent
            grantConsent(utterance.original)
            say(.started, purpose: .notice)
            return true
        case .help?, nil: return false
        }
    }

    /// e: words that reach a person, and words of danger.
    mutating func hearPerson(_ utterance: Utterance) -> Bool {
        if words.danger(utterance) {
            rule = .person
            isUrgent = true
            say(.danger)
            handOff(reason: .danger, queue: currentQueue, notice: nil)
            return true
        }
        // Apple counts "help" among the words that must reach a person.
        guard
            words.asksForPerson(utterance)
                || event.profile.channel == .apple && words.whole(utterance) == .help
        else { return false }
        // "Call me back about a mortgage" may be what a topic is for.
        if words.whole(utterance) != .agent, conversation.frames.isEmpty {
            let match = voice.matcher.match(utterance)
            if case .start = match.decision, (match.scores.first?.score ?? 0) >= 0.75 {
                return false
            }
        }
        rule = .person
        handOff(reason: .asked, queue: currentQueue, notice: nil)
        return true
    }

    /// g: control words, when they are the whole message.
    private mutating func hearControl(_ utterance: Utterance) -> Bool {
        guard let word = words.whole(utterance) else { return false }
        switch word {
        case .agent: return false
        // "Morning" greets, unless it is what was asked for.
        case .greeting where namesOption(utterance): return false
        case .unsure, .indifferent: return false
        case .cancel: cancel()
        case .back: goBack()
        case .startOver: startOver()
        case .repeat_: sayAgain()
        case .help: explain()
        case .skip: skipQuestion()
        case .holdOn: say(.holdOn)
        case .menu:
            // A menu beside an open question does not close it: the question stands last.
            offerMenu()
            if case .whichTopic = conversation.waiting {} else { remind() }
        case .greeting: greet()
        case .thanks:
            say(.thanks)
            remind()
        case .closing: perform(.closing)
        }
        trace?.control = word
        rule = .control
        return true
    }

    /// Whether the words are an option of the open question.
    private mutating func namesOption(_ utterance: Utterance) -> Bool {
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot), slot.type.isChosen, (try? rebind()) != nil,
            case .value? = try? reading(of: slot, in: utterance)
        else { return false }
        return true
    }

    /// What is said when nothing is asked: most conversations end so.
    private mutating func hearSmallTalk(_ utterance: Utterance) -> Bool {
        guard conversation.waiting.asksNothing, conversation.history.lastSaid != nil else {
            return false
        }
        if SmallTalk.isFarewell(utterance) {
            perform(.closing)
        } else if SmallTalk.isAcknowledgement(utterance) {
            say(.thanks)
        } else {
            return false
        }
        rule = .control
        return true
    }

    mutating func greet() {
        if conversation.history.lastSaid == nil {
            guard introduce() else { return }
        }
        if case .nothing = conversation.waiting { offerMenu() } else { remind() }
    }

    /// The topics that customers can start.
    mutating func offerMenu() {
        let topics = bot.definition.offered.map(\.id)
            .filter { id in !conversation.frames.contains { $0.topic == id } }
        let id = newQuestionID(about: "menu", run: 0)
        let question = TopicQuestion(
            id: id,
            topics: topics,
            words: "",
            failures: conversation.misses
        )
        switch conversation.waiting {
        case .nothing, .whichTopic: conversation.waiting = .whichTopic(question)
        default: break
        }
        send(text: render(.menu), control: choices(id, topicOptions(question)))
    }

    private mutating func sayAgain() {
        if conversation.waiting.questionID != nil { return askAgain() }
        guard let last = conversation.history.lastSaid else { return say(.nothingToRepeat) }
        send(text: last)
    }

    private mutating func explain() {
        say(.help)
        remind()
    }

    // MARK: Cancel, back, start over

    /// Ends what the customer is in, and says what stays done.
    mutating func cancel() {
        switch conversation.waiting {
        case .feedback: return declineFeedback()
        case .whichTopic(let question):
            if let undo = question.undo { return choose("none", of: undo) }
            fallthrough
        case .whichResume:
            conversation.frames = []
            conversation.waiting = .nothing
            say(.cancelled)
            return
        default: break
        }
        guard !conversation.frames.isEmpty else {
            conversation.waiting = .nothing
            if offer(conversation.history.undo) { return }
            return say(.nothingToCancel)
        }
        conversation.held = []
        let undo = (try? rebind()) == nil ? nil : undo()
        // The parts that the topic runs go with it.
        var somethingDone = false
        while let frame = conversation.frames.last {
            // What signing in did is nothing that the customer wished for.
            if !frame.signsIn {
                somethingDone = somethingDone || Self.hasEffects(frame, bot)
            }
            if frame.caller == nil { break }
            conversation.frames.removeLast()
        }
        say(somethingDone ? .cancelledAfterEffect : .cancelled)
        // What waits below for a time or an event goes on waiting.
        if !finish(outcome: "cancelled") { advance() }
        _ = offer(undo)
    }

    static func hasEffects(_ frame: Frame, _ bot: Bot) -> Bool {
        frame.memo.contains { identity, memo in
            // A place to pay at is nothing yet.
            if Frame.isLink(identity) { return false }
            switch memo {
            case .paid, .ran(_, _, didSomething: true, _): return true
            default: break
            }
            guard case .called(let record, let outcome, _) = memo else { return false }
            return bot.definition.actions[record.action]?.safe != true
                && (outcome == .ok || outcome == .unknown)
        }
    }

    /// Asks the last answered question again.
    private mutating func goBack() {
        switch conversation.waiting {
        case .change, .readBack, .startOver: return advance()
        case .whichResume(let question):
            // The way back from there is the one to what was interrupted last.
            if let topic = question.topics.first { return resume(topic.rawValue, of: question) }
        case .unavailable(let question): return choose("back", of: question)
        default: break
        }
        leaveUnansweredPart()
        // Nothing leads back behind an effect: it stays done.
        guard let index = topIndex, let key = conversation.frames[index].order.last,
            let slot = topTopic?.slot(SlotName(key: key))
        else {
            say(.nothingToGoBack)
            return remind()
        }
        if conversation.frames[index].slots[key] == .null {
            conversation.frames[index].slots[key] = nil
            conversation.frames[index].order.removeLast()
            return advance()
        }
        reopen(slot)
    }

    /// Back at the first question of a part leads to the last one of what runs it, where that did
    /// nothing since.
    private mutating func leaveUnansweredPart() {
        while let index = topIndex, index > 0, let caller = conversation.frames[index].caller,
            conversation.frames[index].order.isEmpty,
            let last = conversation.frames[index - 1].order.last, last != Frame.effect
        {
            conversation.frames.removeLast()
            conversation.frames[index - 1].memo[caller] = nil
            boundRun = nil
        }
    }

    private mutating func startOver() {
        guard let start = conversation.frames.lastIndex(where: { $0.caller == nil }) else {
            return greet()
        }
        if conversation.frames[start...].contains(where: { !$0.signsIn && Self.hasEffects($0, bot) }
        ) {
            let id = newQuestionID(about: "start over", run: conversation.frames[start].run)
            conversation.waiting = .startOver(
                StepQuestion(id: id, step: StepIdentity("start over"))
            )
            return askAgain()
        }
        restart()
    }

    /// The same topic from its start, with the parts it runs; what its effects did stays done.
    mutating func restart() {
        guard let start = conversation.frames.lastIndex(where: { $0.caller == nil }) else { return }
        conversation.frames.removeSubrange((start + 1)...)
        conversation.counters.runs += 1
        var fresh = Frame(topic: conversation.frames[start].topic, run: conversation.counters.runs)
        fresh.takes = conversation.frames[start].takes
        conversation.frames[start] = fresh
        advance()
    }

    private mutating func skipQuestion() {
        if case .form = conversation.waiting {
            say(.needed, ["slot": .string("")])
            return remind()
        }
        switch conversation.waiting {
        case .signIn(let question) where leaveSignIn(question): return
        case .feedback: return declineFeedback()
        case .confirm, .change, .readBack: say(.needed, ["slot": .string("")])
        default: break
        }
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot)
        else { return remind() }
        guard slot.optional else {
            say(.needed, ["slot": .string(slot.title[language])])
            return remind()
        }
        answer(slot, question, .null, heard: nil)
    }
}
