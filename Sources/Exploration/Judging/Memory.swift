import Dialogue
import Topics
import Values

/// What the judge remembers of one conversation.
struct Memory {
    /// An effect that was asked for.
    struct Deed {
        let key: String
        let action: ActionName
        let arguments: [String: Value]
        let run: Substring
        /// The step, without its round.
        let step: StepIdentity
        /// How many answers the customer had given by then.
        let answers: Int
        var outcome: CallOutcome?
    }

    private(set) var deeds: [Deed] = []
    /// Answers that the customer gave.
    var answers = 0
    /// Where the conversation stood after each of the last answers that led on.
    var stood: [Standing: Int] = [:]

    /// Where a conversation stands, with all that was answered.
    struct Standing: Hashable {
        let stage: Stage
        let slots: [[String: Value]]
        let memos: Int
    }

    /// What came of an effect.
    mutating func note(_ outcome: CallOutcome, of key: String) {
        guard let index = deeds.lastIndex(where: { $0.key == key }) else { return }
        deeds[index].outcome = outcome
    }

    /// Keeps an effect.
    ///
    /// - Returns: An earlier one that was the same, and how.
    mutating func note(_ request: CallRequest, of conversation: Conversation) -> Repetition? {
        let parts = request.key.dropFirst(conversation.id.utf8.count + 1)
        let run = parts.prefix { $0 != "/" }
        let rest = parts.dropFirst(run.count + 1)
        let end = rest.lastIndex(of: "/") ?? rest.endIndex
        let step = StepIdentity(String(rest[..<end])).withoutRound
        let deed = Deed(
            key: request.key,
            action: request.action,
            arguments: request.arguments,
            run: run,
            step: step,
            answers: answers
        )
        defer { deeds.append(deed) }
        for earlier in deeds {
            if earlier.key == deed.key {
                guard earlier.arguments != deed.arguments || earlier.action != deed.action else {
                    continue
                }
                return .sameKey
            }
            guard earlier.run == deed.run, earlier.action == deed.action,
                earlier.arguments == deed.arguments
            else { continue }
            switch earlier.outcome {
            // It did not happen.
            case .refused, .failed: continue
            case .ok, .unknown, nil: break
            }
            // Another round, for which the customer answered again, is another wish.
            if earlier.step == deed.step, earlier.answers < deed.answers { continue }
            return .sameDeed(from: earlier.step.rawValue, wasUnknown: earlier.outcome == .unknown)
        }
        return nil
    }

    enum Repetition {
        case sameKey
        case sameDeed(from: String, wasUnknown: Bool)
    }
}
