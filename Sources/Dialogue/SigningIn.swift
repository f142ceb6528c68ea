import Expressions
import Topics
import Values

/// Who the customer is: proven by the gateway or in the conversation, never by what they claim.
extension Turn {
    /// Who they are at the moment of an event.
    ///
    /// A conversation is one customer's: whoever else is proven to write in it counts as nobody.
    static func identity(_ conversation: Conversation, _ event: Event) -> Identity? {
        let proven: Identity?
        if event.contact.verified {
            proven = Identity(
                subject: event.contact.subject ?? event.contact.id,
                level: event.contact.level,
                until: nil
            )
        } else if let own = conversation.identity, own.until.map({ event.at < $0 }) ?? true {
            proven = own
        } else {
            proven = nil
        }
        guard let subject = conversation.subject else { return proven }
        return proven?.subject == subject ? proven : nil
    }

    /// How surely the customer must be proven for what runs now; nil: anybody may go on.
    ///
    /// A part is its whole's: what it was given may be the customer's own.
    var levelNeeded: IdentityLevel? {
        var needed: IdentityLevel?
        for frame in conversation.frames.reversed() {
            // Signing in must be open to everybody.
            if frame.signsIn { return nil }
            if let level = bot.topic(frame.topic)?.verified {
                needed = needed.map { max($0, level) } ?? level
            }
            if frame.caller == nil { break }
        }
        return needed
    }

    /// Whether what runs needs the customer to be proven better than they are.
    var isIdentityMissing: Bool {
        guard let level = levelNeeded else { return false }
        return identity.map { $0.level < level } ?? true
    }

    /// Passes where the customer is proven well enough, else runs the topic that signs them in as
    /// a part of the one on top.
    ///
    /// - Returns: nil where they are; otherwise where the turn goes on.
    mutating func demand(_ level: IdentityLevel) throws(EvaluationError) -> Flow? {
        guard let index = topIndex, let topic = topTopic else { return .left }
        if let identity, identity.level >= level {
            conversation.frames[index].memo[Frame.identity(level)] = nil
            conversation.subject = identity.subject
            return nil
        }
        // It was tried, and they are nobody yet.
        if case .ran = conversation.frames[index].memo[Frame.identity(level)] {
            return refuseIdentity(.signInNeeded, topic)
        }
        if isLockedOut { return refuseIdentity(.signInLocked, topic) }
        guard let signIn = bot.topic(InheritedTopic.signIn.id), topic.id != signIn.id else {
            return refuseIdentity(.signInNeeded, topic)
        }
        try burn()
        conversation.counters.runs += 1
        var part = Frame(topic: signIn.id, run: conversation.counters.runs)
        part.caller = Frame.identity(level)
        part.takes = [Frame.level: .string(level.rawValue)]
        part.unread = conversation.frames[index].unread
        conversation.frames[index].memo[Frame.identity(level)] = .running(StableHash())
        conversation.frames.append(part)
        return .again
    }

    /// Says why the topic cannot go on without an identity, and brings a person in.
    mutating func refuseIdentity(_ text: HouseText, _ topic: Topic) -> Flow {
        if let index = topIndex { conversation.frames[index].memo[Frame.fault] = .handedOver }
        var title = topic.title
        if conversation.frames.last?.signsIn == true,
            let caller = conversation.frames.last(where: { $0.caller == nil }),
            let whole = bot.topic(caller.topic)
        {
            title = whole.title
        }
        say(text, ["topic": .string(title[language])])
        handOff(reason: .identity, queue: topic.queue ?? currentQueue, notice: nil)
        return .left
    }

    var isLockedOut: Bool {
        conversation.signIn?.lockedUntil.map { event.at < $0 } ?? false
    }

    /// Counts a wrong code.
    ///
    /// - Returns: Whether the contact is locked out by it.
    mutating func countWrongCode() -> Bool {
        let failures = (conversation.signIn?.failures ?? 0) + 1
        conversation.signIn = SignInGuard(failures: failures)
        let rules = bot.definition.signIn
        guard failures >= rules.attempts else { return false }
        conversation.signIn = SignInGuard(lockedUntil: event.at.adding(rules.lock))
        return true
    }

    /// Takes who the customer has proven to be.
    ///
    /// - Returns: Whether it is the one whose conversation this is.
    mutating func accept(_ subject: String, _ step: SignIn) -> Bool {
        if let own = conversation.subject, own != subject { return false }
        conversation.identity = Identity(
            subject: subject,
            level: step.level,
            until: event.at.adding(step.valid ?? bot.definition.signIn.valid)
        )
        conversation.subject = subject
        conversation.signIn = nil
        learnIdentity()
        return true
    }

    /// What expressions read of the contact follows who they are now.
    mutating func learnIdentity() {
        identity = Self.identity(conversation, event)
        environment = Environment(
            values: environment.values,
            on: Self.occasion(conversation, event, bot, identity)
        )
    }
}
