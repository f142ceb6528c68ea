/// Why a message was not taken.
public enum RuntimeError: Error, Hashable, Sendable {
    /// No account of that name takes messages here.
    case unknownAccount
    /// The message's ID was used for another message.
    case reused
    /// So many messages of the contact wait already; again after some seconds.
    case busy(retryAfterSeconds: Int)
    /// So many contacts' turns run already, or are slow; again after some seconds.
    case overloaded(retryAfterSeconds: Int)
    /// Other processes wrote turns of the contact all the time; again after some seconds.
    case contended(retryAfterSeconds: Int)
    /// Too long an ID, none, or one with control characters.
    case badID
    /// What is kept of the contact cannot be read, or a later version of this program wrote it.
    case unreadable(String)
    /// The runtime is stopping.
    case stopping
    case store(StoreError)
}

extension RuntimeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownAccount: "there is no such account"
        case .reused: "the ID was used for another message"
        case .busy(let seconds): "the contact has too much waiting; again in \(seconds) s"
        case .overloaded(let seconds):
            "more customers write than can be answered; again in \(seconds) s"
        case .contended(let seconds):
            "others take turns of the contact all the time; again in \(seconds) s"
        case .badID: "an ID has 1 to \(MessageKey.longestID) bytes, and no control characters"
        case .unreadable(let reason): "the conversation cannot be read: \(reason)"
        case .stopping: "the runtime is stopping"
        case .store(let error): error.description
        }
    }
}
