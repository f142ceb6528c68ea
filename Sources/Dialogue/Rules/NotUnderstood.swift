import Expressions
import Messages
import Topics
import Understanding
import Values

/// m: the ladder. Another wording, then what can be touched and an example, then a person.
extension Turn {
    /// Another wording, then what can be touched and an example, then a person.
    mutating func notUnderstood(_ utterance: Utterance) {
        rule = rule ?? .notUnderstood
        if !utterance.isEmpty, !asksSecurely {
            record(.unanswered(bot.secrecy.masking(String(utterance.original.prefix(300)))))
        }
        if conversation.waiting.asksNothing {
            conversation.misses += 1
            guard conversation.misses < bot.definition.tries else { return route() }
            if conversation.history.lastSaid == nil {
                guard introduce() else { return }
            }
            let misses = conversation.misses
            perform(.fallback, heard: utterance.original)
            // A topic that begins clears them; this one is part of the ladder.
            conversation.misses = misses
            guard conversation.waiting.asksNothing, conversation.owner == .bot else { return }
            return offerMenu()
        }
        let failures = conversation.waiting.failures + 1
        // Who does not rate the conversation need not.
        if case .feedback = conversation.waiting, failures > 1 { return declineFeedback() }
        guard failures < tries else { return route() }
        conversation.waiting.failures = failures
        if case .form(let form) = conversation.waiting, let index = topIndex {
            // Whoever does not use the form is asked one thing after another.
            conversation.frames[index].memo[form.step.rawValue] = .formDone
            say(.notUnderstood)
            advance()
            conversation.waiting.failures = failures
            return
        }
        say(failures > 1 ? .notUnderstoodAgain : .notUnderstood, ["example": .string(example)])
        askAgain()
    }

    private mutating func route() {
        conversation.misses = 0
        say(.routing)
        handOff(reason: .notUnderstood, queue: currentQueue, notice: nil)
    }

    /// How an answer to the open question may look.
    private var example: String {
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot)
        else { return "" }
        let today = environment.occasion.today
        let value: Value
        switch slot.type {
        case .date: value = .date(today.adding(days: slot.prefer == .future ? 3 : -3))
        case .time: value = .time(CivilTime(secondsSinceMidnight: 15 * 3600))
        case .datetime:
            value = .datetime(
                CivilDateTime(
                    date: today.adding(days: slot.prefer == .future ? 3 : -3),
                    time: CivilTime(secondsSinceMidnight: 15 * 3600)
                )
            )
        case .phone: value = .phone("+14155550101")
        case .email: value = .email("name@example.com")
        case .location: value = .address(Address("18 Elm Street, Springfield"))
        case .number: value = .int(12)
        case .duration: value = .duration(TimeSpan(seconds: 7200))
        default: return ""
        }
        return render(.example, ["value": .string(words(for: value))])
    }
}
