import Diagnostics
import Expressions

/// One file of `topics/`: what the bot can do with one wish of a customer.
///
/// Immutable, and a class because a turn hands it around many times: passing it is one reference.
package final class Topic: Sendable {
    package let id: TopicID
    /// What the customer sees where several topics are offered.
    package let title: Wording
    /// How well the identity of a customer who takes it must be proven; nil: not at all.
    package let verified: IdentityLevel?
    /// What customers say to start it.
    package let examples: WordList
    /// The people who take over from it.
    package let queue: QueueID?
    /// What a topic that runs it as a part must give.
    package let takes: [Parameter]
    /// What it gives to the topic that runs it.
    package let gives: Expressions.Expression?
    /// In the order of the file.
    package let slots: [Slot]
    package let steps: [Step]
    /// The types of the topic's own names: its slots, what it takes, and what its steps give.
    package let names: [String: Expressions.`Type`]
    /// Earlier names of slots and steps: old name to new.
    package let renamed: [String: String]
    package let location: SourceLocation
    /// Whether any slot's answers stand in no output.
    package let asksSecrets: Bool
    private let slotIndex: [SlotName: Int]

    package init(
        id: TopicID,
        title: Wording,
        verified: IdentityLevel?,
        examples: WordList,
        queue: QueueID?,
        takes: [Parameter],
        gives: Expressions.Expression?,
        slots: [Slot],
        steps: [Step],
        names: [String: Expressions.`Type`],
        renamed: [String: String],
        location: SourceLocation
    ) {
        self.id = id
        self.title = title
        self.verified = verified
        self.examples = examples
        self.queue = queue
        self.takes = takes
        self.gives = gives
        self.slots = slots
        self.steps = steps
        self.names = names
        self.renamed = renamed
        self.location = location
        asksSecrets = slots.contains(where: \.secure)
        slotIndex = Dictionary(
            slots.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func slot(_ name: SlotName) -> Slot? {
        // A few names are compared sooner than one is hashed.
        let index = slots.count <= 16 ? slots.firstIndex { $0.name == name } : slotIndex[name]
        return index.map { slots[$0] }
    }

    /// The names whose values stand in no output.
    package var secureNames: Set<String> {
        Set(slots.filter(\.secure).map(\.name.rawValue) + takes.filter(\.secure).map(\.name))
    }

    /// Whether customers can start it, or only other topics.
    package var startsFromWords: Bool { !examples.isEmpty }
}

/// A named, typed input of a topic or an action.
package struct Parameter: Hashable, Sendable {
    package let name: String
    package let type: Expressions.`Type`
    package let optional: Bool
    package let secure: Bool

    package init(
        name: String,
        type: Expressions.`Type`,
        optional: Bool = false,
        secure: Bool = false
    ) {
        self.name = name
        self.type = type
        self.optional = optional
        self.secure = secure
    }
}
