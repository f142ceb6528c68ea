import Expressions
import Topics
import Values

/// Slots whose `when` read each other's answers.
extension Turn {
    /// Whether an answer closes its own question by way of others: letting go of it would let go,
    /// by their own `when`, of what has closed it.
    ///
    /// Such an answer stays, or its question would come back as often as it is answered.
    func closesItself(_ slot: Slot, by when: Expressions.Expression) throws(EvaluationError) -> Bool
    {
        guard environment[slot.name.rawValue] != .null, let topic = topTopic else { return false }
        var scope = environment
        scope.values[slot.name.rawValue] = .null
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for other in topic.slots {
                guard let condition = other.when, scope[other.name.rawValue] != .null,
                    try condition.evaluate(in: scope) != .bool(true)
                else { continue }
                if when.reads.contains(other.name.rawValue) { return true }
                scope.values[other.name.rawValue] = .null
                isGrowing = true
            }
        }
        return false
    }
}
