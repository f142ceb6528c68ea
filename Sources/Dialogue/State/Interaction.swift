import Values

/// The record under which people later find what happened: type Messaging, subtype the channel.
package struct Interaction: Hashable, Sendable, Codable {
    package let id: String
    package let type: String
    package let subtype: String
    package let opened: Timestamp
    package var closed: Timestamp?
    package var linkedTo: String?
    /// When a call-back is to take place, for one opened for it.
    package var scheduled: Timestamp?
    package var queue: String?
    package var outcome: String?
    /// 1 to 5.
    package var feedback: Int?

    package var json: JSON {
        .compact([
            "id": .string(id), "type": .string(type), "subtype": .string(subtype),
            "opened": .string(opened.description), "closed": closed.map { .string($0.description) },
            "linked_to": linkedTo.map(JSON.string),
            "scheduled": scheduled.map { .string($0.description) },
            "queue": queue.map(JSON.string), "outcome": outcome.map(JSON.string),
            "feedback": feedback.map { .int(Int64($0)) },
        ])
    }
}
