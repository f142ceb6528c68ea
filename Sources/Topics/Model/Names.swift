/// A name that a designer gave: two kinds of names cannot be mixed up.
package protocol Name: RawRepresentable<String>, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    init(rawValue: String)
}

extension Name {
    package init(_ name: String) { self.init(rawValue: name) }

    package var description: String { rawValue }

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// A topic's ID: the name of its file without the ending.
package struct TopicID: Name {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A slot's name within its topic.
package struct SlotName: Name {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// An action's name in `actions.yaml`, such as `cards.replace`.
package struct ActionName: Name {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A queue of people, as `bot.yaml` names it.
package struct QueueID: Name {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// What a step is known by across versions of its topic: its label, or its kind and subject.
///
/// `ask card`, `call cards.replace`, `confirm`. Never a position: a step that moves stays the same
/// step.
package struct StepIdentity: Name {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}
