import BotRuntime
import Dialogue
import Messages
import Transcripts

/// Everything that going back restores: the conversation with the tables of its back end, and what
/// was shown of it.
struct Snapshot {
    var simulation: Simulation
    let recorder: SessionRecorder
    let offers: [Control]
    let lastReport: TurnReport?
    let lastText: String?
    let agent: String?
}

/// The places that a talk has been at, before and behind the one it is at.
///
/// A snapshot is a value: going back and forward again is choosing among them.
struct Timeline {
    /// An event, and the snapshot on its other side.
    struct Passage {
        let snapshot: Snapshot
        let event: SimulatedEvent.Kind
        let words: String
    }

    /// Newest last.
    private(set) var past: [Passage] = []
    /// What was taken back, the next one last.
    private(set) var future: [Passage] = []

    private static let longest = 200

    /// An event happens: what was taken back before is no future any more.
    mutating func leave(_ snapshot: Snapshot, by event: SimulatedEvent.Kind, words: String) {
        past.append(Passage(snapshot: snapshot, event: event, words: words))
        if past.count > Self.longest { past.removeFirst() }
        future = []
    }

    /// - Parameter snapshot: Where the talk is.
    /// - Returns: The one before the last event, and the words of that; nil at the beginning.
    mutating func back(from snapshot: Snapshot) -> (Snapshot, words: String)? {
        guard let last = past.popLast() else { return nil }
        future.append(Passage(snapshot: snapshot, event: last.event, words: last.words))
        return (last.snapshot, last.words)
    }

    /// The way back again.
    mutating func forward(from snapshot: Snapshot) -> (Snapshot, words: String)? {
        guard let next = future.popLast() else { return nil }
        past.append(Passage(snapshot: snapshot, event: next.event, words: next.words))
        return (next.snapshot, next.words)
    }
}

/// The talks that were left for another one, by name.
struct Forks {
    /// The talk one is in.
    var current = "1"
    private var left: [(name: String, snapshot: Snapshot, timeline: Timeline)] = []

    /// In the order in which they were left.
    var names: [String] { left.map(\.name) }

    /// A name that none has: the next number.
    var nextName: String {
        let taken = Set(names + [current])
        return (1...).lazy.map(String.init).first { !taken.contains($0) } ?? current
    }

    mutating func leave(_ snapshot: Snapshot, _ timeline: Timeline) {
        left.append((current, snapshot, timeline))
    }

    mutating func take(_ name: String) -> (Snapshot, Timeline)? {
        guard let index = left.firstIndex(where: { $0.name == name }) else { return nil }
        let talk = left.remove(at: index)
        return (talk.snapshot, talk.timeline)
    }
}
