import Topics
import Understanding

/// What a turn went through, for coverage, exploration and pictures of a topic.
///
/// It is kept where somebody asks for it, and costs nothing elsewhere.
package struct Trace: Hashable, Sendable {
    package private(set) var steps: Set<Place> = []
    package private(set) var ways: [Place: Set<Way>] = [:]
    /// What the customer's values became: kept, or refused with a reason.
    package private(set) var kept: Set<SlotPlace> = []
    package private(set) var refused: Set<SlotPlace> = []
    /// The control word that the message was.
    package internal(set) var control: ControlWord?

    package init() {}

    mutating func add(_ place: Place) { steps.insert(place) }

    mutating func add(_ way: Way, at place: Place) { ways[place, default: []].insert(way) }

    mutating func keep(_ slot: SlotPlace) { kept.insert(slot) }

    mutating func refuse(_ slot: SlotPlace) { refused.insert(slot) }

    package mutating func add(_ other: Trace) {
        steps.formUnion(other.steps)
        ways.merge(other.ways) { $0.union($1) }
        kept.formUnion(other.kept)
        refused.formUnion(other.refused)
        control = other.control ?? control
    }
}

extension Turn {
    /// Notes the way on from a step of the top frame, named with its round.
    mutating func goes(_ way: Way, from identity: String) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        let step = StepIdentity(String(identity.prefix { $0 != "#" }))
        trace?.add(way, at: Place(topic: topic, step: step))
    }

    /// Notes that a value of the customer's was kept for a slot of the top frame.
    mutating func keeps(_ slot: Slot) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        trace?.keep(SlotPlace(topic: topic, slot: slot.name))
    }

    /// Notes that a value was understood and refused.
    mutating func refuses(_ slot: SlotName) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        trace?.refuse(SlotPlace(topic: topic, slot: slot))
    }

    mutating func passes(_ step: Step) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        trace?.add(Place(topic: topic, step: step.identity))
    }
}
