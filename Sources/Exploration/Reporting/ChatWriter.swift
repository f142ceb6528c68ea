import BotRuntime
import Dialogue
import Messages
import Topics
import Transcripts
import Values

/// Writes a walk as a transcript that `botsim test` replays.
struct ChatWriter {
    let settings: Settings

    func text(_ discovery: Explorer.Discovery) -> String {
        let walk = discovery.walk
        guard let simulation = try? settings.simulation(walk.setting) else { return "" }
        let isOtherLanguage = walk.setting.language != settings.plain.language
        var recorder = SessionRecorder(
            simulation,
            language: isOtherLanguage ? walk.setting.language : nil
        )
        let log = StepLog()
        var walker = Walker(walk.setting, simulation.watched(by: log), log: log)
        var lines: [(move: MadeMove, outcome: Walker.Outcome)] = []
        for move in walk.moves {
            if let outcome = walker.make(move) { lines.append((move, outcome)) }
        }
        let bot = settings.bot
        var own: [ActionName: Int] = [:]
        for (_, outcome) in lines {
            if case .stub(let stub) = outcome.kind { own[stub.action, default: 0] += 1 }
            for stub in stubs(outcome, walk.setting) {
                // What the walk says itself of a call is said already.
                if own[stub.action, default: 0] > 0 {
                    own[stub.action, default: 0] -= 1
                } else {
                    recorder.add(stub)
                }
            }
            recorder.add(
                outcome.kind,
                outcome.report,
                offer: outcome.offer,
                asked: outcome.asked,
                in: bot
            )
        }
        let title = "\(discovery.finding.code.rawValue): \(discovery.finding.message)"
        return recorder.text(title: title.replacing("\n", with: " "), secrets: secrets(lines))
    }

    /// What the back ends gave, where it was not the tables of the bot's files.
    private func stubs(_ outcome: Walker.Outcome, _ setting: Setting) -> [Stub] {
        let actions = settings.bot.definition.actions
        var requests: [String: CallRequest] = [:]
        var stubs: [Stub] = []
        for entry in outcome.entries {
            for case .call(let request) in entry.transition.effects {
                requests[request.key] = request
            }
            guard case .callResult(let key, let result, let value) = entry.event.kind,
                let request = requests[key], let action = actions[request.action],
                setting.rows > 0 || action.isElsewhere
            else { continue }
            stubs.append(
                Stub(
                    action: request.action,
                    outcome: result,
                    gives: result == .ok && value != .null ? value.spelled : nil
                )
            )
        }
        return stubs
    }

    private func secrets(_ lines: [(move: MadeMove, outcome: Walker.Outcome)]) -> [String: String] {
        var secrets: [String: String] = [:]
        for (made, outcome) in lines {
            guard case .secret(let words) = made.move, let asked = outcome.asked else { continue }
            secrets[asked.rawValue] = words
        }
        return secrets
    }
}

extension Simulation {
    /// The same conversation, seen by another log.
    fileprivate func watched(by log: StepLog) -> Simulation {
        var copy = copy()
        copy.observer = log
        return copy
    }
}
