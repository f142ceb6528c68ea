import Expressions
import Topics
import Values

extension Turn {
    /// Each round has its own answers and deeds: their names carry the round's ordinal.
    mutating func visit(
        _ loop: Loop,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        let asked = Self.slots(askedIn: loop.steps)
        for ordinal in 1...max(1, loop.atMost) {
            let holds = try loop.condition.evaluate(in: environment) == .bool(true)
            if ordinal > 1 {
                judges(.goesOn(StepIdentity(identity).withoutRound), holds)
            }
            guard holds else { break }
            goes(.round, from: identity)
            let inner = round.isEmpty ? "#\(ordinal)" : "\(round).\(ordinal)"
            if let index = topIndex {
                for slot in asked {
                    bind(
                        slot.rawValue,
                        to: slot.rawValue + inner,
                        of: conversation.frames[index]
                    )
                }
            }
            let flow = try visit(loop.steps, round: inner)
            guard case .next = flow else { return flow }
        }
        goes(.on, from: identity)
        return .next
    }

    static func slots(askedIn steps: [Step]) -> [SlotName] {
        steps.flatMap { $0.asked + slots(askedIn: $0.parts.flatMap(\.self)) }
    }
}
