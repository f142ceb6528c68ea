import Topics
import Understanding

/// h, where the customer will not or cannot say what is asked: "I'd rather not", "I don't have it".
extension Turn {
    /// Says what is possible then, and asks again; the last try leads to a person.
    ///
    /// A question that may be skipped has been skipped by then.
    mutating func hearRefusal(_ utterance: Utterance) -> Bool {
        switch conversation.waiting {
        case .question, .form: break
        case .nothing, .confirm, .change, .readBack, .whichTopic, .whichResume, .startOver, .call,
            .signIn, .payment, .event, .unavailable, .feedback, .queue, .agent:
            return false
        }
        guard words.declines(utterance, wholly: takesFreeText) else { return false }
        rule = .answer
        let failures = conversation.waiting.failures + 1
        guard failures < tries else {
            say(.refusedThrice)
            handOff(reason: .notUnderstood, queue: currentQueue, notice: nil)
            return true
        }
        conversation.waiting.failures = failures
        say(.cannotSkip)
        remind()
        return true
    }
}
