import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(
        _ branch: Branch,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        for (number, arm) in branch.arms.enumerated()
        where try arm.condition.evaluate(in: environment) == .bool(true) {
            goes(.arm(number), from: identity)
            return try visit(arm.steps, round: round)
        }
        goes(.otherwise, from: identity)
        return try visit(branch.otherwise, round: round)
    }
}
