import Dialogue
import Topics

/// Where a customer stood in a topic when something ended it.
struct Standing {
    /// The topic that they began, whichever of its parts was under way.
    let topic: TopicID?
    /// A slot's name, several with `+` between them, or what else was asked for.
    let place: String?

    init(_ conversation: Conversation) {
        topic = conversation.frames.last { $0.caller == nil }?.topic
        place =
            switch conversation.waiting {
            case .question(let question): question.slot.rawValue
            case .readBack: conversation.waiting.slot?.rawValue
            case .form(let form): form.slots.map(\.rawValue).joined(separator: "+")
            case .confirm, .change: "confirm"
            case .signIn: "sign_in"
            case .payment: "pay"
            case .event: "wait"
            case .call: "call"
            case .feedback: "feedback"
            case .nothing, .whichTopic, .whichResume, .startOver, .unavailable, .queue, .agent: nil
            }
    }
}
