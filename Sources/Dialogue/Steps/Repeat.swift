import Expressions
import Topics
import Values

extension Turn {
    /// Each round has its own answers and deeds: their names carry the round's ordinal.
    mutating func visit(_ loop: Loop, round: String) throws(EvaluationError) -> Flow {
        let asked = Self.slots(askedIn: loop.steps)
        for ordinal in 1...max(1, loop.atMost) {
            guard try loop.condition.evaluate(in: environment) == .bool(true) else { break }
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
        return .next
    }

    static func slots(askedIn steps: [Step]) -> [SlotName] {
        steps.flatMap { step -> [SlotName] in
            switch step.kind {
            case .ask(let slots): slots
            case .form(let form): form.slots
            case .branch(let branch):
                branch.arms.flatMap { slots(askedIn: $0.steps) } + slots(askedIn: branch.otherwise)
            case .loop(let loop): slots(askedIn: loop.steps)
            case .confirm(let confirm): slots(askedIn: confirm.otherwise)
            case .call(let call):
                [call.otherwise.refused, call.otherwise.failed, call.otherwise.unknown]
                    .flatMap { slots(askedIn: $0) }
            case .search(let search): slots(askedIn: search.otherwise)
            case .signIn(let signIn):
                signIn.slot.map { [$0] } ?? [] + slots(askedIn: signIn.otherwise)
            case .pay(let pay): slots(askedIn: pay.otherwise)
            case .wait(let wait): slots(askedIn: wait.otherwise)
            case .say, .run, .set, .handoff, .feedback, .end: []
            }
        }
    }
}
