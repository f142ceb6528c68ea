import Dialogue
import Topics
import Values

/// By no words: what nobody understands, and silence.
extension Prover {
    /// More than any ladder has.
    private static let mostMessages = 12
    /// More than any stage has.
    private static let mostTimers = 20

    func nonsense(from standing: Standing, _ words: Words) -> NonsenseWay {
        if standing.owner.isPeople { return .passedOn }
        var next = standing
        for count in 1...Self.mostMessages {
            let transition = next.write(words.nonsense)
            switch next.owner {
            case .queue, .agent: return .person(after: count)
            case .nobody: return .letGo(after: count)
            case .bot: break
            }
            if case .call = next.conversation.waiting, standing.stage.kind == .call {
                return .kept
            }
            if standing.stage.kind == .feedback, next.stage != standing.stage {
                return .letGo(after: count)
            }
            if transition.rule != .notUnderstood, !next.isRefused(from: standing, transition) {
                return .answer(after: count)
            }
        }
        return .nowhere
    }

    func silence(from standing: Standing) -> SilenceWay {
        var next = standing
        var deeds: [SilenceWay.Deed] = []
        var before = standing.at
        for _ in 0..<Self.mostTimers {
            guard let (_, transition) = next.waitForTimer() else { return SilenceWay(deeds: deeds) }
            let after = TimeSpan(seconds: next.at.seconds - before.seconds)
            let what: SilenceWay.What
            switch next.owner {
            case .nobody: what = .closed
            case .queue, .agent: what = standing.owner.isPeople ? .reminded : .person
            case .bot:
                if next.stage == standing.stage {
                    what = .reminded
                } else if next.stage.kind == .unavailable {
                    what = .offered
                } else {
                    what = .goesOn(next.stage)
                }
            }
            // A timer that had nothing to say any more.
            if what == .reminded, transition.replies.isEmpty { continue }
            deeds.append(SilenceWay.Deed(after: after, what: what))
            before = next.at
            guard what == .reminded else { break }
        }
        return SilenceWay(deeds: deeds)
    }
}

extension Standing {
    /// Whether it was understood, and is asked again because it cannot be taken.
    fileprivate func isRefused(from before: Standing, _ transition: Transition) -> Bool {
        guard stage == before.stage, stage.kind == .question || stage.kind == .form else {
            return false
        }
        return !transition.facts.contains { if case .slot = $0 { true } else { false } }
    }
}
