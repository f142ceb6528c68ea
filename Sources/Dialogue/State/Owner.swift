/// Who speaks for the bank at this moment.
package enum Owner: String, Hashable, Sendable, Codable {
    case bot, queue, agent
    /// The conversation has ended; the next message begins another.
    case nobody
}
