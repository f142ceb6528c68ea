import Dialogue
import Topics

/// Something that walks come to, or not.
enum Sight: Hashable, Sendable {
    case stage(Stage)
    case step(Place)
    case way(Place, Way)
    case judged(Judgement, Bool)
    /// A slot was answered with a value of its type, and the value was taken.
    case answered(TopicID, SlotName)
    case accepted(TopicID, SlotName)
    /// What took a message, where the conversation stood.
    case rule(Stage.Kind, Rule)
}

/// What walks came to, how often, and how the first one did.
struct Reach {
    private(set) var counts: [Sight: Int] = [:]
    private(set) var first: [Sight: Walk] = [:]

    /// Notes what a step of a walk came to.
    ///
    /// - Returns: Whether something is new.
    mutating func note(_ sights: some Sequence<Sight>, by walk: Walk) -> Bool {
        var isNew = false
        for sight in sights {
            counts[sight, default: 0] += 1
            guard counts[sight] == 1 else { continue }
            first[sight] = walk
            isNew = true
        }
        return isNew
    }

    func count(_ sight: Sight) -> Int { counts[sight] ?? 0 }

    func has(_ sight: Sight) -> Bool { counts[sight] != nil }
}

extension Walker.Outcome {
    /// What the move came to.
    var sights: [Sight] {
        var sights: [Sight] = []
        for entry in entries {
            let after = entry.transition.conversation
            sights.append(.stage(after.stage))
            if let rule = entry.transition.rule {
                sights.append(.rule(entry.before.stage.kind, rule))
            }
            if let trace = entry.transition.trace {
                sights += trace.steps.map { .step($0) }
                for (place, ways) in trace.ways { sights += ways.map { .way(place, $0) } }
                for (judgement, truths) in trace.judged {
                    sights += truths.map { .judged(judgement, $0) }
                }
            }
            sights += answers(entry)
        }
        return sights
    }

    private func answers(_ entry: StepLog.Entry) -> [Sight] {
        guard move.answers, case .inbound = entry.event.kind,
            case .question(let question) = entry.before.waiting,
            let topic = entry.before.frames.last?.topic
        else { return [] }
        let run = entry.before.frames.last?.run
        let frame = entry.transition.conversation.frames.first { $0.run == run }
        let isTaken =
            frame?.slots[question.key] != nil || frame?.secrets?[question.key] != nil
            || entry.transition.facts.contains { fact in
                if case .slot(let name, _) = fact { name == question.slot.rawValue } else { false }
            }
        return [.answered(topic, question.slot)]
            + (isTaken ? [.accepted(topic, question.slot)] : [])
    }
}
