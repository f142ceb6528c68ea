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
    /// What conditions that are no step of their own were worth.
    package private(set) var judged: [Judgement: Set<Bool>] = [:]
    /// The step that was gone through last.
    package private(set) var last: Place?

    package init() {}

    mutating func add(_ place: Place) {
        steps.insert(place)
        last = place
    }

    mutating func add(_ way: Way, at place: Place) { ways[place, default: []].insert(way) }

    mutating func keep(_ slot: SlotPlace) { kept.insert(slot) }

    mutating func refuse(_ slot: SlotPlace) { refused.insert(slot) }

    mutating func add(_ truth: Bool, of judgement: Judgement) {
        judged[judgement, default: []].insert(truth)
    }

    package mutating func add(_ other: Trace) {
        steps.formUnion(other.steps)
        ways.merge(other.ways) { $0.union($1) }
        kept.formUnion(other.kept)
        refused.formUnion(other.refused)
        control = other.control ?? control
        judged.merge(other.judged) { $0.union($1) }
        last = other.last ?? last
    }
}

/// A condition of a slot or a loop, wherever it is judged.
package struct Judgement: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// Whether the slot is asked.
        case when(SlotName)
        /// Whether an answer is refused; the slot's checks are counted from 0.
        case check(SlotName, Int)
        /// Whether one more round follows a round.
        case goesOn(StepIdentity)
    }

    package let topic: TopicID
    package let part: Part

    package init(topic: TopicID, part: Part) {
        self.topic = topic
        self.part = part
    }
}

extension Turn {
    /// Notes the way on from a step of the top frame, named with its round.
    mutating func goes(_ way: @autoclosure () -> Way, from identity: String) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        let step = StepIdentity(identity).withoutRound
        trace?.add(way(), at: Place(topic: topic, step: step))
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

    /// Notes what a condition of the top frame is worth.
    mutating func judges(_ part: Judgement.Part, _ truth: Bool) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        trace?.add(truth, of: Judgement(topic: topic, part: part))
    }

    mutating func passes(_ step: Step) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        trace?.add(Place(topic: topic, step: step.identity))
    }
}
