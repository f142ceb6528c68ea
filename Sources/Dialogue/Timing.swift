import Messages
import Topics
import Values

/// Timers are part of the state; they come back as events, so tests move the clock.
extension Turn {
    mutating func take(_ timer: TimerName) {
        // One that was set anew or cleared since comes too late.
        guard let due = conversation.timers[timer] else { return }
        guard due <= event.at else {
            // The clock went back: whoever brings timers has let go of this one.
            effects.append(.setTimer(timer, at: due))
            return
        }
        conversation.timers[timer] = nil
        switch timer {
        case .deadline: takeDeadline()
        case .call:
            // The customer's patience is over, whoever they talk to by now; what became of it nobody
            // knows.
            for frame in conversation.frames {
                for memo in frame.memo.values {
                    guard case .calling(let record) = memo else { continue }
                    return takeResult(key: record.key, .unknown, .null)
                }
            }
        case .queue:
            guard conversation.owner == .queue else { return }
            // Twice, each after twice as long; who still waits then waits in vain, and is offered
            // what else there is.
            conversation.desk.reminders += 1
            guard conversation.desk.reminders < 3 else { return turnedDown(DeskEvent(.failed)) }
            say(.stillWaiting, purpose: .notice)
            let span = bot.definition.timers.queue.seconds << conversation.desk.reminders
            setTimer(.queue, after: TimeSpan(seconds: span))
        case .idle:
            guard conversation.owner == .bot, conversation.waiting.questionID != nil else { return }
            say(.idle, purpose: .notice)
            // Whoever is no longer proven sees nothing of theirs again before they sign in.
            if !isIdentityMissing { remind() }
        case .expiry:
            // Whoever has started the topic is still there for the customer.
            guard conversation.owner == .bot, !returnsToPerson(nil) else { return }
            if !conversation.warned, !conversation.frames.isEmpty {
                conversation.warned = true
                say(.expiryWarning, purpose: .notice)
                return setTimer(.expiry, after: bot.definition.timers.idle)
            }
            expire()
        }
    }

    /// Ends the conversation; what was begun is kept, and offered when the customer writes again.
    private mutating func expire() {
        for frame in conversation.frames where frame.caller == nil {
            record(.outcome(topic: frame.topic, outcome: "expired"))
        }
        if !conversation.frames.isEmpty { say(.expired, purpose: .notice) }
        conversation.kept = conversation.frames.map { $0.withoutSecrets() }
        conversation.frames = []
        conversation.waiting = .nothing
        change(owner: .nobody)
        closeInteractions(outcome: "expired")
    }

    /// Nothing expires that waits for a time or an event of its own.
    private var expiry: Timestamp {
        let usual = event.at.adding(bot.definition.timers.expiry)
        guard case .event = conversation.waiting, let deadline = conversation.timers[.deadline]
        else { return usual }
        return max(usual, deadline.adding(bot.definition.timers.idle))
    }

    /// After each message of the customer the clocks of silence start anew.
    mutating func settleTimers() {
        switch conversation.waiting {
        case .signIn, .payment, .event: break
        default: clearTimer(.deadline)
        }
        switch event.kind {
        // The bot has spoken, or asks now what it did not ask before.
        case .timer(.deadline), .timer(.call), .timer(.queue): break
        case .inbound(.typing), .inbound(.status), .inbound(.edited), .inbound(.deleted), .timer:
            return
        case .inbound(.desk):
            // What comes too late puts nothing off. Otherwise the customer is asked how it was, and
            // may never answer.
            guard conversation.owner == .bot, !effects.isEmpty else { return }
        case .inbound, .callResult, .fault: break
        }
        guard conversation.owner == .bot else {
            clearTimer(.idle)
            clearTimer(.expiry)
            return
        }
        conversation.warned = false
        setTimer(.expiry, at: expiry)
        if conversation.waiting.questionID != nil {
            setTimer(.idle, after: bot.definition.timers.idle)
        } else {
            clearTimer(.idle)
        }
    }
}
