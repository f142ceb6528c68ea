import Expressions
import Messages
import Topics
import Values

/// What steps wait for that comes from outside: a sign-in, a payment, a time, an event. The memo
/// holds the question and its deadline, so that a digression loses neither.
extension Turn {
    /// Rests at a step until something comes, or its time is over.
    ///
    /// - Parameters:
    ///   - identity: The step's.
    ///   - span: How long it may take, from the first time on.
    ///   - read: Over what the question depends on: where it differs, it is another question.
    ///   - former: The same with the names of an earlier version.
    ///   - due: What is to be paid; another sum is another question.
    /// - Returns: nil where the time is over.
    mutating func standBy(
        _ identity: String,
        within span: TimeSpan,
        read: StableHash? = nil,
        formerly former: [StableHash] = [],
        due: Value? = nil
    ) -> StepQuestion? {
        guard let index = topIndex else { return nil }
        let memo = Frame.awaiting(identity)
        var question = StepQuestion(id: "", step: StepIdentity(identity), read: read)
        var until = event.at.adding(span)
        if case .awaiting(let open)? = conversation.frames[index].memo[memo], open.due == due,
            open.read == read || former.contains(where: { $0 == open.read })
        {
            question.id = open.question
            until = open.until
        } else {
            question.id = newQuestionID(about: identity, run: conversation.frames[index].run)
            conversation.frames[index].memo[memo] = .awaiting(
                Awaited(question: question.id, until: until, read: read, due: due)
            )
        }
        guard event.at < until else { return nil }
        if let before = previous.stepQuestion, before.id == question.id {
            question.failures = before.failures
        }
        setTimer(.deadline, at: until)
        return question
    }

    /// The frame and the step that wait under a question.
    func awaited(_ question: String) -> (frame: Int, step: String)? {
        for index in conversation.frames.indices {
            for (name, memo) in conversation.frames[index].memo {
                guard case .awaiting(let open) = memo, open.question == question,
                    event.at < open.until
                else { continue }
                return (index, String(name.dropFirst(Frame.awaiting("").count)))
            }
        }
        return nil
    }

    /// The time of what is waited for is over: the step goes on without it.
    mutating func takeDeadline() {
        switch conversation.waiting {
        case .signIn, .payment, .event: advance()
        default: break
        }
    }

    /// Goes on at a step that has got what it waited for, where the conversation rests there.
    mutating func goOn(at frame: Int) {
        switch conversation.waiting {
        case .signIn, .payment, .event:
            guard frame == topIndex else { return }
            advance()
            hearHeld()
        default: break
        }
    }

    // MARK: Sign-in

    /// The channel, or the company's page, says how a sign-in went.
    mutating func takeSignIn(question: String?, ok: Bool, subject: String?) {
        var id = question
        if id == nil, case .signIn(let open) = conversation.waiting { id = open.id }
        guard let id, let (frame, name) = awaited(id),
            let topic = bot.topic(conversation.frames[frame].topic),
            case .signIn(let signIn)? = Self.step(StepIdentity(name), in: topic)?.kind
        else {
            // Late, twice, or never asked for: it proves nothing. What is known already needs no
            // words.
            guard conversation.owner == .bot, ok, subject != identity?.subject else { return }
            say(.signInLate)
            return remind()
        }
        let open = conversation.frames[frame].memo.removeValue(forKey: Frame.awaiting(name))
        if ok, let subject, !subject.isEmpty {
            guard accept(subject, signIn) else {
                conversation.frames[frame].memo[Frame.givenUp(name)] = .declined
                guard conversation.owner == .bot else { return }
                if let index = topIndex {
                    conversation.frames[index].memo[Frame.fault] = .handedOver
                }
                say(.signInOther)
                return handOff(reason: .identity, queue: currentQueue, notice: nil)
            }
        } else if conversation.frames[frame].memo[Frame.givenUp(name)] != nil {
            // They have chosen another way already.
            return
        } else if !signIn.otherwise.isEmpty {
            conversation.frames[frame].memo[Frame.givenUp(name)] = .declined
        } else if case .signIn = conversation.waiting, frame == topIndex {
            let failures = conversation.waiting.failures + 1
            guard failures < bot.definition.signIn.attempts else {
                _ = refuseIdentity(.signInNeeded, topic)
                return
            }
            // It stays the same question, whose failures count.
            conversation.frames[frame].memo[Frame.awaiting(name)] = open
            conversation.waiting.failures = failures
            say(.signInFailed)
        }
        guard conversation.owner == .bot else { return }
        if frame != topIndex {
            // Whoever signs in at an earlier question has done so for the one that is open.
            guard ok, case .signIn = conversation.waiting else { return }
        }
        conversation.owesAnswer = true
        advance()
        hearHeld()
    }

    // MARK: What the back end tells by itself

    /// Keeps an event for the topics that wait for it, now or later.
    mutating func takeBackEnd(_ name: String, _ gives: JSON) {
        // What lacks something that its type promises is no such event: who waits goes on waiting.
        guard let type = bot.definition.events[name],
            case let value = Value(json: gives, as: type), value.fits(type)
        else { return record(.unknownEvent(name)) }
        guard
            conversation.frames.contains(where: { frame in
                bot.topic(frame.topic).map { Self.waits(for: name, $0.steps) } ?? false
            })
        else { return }
        let event = Conversation.ArrivedEvent(name: name, gives: value)
        conversation.arrived = (conversation.arrived + [event]).suffix(5)
        guard conversation.owner == .bot, case .event = conversation.waiting else { return }
        advance()
    }

    private static func waits(for name: String, _ steps: [Step]) -> Bool {
        var isFound = false
        walk(steps) { step in
            if case .wait(let wait) = step.kind, case .event(name, _) = wait.subject {
                isFound = true
            }
        }
        return isFound
    }
}

extension Value {
    /// A text of a row.
    func text(_ field: String) -> String? {
        guard case .record(let record) = self else { return nil }
        return record.fields[field]?.plainText
    }
}
