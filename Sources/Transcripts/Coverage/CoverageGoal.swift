import Diagnostics
import Dialogue
import Topics

/// Something of a bot that a transcript should go through.
package struct CoverageGoal: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// One step, by all its names: what is written once for several outcomes of a call stands
        /// behind each of them.
        case step([Place])
        case way([WayPlace])
        case repair(RepairCell)
    }

    package let kind: Kind
    package let topic: TopicID
    package let location: SourceLocation
    /// How the way or the cell is called; nil for a step.
    package let name: String?

    /// All of a bot's own topics, in the order of topics and files.
    package static func all(of bot: Bot) -> [CoverageGoal] {
        bot.definition.topics.flatMap { topic in steps(of: topic) + cells(of: topic, bot) }
    }

    private static func steps(of topic: Topic) -> [CoverageGoal] {
        var copies: [SourceLocation: [Step]] = [:]
        var order: [SourceLocation] = []
        for step in topic.steps.flattened {
            if copies[step.location] == nil { order.append(step.location) }
            copies[step.location, default: []].append(step)
        }
        return order.flatMap { goals(of: copies[$0] ?? [], in: topic.id) }
    }

    /// The step and the ways on from it.
    private static func goals(of copies: [Step], in topic: TopicID) -> [CoverageGoal] {
        guard let step = copies.first else { return [] }
        let places = copies.map { Place(topic: topic, step: $0.identity) }
        let reached = CoverageGoal(
            kind: .step(places),
            topic: topic,
            location: step.location,
            name: nil
        )
        return [reached]
            + step.ways.map { way in
                CoverageGoal(
                    kind: .way(places.map { WayPlace(place: $0, way: way) }),
                    topic: topic,
                    location: step.location(of: way),
                    name: step.name(of: way)
                )
            }
    }

    private static func cells(of topic: Topic, _ bot: Bot) -> [CoverageGoal] {
        let asked = Set(topic.steps.flattened.flatMap(\.asked))
        return topic.slots.filter { asked.contains($0.name) }.flatMap { slot in
            Repair.possible(for: slot, of: topic, in: bot).map { repair in
                CoverageGoal(
                    kind: .repair(
                        RepairCell(SlotPlace(topic: topic.id, slot: slot.name), repair)
                    ),
                    topic: topic.id,
                    location: slot.location,
                    name: repair.rawValue
                )
            }
        }
    }
}

extension Coverage {
    /// How many transcripts go through it.
    package func count(_ goal: CoverageGoal) -> Int {
        switch goal.kind {
        case .step(let places): places.compactMap { steps[$0] }.max() ?? 0
        case .way(let places): places.compactMap { ways[$0] }.max() ?? 0
        case .repair(let cell): cells[cell] ?? 0
        }
    }
}

extension Step {
    /// What a designer calls a way on from it.
    package func name(of way: Way) -> String {
        switch (kind, way) {
        case (_, .arm(0)): "then"
        case (_, .arm(let number)): "elif \(number)"
        case (.confirm, .on): "yes"
        case (.confirm, .otherwise): "no"
        case (.loop, .on): "no more rounds"
        case (.search, .on): "found"
        case (.signIn, .on): "signed in"
        case (.pay, .on): "paid"
        case (.wait, .on): "in time"
        case (_, .on): "ok"
        case (_, .otherwise): "else"
        case (_, .refused): "refused"
        case (_, .failed): "failed"
        case (_, .unknown): "unknown"
        case (_, .round): "a round"
        }
    }

    /// Where a way begins, or the step itself where nothing stands there in its file.
    fileprivate func location(of way: Way) -> SourceLocation {
        guard case .branch(let branch) = kind else { return location }
        let first: Step? =
            switch way {
            case .arm(let number): branch.arms[number].steps.first
            case .otherwise: branch.otherwise.first
            case .on, .refused, .failed, .unknown, .round: nil
            }
        return first.map(\.location) ?? location
    }
}
