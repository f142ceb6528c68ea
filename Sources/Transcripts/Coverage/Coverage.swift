import BotRuntime
import Dialogue
import Synchronization
import Topics

/// What transcripts go through of a bot: steps, ways and repair cells, each with how many
/// transcripts do.
package struct Coverage: Hashable, Sendable {
    package private(set) var steps: [Place: Int] = [:]
    package private(set) var ways: [WayPlace: Int] = [:]
    package private(set) var cells: [RepairCell: Int] = [:]

    package init(
        steps: [Place: Int] = [:],
        ways: [WayPlace: Int] = [:],
        cells: [RepairCell: Int] = [:]
    ) {
        self.steps = steps
        self.ways = ways
        self.cells = cells
    }

    /// Counts one more transcript.
    package mutating func add(_ seen: Seen) {
        for place in seen.trace.steps { steps[place, default: 0] += 1 }
        for (place, taken) in seen.trace.ways {
            for way in taken { ways[WayPlace(place: place, way: way), default: 0] += 1 }
        }
        for cell in seen.cells { cells[cell, default: 0] += 1 }
    }

    /// What one transcript goes through, in all its runs.
    package struct Seen: Hashable, Sendable {
        package internal(set) var trace = Trace()
        package internal(set) var cells: Set<RepairCell> = []

        package init() {}
    }
}

/// A way on from a step.
package struct WayPlace: Hashable, Sendable {
    package let place: Place
    package let way: Way

    package init(place: Place, way: Way) {
        self.place = place
        self.way = way
    }
}

/// Watches what a transcript goes through.
package final class CoverageObserver: TurnObserver {
    private let state = Mutex(Coverage.Seen())

    package init() {}

    package var seen: Coverage.Seen { state.withLock(\.self) }

    package func saw(
        _ event: Event,
        in conversation: Conversation,
        becoming transition: Transition
    ) {
        let cells = RepairCell.cells(conversation, event, transition)
        state.withLock { seen in
            if let trace = transition.trace { seen.trace.add(trace) }
            seen.cells.formUnion(cells)
        }
    }
}
