import BotRuntime
import Bots
import Dialogue
import Transcripts

/// Going back in a talk, forward again, and from one talk to another.
extension Session {
    /// Where the talk is, with its own copy of the back end's tables.
    var snapshot: Snapshot {
        Snapshot(
            simulation: simulation.copy(),
            recorder: recorder,
            offers: offers,
            lastReport: lastReport,
            lastText: lastText,
            agent: agent
        )
    }

    mutating func goBack(_ count: String) -> [String] {
        travel(count, command: "back", "taken back", else: "there is nothing to take back") {
            timeline,
            snapshot in
            timeline.back(from: snapshot)
        }
    }

    mutating func goForward(_ count: String) -> [String] {
        travel(count, command: "forward", "again", else: "nothing was taken back") {
            timeline,
            snapshot in
            timeline.forward(from: snapshot)
        }
    }

    private mutating func travel(
        _ count: String,
        command: String,
        _ verb: String,
        else nothing: String,
        by pass: (inout Timeline, Snapshot) -> (Snapshot, words: String)?
    ) -> [String] {
        guard let count = count.isEmpty ? 1 : Int(count), count > 0 else {
            return ["write it like :\(command) 3"]
        }
        var passed: [String] = []
        for _ in 0..<count {
            guard let (there, words) = pass(&timeline, snapshot) else { break }
            stand(at: there)
            passed.append(words.printable)
        }
        guard !passed.isEmpty else { return [nothing] }
        return [pen.dim("  (\(verb): \(passed.joined(separator: ", ")))")] + whatWasSaid
    }

    private mutating func stand(at snapshot: Snapshot) {
        // Its bot may be an earlier version of the files.
        simulation = snapshot.simulation.continued(in: folder.bot)
        recorder = snapshot.recorder
        offers = snapshot.offers
        lastReport = snapshot.lastReport
        lastText = snapshot.lastText
        agent = snapshot.agent
        form = openForm
    }

    /// The last that was said, also where silent events came after it.
    private var whatWasSaid: [String] {
        let last = lastTurn { !$0.replies.isEmpty }
        let replies = last.flatMap { snapshot(after: $0).lastReport?.replies } ?? []
        return replies.flatMap { drawing.lines($0) } + formField()
    }

    /// The last event, by its place in the past, of which something holds.
    func lastTurn(where holds: (TurnReport) -> Bool) -> Int? {
        timeline.past.indices.last { snapshot(after: $0).lastReport.map(holds) ?? false }
    }

    /// Where the talk was after an event of the past.
    func snapshot(after index: Int) -> Snapshot {
        index + 1 < timeline.past.count ? timeline.past[index + 1].snapshot : snapshot
    }

    /// The events of the talk, numbered, with the place where it is.
    var historyLines: [String] {
        let events = timeline.past.map(\.words) + timeline.future.reversed().map(\.words)
        guard !events.isEmpty else { return ["  nothing has happened yet"] }
        let width = String(events.count).count
        return events.enumerated().map { index, words in
            let number = String(index + 1)
            let isTakenBack = index >= timeline.past.count
            let line =
                String(repeating: " ", count: 2 + width - number.count) + "\(number)  "
                + words.printable
            return isTakenBack ? pen.dim(line + "  (taken back)") : line
        }
    }

    // MARK: Forks

    /// Goes on in a copy of the talk, or in one that was left; the one that is left stays.
    mutating func fork(_ name: String) -> [String] {
        let name = name.isEmpty ? forks.nextName : name
        guard name != forks.current else { return ["this is \(name.printable)"] + forkLines }
        let (here, path) = (snapshot, timeline)
        let known = forks.take(name)
        forks.leave(here, path)
        forks.current = name
        guard let (there, timeline) = known else {
            return [pen.dim("  (a copy of the talk, \(name.printable))")] + forkLines
        }
        stand(at: there)
        self.timeline = timeline
        return [pen.dim("  (in \(name.printable))")] + whatWasSaid + forkLines
    }

    private var forkLines: [String] {
        let others = forks.names.map { ":fork \($0.printable)" }.joined(separator: ", ")
        return others.isEmpty ? [] : [pen.dim("  (elsewhere: \(others))")]
    }
}
