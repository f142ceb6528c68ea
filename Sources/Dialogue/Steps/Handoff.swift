import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(_ handoff: Handoff, _ identity: String) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        if conversation.frames[index].memo[identity] == .handedOver {
            return .end(outcome: "handed_over")
        }
        conversation.frames[index].memo[identity] = .handedOver
        handOff(
            reason: failing == nil ? .topic : .call,
            queue: handoff.queue,
            notice: try render(handoff.say)
        )
        return .left
    }
}
