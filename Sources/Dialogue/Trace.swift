import Topics

/// What a turn went through, for coverage, exploration and pictures of a topic.
///
/// It is kept where somebody asks for it, and costs nothing elsewhere.
package struct Trace: Hashable, Sendable {
    package private(set) var steps: Set<Place> = []
    package private(set) var ways: [Place: Set<Way>] = [:]

    package init() {}

    mutating func add(_ place: Place) { steps.insert(place) }

    mutating func add(_ way: Way, at place: Place) { ways[place, default: []].insert(way) }

    package mutating func add(_ other: Trace) {
        steps.formUnion(other.steps)
        ways.merge(other.ways) { $0.union($1) }
    }
}

extension Turn {
    /// Notes the way on from a step of the top frame, named with its round.
    mutating func goes(_ way: Way, from identity: String) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        let step = StepIdentity(String(identity.prefix { $0 != "#" }))
        trace?.add(way, at: Place(topic: topic, step: step))
    }

    mutating func passes(_ step: Step) {
        guard trace != nil, let topic = conversation.frames.last?.topic else { return }
        trace?.add(Place(topic: topic, step: step.identity))
    }
}
