import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(_ end: End) throws(EvaluationError) -> Flow {
        if let words = try render(end.say) { send(text: words) }
        return .end(outcome: end.outcome)
    }
}
