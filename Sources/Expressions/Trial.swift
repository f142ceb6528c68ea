import Diagnostics
import Values

/// What comes of an expression that somebody tries by hand.
package enum Trial: Sendable {
    case value(Value, Type)
    /// What is wrong with it, or with the values this time, with its place.
    case mistakes([Diagnostic])
}

extension Expression {
    /// Checks and evaluates an expression.
    ///
    /// - Parameters:
    ///   - text: As it was typed.
    ///   - scope: The names it may use.
    ///   - environment: Their values.
    /// - Returns: Its value, or what is wrong with it.
    package static func tried(
        _ text: String,
        scope: Scope,
        in environment: Environment
    ) -> Trial {
        let file = SourceFile(path: "expression", text: text)
        let start = SourceLocation(file: file, line: 1, column: 1)
        var mistakes: [Diagnostic] = []
        guard let expression = compile(text, at: start, scope: scope, into: &mistakes) else {
            return .mistakes(mistakes)
        }
        do {
            return .value(try expression.evaluate(in: environment), expression.type)
        } catch {
            let problem = SyntaxError("no-value", at: error.offset, error.message)
            return .mistakes([problem.diagnostic(in: text, at: start)])
        }
    }
}
