import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Values

/// One run of a transcript, on one channel in one language.
struct TranscriptPlayer {
    let transcript: Transcript
    private let circumstances: RunCircumstances
    /// Named in failures.
    private let shown: RunName?
    var simulation: Simulation
    private(set) var run: TranscriptRun
    private(set) var failures: [TranscriptFailure] = []

    private var turn: OpenTurn?
    private var isFactsOnly = false
    /// Everything that was offered, newest last.
    var offers: [Control] = []
    var lastEvent: SimulatedEvent?
    private var events = 0

    /// A line of input, what came of it, and what is expected of it.
    struct OpenTurn {
        let input: SourceLocation
        var run: TurnRun
        var sayings: [(saying: Saying, location: SourceLocation)] = []
        var claims: [Claim] = []
        var checksWords: Bool
    }

    init(
        _ transcript: Transcript,
        on circumstances: RunCircumstances,
        shownAs shown: RunName?,
        simulation: Simulation
    ) {
        self.transcript = transcript
        self.circumstances = circumstances
        self.shown = shown
        self.simulation = simulation
        run = TranscriptRun(circumstances: circumstances)
    }

    mutating func play() {
        for (index, line) in transcript.lines.enumerated() where line.counts(on: circumstances) {
            switch line.kind {
            case .remark: break
            case .input(let input):
                closeTurn()
                turn = OpenTurn(
                    input: line.location,
                    run: TurnRun(line: index),
                    checksWords: !isFactsOnly
                )
                perform(input, at: line.location)
            case .saying(let saying):
                guard turn != nil else {
                    fail(line.location, "the bot says nothing before something happens")
                    continue
                }
                turn?.sayings.append((saying, line.location))
            case .claims(let claims):
                guard turn != nil else {
                    fail(line.location, "nothing has happened yet of which a fact could hold")
                    continue
                }
                turn?.claims += claims
            case .factsOnly:
                isFactsOnly = true
                if turn?.sayings.isEmpty == true { turn?.checksWords = false }
            }
        }
        closeTurn()
    }

    mutating func fail(_ location: SourceLocation, _ message: String, _ details: [String] = []) {
        failures.append(
            TranscriptFailure(
                location: location,
                run: shown,
                message: message,
                details: details
            )
        )
    }

    /// Lets an event happen.
    ///
    /// - Returns: What it led to.
    @discardableResult
    mutating func take(_ kind: SimulatedEvent.Kind) -> TurnReport {
        events += 1
        return take(SimulatedEvent(kind, id: "e\(events)"))
    }

    @discardableResult
    mutating func take(_ event: SimulatedEvent) -> TurnReport {
        let report = simulation.take(event)
        lastEvent = event
        guard !report.isRepeated else { return report }
        let replies = event.kind.leavingOutRelayed(report.replies)
        offers += report.replies.compactMap(\.control)
        if offers.count > 64 { offers.removeFirst(offers.count - 64) }
        turn?.run.reports.append(report)
        turn?.run.said += replies.map { Saying($0) }
        return report
    }

    private mutating func closeTurn() {
        guard let turn else { return }
        self.turn = nil
        run.turns.append(turn.run)
        if turn.checksWords, let difference = turn.difference {
            fail(difference.location, difference.message, difference.details)
        }
        let facts = TurnFacts(turn.run.reports, simulation: simulation)
        for claim in turn.claims {
            if let found = facts.contradiction(to: claim) {
                fail(
                    claim.location,
                    "this does not hold",
                    ["- \(claim.words)", "+ \(found)"]
                )
            }
        }
    }
}

extension TranscriptPlayer.OpenTurn {
    struct Difference {
        let location: SourceLocation
        let message: String
        let details: [String]
    }

    /// Where what was said leaves what was expected; nil where it never does.
    var difference: Difference? {
        var expected = 0
        var said = 0
        while expected < sayings.count, said < run.said.count {
            guard let used = match(expected, run.said[said]) else { break }
            expected += used
            said += 1
        }
        guard expected < sayings.count || said < run.said.count else { return nil }
        let missing = sayings[expected...].flatMap(\.saying.lines)
        let extra = run.said[said...].flatMap(\.lines)
        let location = expected < sayings.count ? sayings[expected].location : input
        let message =
            if missing.isEmpty {
                "the bot said more than is written here"
            } else if extra.isEmpty {
                "the bot did not say this"
            } else {
                "the bot said something else"
            }
        return Difference(
            location: location,
            message: message,
            details: Self.compared(missing, extra)
        )
    }

    /// How many of the expected lines, from one on, are the reply; nil for none.
    ///
    /// Several where a reply shows articles and each is written as a line of its own.
    private func match(_ first: Int, _ said: Saying) -> Int? {
        if sayings[first].saying.matches(said) { return 1 }
        guard sayings[first].saying.isArticlesOnly else { return nil }
        var joined = sayings[first].saying
        for next in (first + 1)..<max(first + 1, sayings.count) {
            guard sayings[next].saying.isArticlesOnly else { return nil }
            joined.items += sayings[next].saying.items
            if joined.matches(said) { return next - first + 1 }
        }
        return nil
    }

    /// Expected lines with `-`, what came with `+`; those that are the same at the end once.
    private static func compared(_ expected: [String], _ said: [String]) -> [String] {
        var (expected, said) = (expected, said)
        var common: [String] = []
        while let last = expected.last, last == said.last {
            common.insert(last, at: 0)
            expected.removeLast()
            said.removeLast()
        }
        return expected.map { "- " + $0 } + said.map { "+ " + $0 } + common.map { "  " + $0 }
    }
}
