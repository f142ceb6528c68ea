import Expressions
import Messages
import Topics
import Values

extension Turn {
    mutating func visit(
        _ signIn: SignIn,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex, let topic = topTopic else { return .left }
        if let proven = self.identity, proven.level >= signIn.level {
            conversation.subject = proven.subject
            goes(.on, from: identity)
            return .next
        }
        if conversation.frames[index].memo[Frame.givenUp(identity)] != nil {
            return try visitOther(signIn, identity, round: round)
        }
        if isLockedOut { return refuseIdentity(.signInLocked, topic) }
        switch signIn.method {
        case .channel:
            // Another device may come that has one: this is found out anew each time.
            guard event.profile.canSignIn else {
                return try visitOther(signIn, identity, round: round)
            }
            return try awaitSignIn(signIn, identity, round: round)
        case .link(let call):
            switch try perform(call, identity, isForOneUse: true) {
            case .pending(let flow): return flow
            case .answered(_, .ok, _): return try awaitSignIn(signIn, identity, round: round)
            case .answered: return try giveUp(signIn, identity, round: round)
            }
        case .code(let slot, let call):
            return try visit(signIn, slot, call, identity, round: round)
        }
    }

    /// The way behind this one; ways that prove less than is asked for are not gone.
    private mutating func visitOther(
        _ signIn: SignIn,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        if let wanted = conversation.frames.last?.wantedLevel {
            var levels: [IdentityLevel] = []
            Self.walk(signIn.otherwise) { step in
                if case .signIn(let other) = step.kind { levels.append(other.level) }
            }
            if !levels.isEmpty, levels.allSatisfy({ $0 < wanted }) { return .next }
        }
        goes(.otherwise, from: identity)
        return try visit(signIn.otherwise, round: round)
    }

    private mutating func giveUp(
        _ signIn: SignIn,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        conversation.frames[index].memo[Frame.awaiting(identity)] = nil
        conversation.frames[index].memo[Frame.givenUp(identity)] = .declined
        return try visitOther(signIn, identity, round: round)
    }

    private mutating func awaitSignIn(
        _ signIn: SignIn,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let wait = standBy(identity, within: signIn.within) else {
            say(.signInTimedOut)
            return try giveUp(signIn, identity, round: round)
        }
        conversation.waiting = .signIn(wait)
        try ask(signIn, wait)
        return .wait(conversation.waiting)
    }

    /// Shows the way to sign in.
    mutating func ask(_ signIn: SignIn, _ question: StepQuestion) throws(EvaluationError) {
        var links: [Link] = []
        var method = SignInMethod.channel
        if case .link = signIn.method, let frame = conversation.frames.last,
            case .called(_, _, let answer)? = frame.memo[question.step.rawValue]
        {
            links = [Link(url: answer.text("url") ?? "", title: render(.signInLink))]
            method = .link
        }
        send(
            text: try render(signIn.say) ?? render(.signIn),
            links: links,
            control: Control(
                question: question.id,
                kind: .signIn(method),
                skip: signIn.otherwise.isEmpty ? nil : render(.signInOtherWay)
            )
        )
    }

    /// The customer wants another way, or has none.
    ///
    /// - Returns: Whether there is one.
    mutating func leaveSignIn(_ question: StepQuestion) -> Bool {
        guard let index = topIndex, case .signIn(let signIn)? = step(question.step)?.kind,
            !signIn.otherwise.isEmpty
        else { return false }
        // Whoever signs in after all, while there is time, has signed in.
        conversation.frames[index].memo[Frame.givenUp(question.step.rawValue)] = .declined
        advance()
        return true
    }

    // MARK: A code

    private mutating func visit(
        _ signIn: SignIn,
        _ slot: SlotName,
        _ call: PartCall,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex, let topic = topTopic, let asked = topic.slot(slot) else {
            return .left
        }
        let key = slot.rawValue + round
        let flow = try visit(asked, key: key)
        guard case .next = flow else { return flow }
        switch try perform(call, identity) {
        case .pending(let flow): return flow
        case .answered(let record, .ok, let answer):
            if let subject = answer.text("subject"), !subject.isEmpty {
                guard accept(subject, signIn) else { return refuseIdentity(.signInOther, topic) }
                forget(key, index)
                goes(.on, from: identity)
                return .next
            }
            return try refuseCode(record, key, slot, identity, round: round, signIn)
        case .answered(let record, .refused, _):
            return try refuseCode(record, key, slot, identity, round: round, signIn)
        case .answered: return try giveUp(signIn, identity, round: round)
        }
    }

    /// A wrong code: another try, or the end of tries.
    private mutating func refuseCode(
        _ record: CallRecord,
        _ key: String,
        _ slot: SlotName,
        _ identity: String,
        round: String,
        _ signIn: SignIn
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex, let topic = topTopic else { return .left }
        conversation.frames[index].memo[identity] = .lapsed(execution: record.execution)
        forget(key, index)
        environment.values[slot.rawValue] = .null
        if countWrongCode() { return refuseIdentity(.signInLocked, topic) }
        note(refusal: render(.signInWrong), of: slot)
        return try visit(signIn, identity, round: round)
    }
}

extension Frame {
    /// How surely the customer is to be proven by this part; nil: it is no such part.
    fileprivate var wantedLevel: IdentityLevel? {
        guard case .string(let word)? = takes[Frame.level] else { return nil }
        return IdentityLevel(rawValue: word)
    }
}

extension ChannelProfile {
    /// Whether the device has a sign-in of its own.
    var canSignIn: Bool { has(.auth) || has(.auth2) }
}
