import BotRuntime
import Dialogue
import Foundation
import Topics
import Values

/// What is looked at now and then, because it takes longer than a step.
extension Judge {
    /// Whether a step taken twice is the same, and whether a state that was saved and loaded goes on
    /// as the kept one does.
    func differences(_ entry: StepLog.Entry) -> [Finding] {
        let stage = entry.before.stage
        func finding(_ what: String) -> Finding {
            Finding(.notDeterministic, in: stage.topic, at: stage.subject, what)
        }
        var again = step(entry.before, entry.event, in: bot)
        again.trace = entry.transition.trace
        guard again == entry.transition else { return [finding("the same step twice differs")] }
        guard
            let loaded = try? Conversation(
                saved: entry.before.saved(sealing: OpenSeal()),
                sealing: OpenSeal()
            )
        else { return [finding("the saved conversation does not load")] }
        var other = step(loaded, entry.event, in: bot)
        other.trace = entry.transition.trace
        guard other == entry.transition else {
            return [finding("saved and loaded the conversation goes on differently")]
        }
        return []
    }

    /// The state at the end of a walk: its size, and the secrets in it and in what was said.
    func state(_ conversation: Conversation, secrets: [String]) -> [Finding] {
        let saved = conversation.saved()
        let stage = conversation.stage
        var findings: [Finding] = []
        if saved.count > Self.largestState {
            findings.append(
                Finding(
                    .stateTooBig,
                    in: stage.topic,
                    at: stage.subject,
                    "the state has \(saved.count) bytes, more than \(Self.largestState)"
                )
            )
        }
        let text = secrets.isEmpty ? "" : String(decoding: saved, as: UTF8.self)
        if let secret = secrets.first(where: { text.holds($0) }) {
            findings.append(secretOut(secret, stage, "the saved state"))
        }
        return findings
    }

    /// Secrets in what a move led to.
    func secretsOut(_ outcome: Walker.Outcome, of secrets: [String]) -> [Finding] {
        guard !secrets.isEmpty else { return [] }
        let text = outcome.report.json.text
        let stage = outcome.report.conversation.stage
        return secrets.filter { text.holds($0) }.map {
            secretOut($0, stage, "what the bot says or does")
        }
    }

    private func secretOut(_ secret: String, _ stage: Stage, _ place: String) -> Finding {
        Finding(
            .secretOut,
            in: stage.topic,
            at: stage.subject,
            "'\(secret)', the answer to a secure question, stands in \(place)"
        )
    }
}

/// Keeps what is sealed as it is: whether a state is whole after it was saved is judged with its
/// secrets.
private struct OpenSeal: Sealing {
    func seal(_ content: Data, at place: String) -> Data { content }
    func open(_ sealed: Data, at place: String) -> Data? { sealed }
}

extension String {
    /// Whether a secret stands there by itself, not as a part of a longer number.
    fileprivate func holds(_ secret: String) -> Bool {
        ranges(of: secret).contains { range in
            self[..<range.lowerBound].last?.isNumber != true
                && self[range.upperBound...].first?.isNumber != true
        }
    }
}
