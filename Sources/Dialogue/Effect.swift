import Messages
import Topics
import Values

/// One thing to be done because of a turn.
///
/// The turn only says so.
package enum Effect: Hashable, Sendable {
    case send(Reply)
    case call(CallRequest)
    case setTimer(TimerName, at: Timestamp)
    case clearTimer(TimerName)
    /// Bring a person in.
    case requestPerson(HandoffPacket)
    /// Nobody needs to come any more.
    case releasePerson
    /// Pass on to the person what the customer wrote.
    case forward(Inbound)
    case record(Entry)

    /// Something to keep beside the conversation.
    package enum Entry: Hashable, Sendable {
        case interaction(Interaction)
        case outcome(topic: TopicID, outcome: String)
        case consent(granted: Bool, words: String)
        case delivery(message: String, DeliveryState, code: String?)
        case callback(queue: QueueID, phone: String?)
        /// Money came; `isLate` where nothing waited for it any more, or not for that sum.
        case payment(PaymentResult, isLate: Bool)
        /// A call's answer came when the customer's patience was over.
        case lateAnswer(ActionName, key: String, CallOutcome)
        /// A question that found neither topic nor article.
        case unanswered(String)
        /// The back end told something that `actions.yaml` does not know.
        case unknownEvent(String)
        /// What a person of the desk wrote for others of the desk.
        case note(agent: String?, text: String)
        /// Something broke inside; the customer got a person.
        case fault(String)
    }
}

/// A call to the back end.
package struct CallRequest: Hashable, Sendable {
    package let action: ActionName
    /// The idempotency key.
    package let key: String
    package let arguments: [String: Value]
    package let within: TimeSpan
    /// What customers read of the answer is in it; empty for the bot's default.
    package let language: String

    package init(
        action: ActionName,
        key: String,
        arguments: [String: Value],
        within: TimeSpan,
        language: String = ""
    ) {
        self.language = language
        self.action = action
        self.key = key
        self.arguments = arguments
        self.within = within
    }
}

/// What a turn leads to.
package struct Transition: Hashable, Sendable {
    package var conversation: Conversation
    package var effects: [Effect]
    /// The rule that decided, for an event from the customer.
    package var rule: Rule?
    /// The last topic that ended in this turn, with its answers.
    package var ended: EndedTopic?
    /// Every deed of the turn worth a fact in a transcript, in order.
    package var facts: [Fact]
    /// The steps that were gone through, where that was asked for.
    package var trace: Trace?
}

/// A topic that ended.
package struct EndedTopic: Hashable, Sendable, Codable {
    package let topic: TopicID
    package let outcome: String
    package let slots: [String: Value]

    /// With the choices' IDs and titles, without their rows.
    var inBrief: EndedTopic {
        EndedTopic(
            topic: topic,
            outcome: outcome,
            slots: slots.mapValues { value in
                guard case .choice(let choice) = value else { return value }
                return .choice(Choice(id: choice.id, title: choice.title))
            }
        )
    }
}

/// What a transcript can assert beyond words.
package enum Fact: Hashable, Sendable {
    case topic(TopicID)
    case slot(String, Value)
    case correction(String)
}

/// The rules a message goes through, in their written order.
package enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
    case seen = "a"
    case consent = "b"
    case owner = "c"
    case tap = "d"
    case person = "e"
    case label = "f"
    case control = "g"
    case answer = "h"
    case correction = "i"
    case topic = "j"
    case question = "k"
    case freeText = "l"
    case notUnderstood = "m"

    package var explanation: String {
        switch self {
        case .seen: "seen before, or a new conversation"
        case .consent: "words of consent"
        case .owner: "a person or the queue has the conversation"
        case .tap: "a tap that names its question"
        case .person: "words that reach a person"
        case .label: "the label or number of an option"
        case .control: "a control word"
        case .answer: "an answer to the open question"
        case .correction: "a correction of an earlier answer"
        case .topic: "another topic"
        case .question: "a question that an article answers"
        case .freeText: "free text, which the open question takes"
        case .notUnderstood: "not understood"
        }
    }
}
