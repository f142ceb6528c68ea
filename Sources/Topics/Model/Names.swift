/// A topic's ID: the name of its file without the ending.
package struct TopicID: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ name: String) { rawValue = name }
    package var description: String { rawValue }
    package static func < (one: TopicID, other: TopicID) -> Bool { one.rawValue < other.rawValue }
}

/// A slot's name within its topic.
package struct SlotName: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ name: String) { rawValue = name }
    package var description: String { rawValue }
    package static func < (one: SlotName, other: SlotName) -> Bool { one.rawValue < other.rawValue }
}

/// An action's name in `actions.yaml`, such as `cards.replace`.
package struct ActionName: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ name: String) { rawValue = name }
    package var description: String { rawValue }
    package static func < (one: ActionName, other: ActionName) -> Bool {
        one.rawValue < other.rawValue
    }
}

/// A queue of people, as `bot.yaml` names it.
package struct QueueID: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ name: String) { rawValue = name }
    package var description: String { rawValue }
    package static func < (one: QueueID, other: QueueID) -> Bool { one.rawValue < other.rawValue }
}

/// What a step is known by across versions of its topic: its label, or its kind and subject.
///
/// `ask card`, `call cards.replace`, `confirm`. Never a position: a step that moves stays the same
/// step.
package struct StepIdentity: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ name: String) { rawValue = name }
    package var description: String { rawValue }
    package static func < (one: StepIdentity, other: StepIdentity) -> Bool {
        one.rawValue < other.rawValue
    }
}
