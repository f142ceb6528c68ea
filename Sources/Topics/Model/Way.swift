/// A step of the bot, whatever its round.
package struct Place: Hashable, Sendable, Comparable {
    package let topic: TopicID
    package let step: StepIdentity

    package init(topic: TopicID, step: StepIdentity) {
        self.topic = topic
        self.step = step
    }

    package static func < (one: Place, other: Place) -> Bool {
        (one.topic.rawValue, one.step.rawValue) < (other.topic.rawValue, other.step.rawValue)
    }
}

/// A slot of the bot, whatever the round it is asked in.
package struct SlotPlace: Hashable, Sendable, Comparable {
    package let topic: TopicID
    package let slot: SlotName

    package init(topic: TopicID, slot: SlotName) {
        self.topic = topic
        self.slot = slot
    }

    package static func < (one: SlotPlace, other: SlotPlace) -> Bool {
        (one.topic.rawValue, one.slot.rawValue) < (other.topic.rawValue, other.slot.rawValue)
    }
}

/// One of the ways on from a step.
package enum Way: Hashable, Sendable {
    /// A condition that held, counted from 0: `then`, then each `elif`.
    case arm(Int)
    /// No condition held; nobody paid, nothing was found, it was *no*.
    case otherwise
    /// It went as the topic hopes.
    case on
    case refused, failed, unknown
    /// One more round.
    case round
}

extension Step {
    /// The ways on from it that differ; none where there is only one.
    package var ways: [Way] {
        switch kind {
        case .branch(let branch): branch.arms.indices.map { .arm($0) } + [.otherwise]
        case .loop: [.round, .on]
        case .call(let call): [.on] + call.otherwise.ways
        case .confirm, .search, .signIn, .pay: [.on, .otherwise]
        case .wait(let wait): wait.otherwise.isEmpty ? [] : [.on, .otherwise]
        case .say, .ask, .form, .run, .set, .handoff, .feedback, .end: []
        }
    }
}

extension Failure {
    /// One way where the three outcomes are not told apart.
    var ways: [Way] {
        // An action's way out is read anew for each outcome, and stands in one place.
        let first = [refused, failed, unknown].map { $0.first?.location }
        return Set(first).count == 1 ? [.otherwise] : [.refused, .failed, .unknown]
    }

    /// The way that an outcome takes.
    package func way(_ outcome: Way) -> Way { ways.contains(.otherwise) ? .otherwise : outcome }
}
