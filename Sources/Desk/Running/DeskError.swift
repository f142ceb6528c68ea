import BotRuntime

/// Why something at a desk was not done.
package enum DeskError: Error, Hashable, Sendable {
    /// The tenant has no desk here.
    case noDesk
    case refused(DeskRefusal)
    /// Others came between all the time; again in a moment.
    case busy
    case store(StoreError)
    /// The conversation did not take it.
    case conversation(RuntimeError)
    /// There is no such topic, queue or person.
    case unknown(String)
    /// What was sent is not what was asked for.
    case unreadable(String)
    /// The conversation is not the agent's now: the bot has it, or it is over.
    case notNow
    /// No topic runs in it that could be left: the agent has it.
    case isYours
}

extension DeskError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noDesk: "there is no desk here"
        case .refused(let refusal): refusal.description
        case .busy: "others change the desk all the time; again in a moment"
        case .store: "nothing is kept now"
        case .conversation(let error): error.description
        case .unknown(let what): "there is no \(what)"
        case .unreadable(let what): what
        case .notNow: "the conversation is not yours now: the bot has it, or it is over"
        case .isYours: "the conversation is yours: no topic runs in it"
        }
    }
}
