/// Who speaks for the company at this moment.
package enum Owner: String, Hashable, Sendable, Codable {
    case bot, queue, agent
    /// The conversation has ended; the next message begins another.
    case nobody
}

extension Owner {
    /// Whether people have the conversation, or are about to.
    package var isPeople: Bool { self == .queue || self == .agent }
}
