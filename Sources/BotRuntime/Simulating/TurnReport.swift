import Dialogue
import Messages
import Topics
import Values

/// What one event led to, after everything it set off had come to rest: a line of `chat --json`.
package struct TurnReport: Hashable, Sendable {
    package struct Call: Hashable, Sendable {
        package let action: ActionName
        package let key: String
        package let arguments: [String: JSON]
        /// nil: not yet answered.
        package let outcome: CallOutcome?
    }

    package private(set) var replies: [Reply] = []
    package private(set) var calls: [Call] = []
    package private(set) var handoff: HandoffPacket?
    package private(set) var forwarded: [Inbound] = []
    package private(set) var records: [Effect.Entry] = []
    package private(set) var facts: [Fact] = []
    package private(set) var rule: Rule?
    package private(set) var ended: EndedTopic?
    package private(set) var conversation: Conversation
    /// When all had come to rest.
    package private(set) var at: Timestamp
    /// The same event came before.
    package var isRepeated = false

    /// What may be shown to nobody.
    private let secure: SecureNames

    init(_ conversation: Conversation, at: Timestamp, secure: SecureNames) {
        self.conversation = conversation
        self.at = at
        self.secure = secure
    }

    mutating func add(_ transition: Transition) {
        for effect in transition.effects {
            switch effect {
            case .send(let reply): replies.append(reply)
            case .requestPerson(let packet): handoff = packet
            case .forward(let inbound): forwarded.append(inbound)
            case .record(let entry): records.append(entry)
            case .call, .setTimer, .clearTimer, .releasePerson: break
            }
        }
        facts += transition.facts
        rule = rule ?? transition.rule
        ended = transition.ended ?? ended
        conversation = transition.conversation
    }

    mutating func add(_ request: CallRequest, _ outcome: CallOutcome?) {
        calls.append(
            Call(
                action: request.action,
                key: request.key,
                arguments: Dictionary(
                    uniqueKeysWithValues: request.arguments.map { name, value in
                        (name, secure.hides(name, of: request.action) ? "•••" : value.spelled)
                    }
                ),
                outcome: outcome
            )
        )
    }

    mutating func finish(_ conversation: Conversation, at: Timestamp) {
        self.conversation = conversation
        self.at = at
    }

    /// The topic that waits, or that ended on this line.
    package var topic: TopicID? {
        conversation.frames.last?.topic ?? ended?.topic
    }

    package var slots: [String: Value] {
        guard let frame = conversation.frames.last else { return ended?.slots ?? [:] }
        var slots: [String: Value] = [:]
        for key in frame.order {
            guard let value = frame.slots[key], value != .null else { continue }
            let name = SlotName(key: key).rawValue
            slots[name] = secure.hides(name, in: frame.topic) ? .string("•••") : value
        }
        return slots
    }
}

extension TurnReport {
    package var json: JSON {
        var fields: [String: JSON] = [
            "replies": .array(replies.map(\.json)),
            "owner": .string(conversation.owner.rawValue),
            "waiting": waitingJSON,
            "slots": .object(slots.mapValues(\.spelled)),
            "calls": .array(calls.map(\.json)),
            "handoff": handoff?.json ?? .null,
        ]
        fields["language"] = .string(conversation.language)
        fields["topic"] = topic.map { .string($0.rawValue) } ?? .null
        fields["interaction"] = conversation.interactions.last?.json
        fields["outcome"] = ended.map { .string($0.outcome) }
        fields["rule"] = rule.map { .string($0.rawValue) }
        return .object(fields)
    }

    private var waitingJSON: JSON {
        .compact([
            "kind": .string(conversation.waiting.kind),
            "question": conversation.waiting.questionID.map(JSON.string),
            "slot": conversation.waiting.slot.map { .string($0.rawValue) },
        ])
    }
}

extension TurnReport.Call {
    package var json: JSON {
        .compact([
            "action": .string(action.rawValue), "key": .string(key),
            "arguments": .object(arguments), "outcome": outcome.map { .string($0.rawValue) },
        ])
    }
}

/// The slots and arguments whose values stand in no output.
package struct SecureNames: Hashable, Sendable {
    private var slots: [TopicID: Set<String>] = [:]
    private var arguments: [ActionName: Set<String>] = [:]

    init(_ bot: BotDefinition) {
        for topic in bot.topics {
            let names = topic.slots.filter(\.secure).map(\.name.rawValue)
            if !names.isEmpty { slots[topic.id] = Set(names) }
        }
        for (name, action) in bot.actions {
            let names = action.takes.filter(\.secure).map(\.name)
            if !names.isEmpty { arguments[name] = Set(names) }
        }
    }

    func hides(_ slot: String, in topic: TopicID) -> Bool { slots[topic]?.contains(slot) ?? false }

    func hides(_ argument: String, of action: ActionName) -> Bool {
        arguments[action]?.contains(argument) ?? false
    }
}
