import BotRuntime
import Diagnostics
import Dialogue
import Topics
import Values

/// What a bot does in one run of a transcript, in words that can be compared.
struct Behaviour {
    /// What one line of input led to.
    struct Turn {
        let location: SourceLocation
        let said: [String]
        let topic: String
        let waiting: String
        let calls: [Call]
        /// Whom the customer is handed to.
        let queue: QueueID?
        /// Topics that ended, with how.
        let endings: [String]
    }

    struct Call: Hashable {
        let action: String
        let arguments: String

        var words: String { "call \(action) \(arguments)" }
    }

    let turns: [Turn]
    /// How many different questions were put.
    let questions: Int

    init(_ run: TranscriptRun, of transcript: Transcript) {
        var questions: Set<String> = []
        turns = run.turns.map { turn in
            for report in turn.reports {
                if let id = report.conversation.waiting.questionID {
                    questions.insert("\(report.conversation.id) \(id)")
                }
            }
            return Turn(turn, transcript.lines[turn.line].location)
        }
        self.questions = questions.count
    }

    /// The first turn in which something differs, with its number.
    func first(
        against old: Behaviour,
        where differs: (_ old: Turn, _ new: Turn) -> Bool
    ) -> (index: Int, old: Turn, new: Turn)? {
        for (index, (old, new)) in zip(old.turns, turns).enumerated() where differs(old, new) {
            return (index, old, new)
        }
        return nil
    }

    /// The number of the turn in which a person was asked for.
    var person: Int? { turns.firstIndex { $0.queue != nil } }

    var calls: [Call] { turns.flatMap(\.calls) }
}

extension Behaviour.Turn {
    fileprivate init(_ turn: TurnRun, _ location: SourceLocation) {
        let last = turn.reports.last
        let waiting = last?.conversation.waiting
        self.init(
            location: location,
            said: turn.said.flatMap(\.lines),
            topic: last?.topic?.rawValue ?? "none",
            waiting: (waiting?.kind ?? "nothing") + (waiting?.slot.map { " \($0)" } ?? ""),
            calls: turn.reports.flatMap(\.calls).map { call in
                Behaviour.Call(
                    action: call.action.rawValue,
                    arguments: JSON.object(call.arguments).text
                )
            },
            queue: turn.reports.lazy.compactMap(\.handoff).first?.queue,
            endings: turn.reports.flatMap(\.records).compactMap { entry in
                guard case .outcome(let topic, let outcome) = entry else { return nil }
                return "outcome \(topic) \(outcome)"
            }
        )
    }
}
