import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(_ assignments: [Assignment]) throws(EvaluationError) -> Flow {
        for assignment in assignments {
            environment.values[assignment.name] = try assignment.value.evaluate(in: environment)
        }
        return .next
    }
}

extension [Assignment] {
    /// The names that their values are made of.
    var reads: Set<String> {
        reduce(into: []) { $0.formUnion($1.value.reads) }
    }
}
