import Topics
import Values

/// Why a person comes in.
package enum HandoffReason: String, Hashable, Sendable, Codable {
    /// The customer asked for one.
    case asked
    /// Fraud under way, a threat to life.
    case danger
    /// Insults that went on.
    case abuse
    /// The topic leads there.
    case topic
    /// Three answers that were not understood, or refused.
    case notUnderstood = "not_understood"
    /// A call that did not succeed.
    case call
    /// A topic that wants a proven identity.
    case identity
    /// Money came for something that was given up, or another sum than was asked for.
    case payment
    /// Nothing to choose from.
    case noOptions = "no_options"
    /// The conversation was in something that this version of the bot has no more.
    case version
    /// Something broke inside.
    case fault
}

/// What a person needs to go on from where the bot stood.
///
/// A versioned contract; the shell attaches the transcript.
package struct HandoffPacket: Hashable, Sendable {
    package let id: String
    package let reason: HandoffReason
    package let summary: String
    package let queue: QueueID
    package let language: String
    package let contact: String
    package let verified: Bool
    package let topic: TopicID?
    /// What is known, without secure values.
    package let slots: [String: Value]
    /// Topics tried, newest last.
    package let tried: [TopicID]
    package let unknown: [Conversation.UnknownEffect]
    package let lastQuestion: String?
    package let lastHeard: String?
    package let articles: [String]
    package let interaction: String?

    /// The keys of `json`; those without a value are left out there.
    package static let keys = [
        "version", "id", "reason", "summary", "queue", "language", "contact", "topic", "slots",
        "tried", "unknown", "last_question", "last_message", "articles", "interaction",
    ]

    package var json: JSON {
        .compact([
            "version": 1, "id": .string(id), "reason": .string(reason.rawValue),
            "summary": .string(summary), "queue": .string(queue.rawValue),
            "language": .string(language),
            "contact": ["id": .string(contact), "verified": .bool(verified)],
            "topic": topic.map { .string($0.rawValue) },
            "slots": .object(slots.mapValues(\.spelled)),
            "tried": .array(tried.map { .string($0.rawValue) }),
            "unknown": .array(
                unknown.map { effect in
                    .compact([
                        "action": .string(effect.action.rawValue), "key": .string(effect.key),
                        "late": effect.late.map { .string($0.rawValue) },
                    ])
                }
            ),
            "last_question": lastQuestion.map(JSON.string),
            "last_message": lastHeard.map(JSON.string),
            "articles": .array(articles.map(JSON.string)),
            "interaction": interaction.map(JSON.string),
        ])
    }
}
