import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(_ branch: Branch, round: String) throws(EvaluationError) -> Flow {
        for arm in branch.arms where try arm.condition.evaluate(in: environment) == .bool(true) {
            return try visit(arm.steps, round: round)
        }
        return try visit(branch.otherwise, round: round)
    }
}
