import Diagnostics
import Values

/// An expression that was checked and can run.
package struct Expression: Sendable, Hashable {
    package let source: String
    package let type: Type
    /// The names it reads, without those that macros bring.
    package let reads: Set<String>
    /// The names, and the fields it reads of them: `customer` and `customer.phone`, also where a
    /// macro goes through a list.
    package let readPaths: Set<String>
    /// The names whose values it uses; one that it only asks about with `filled` is not among them.
    package let uses: Set<String>
    /// Names and paths that are filled where it is true.
    package let filledWhenTrue: Set<String>
    /// Names and paths that are filled where it is false.
    package let filledWhenFalse: Set<String>
    private let code: Code

    /// Reads and checks an expression.
    ///
    /// The location is where the first scalar of the text stands in its file. Where a type is
    /// expected, a whole number becomes the decimal that is wanted.
    ///
    /// - Returns: nil where there was a mistake; all that were found are added to `diagnostics`.
    package static func compile(
        _ text: String,
        at location: SourceLocation,
        scope: Scope,
        expecting expected: Type? = nil,
        into diagnostics: inout [Diagnostic]
    ) -> Expression? {
        switch checked(text, scope: scope, expecting: expected) {
        case .success(let expression): return expression
        case .failure(let mistakes):
            diagnostics += mistakes.list.map { $0.diagnostic(in: text, at: location) }
            return nil
        }
    }

    /// The value of the expression.
    ///
    /// - Throws: What is wrong with the values this time, for example that one is empty.
    package func evaluate(in environment: Environment) throws(EvaluationError) -> Value {
        if case .constant(let value) = code { return value }
        var frame = Frame(environment)
        return try code.value(&frame)
    }

    /// The value of a condition, with no `Value` around it.
    package func isTrue(in environment: Environment) throws(EvaluationError) -> Bool {
        var frame = Frame(environment)
        return try code.truth(&frame, at: 0)
    }

    /// The names of the built-in functions, as they are called.
    package static let functions: [String] = Signature.byName.keys.sorted()

    /// The value where it is the same each time.
    package var constant: Value? { code.constant }

    /// The value for a customer, in the language of the occasion.
    func shown(in environment: Environment) throws(EvaluationError) -> String {
        try evaluate(in: environment).shown(on: environment.occasion, at: 0)
    }

    struct Mistakes: Error {
        let list: [SyntaxError]
    }

    static func checked(
        _ text: String,
        scope: Scope,
        expecting expected: Type? = nil,
        isStrict: Bool = true
    ) -> Result<Expression, Mistakes> {
        let syntax: Syntax
        do {
            syntax = try Parser.parse(text)
        } catch {
            return .failure(Mistakes(list: [error]))
        }
        var checker = Checker(scope: scope, isStrict: isStrict)
        var checked = checker.check(syntax)
        if let expected, isStrict {
            checked = checker.expected(expected, checked, at: syntax.pathStart)
        }
        if checker.mistakes.isEmpty, isStrict, !scope.allowsDynamic,
            checked.type.mentionsDynamic, !scope.names.values.contains(where: \.holdsDynamic)
        {
            _ = checker.wrong(
                "unknown-type",
                at: syntax.pathStart,
                "the type of this is not known",
                hint: "an empty list or map needs items, or a place that wants a type"
            )
        }
        guard checker.mistakes.isEmpty else {
            return .failure(Mistakes(list: checker.mistakes))
        }
        return .success(
            Expression(
                source: text,
                type: checked.type,
                reads: checker.reads,
                readPaths: checker.readPaths,
                uses: checker.uses,
                filledWhenTrue: checked.whenTrue,
                filledWhenFalse: checked.whenFalse,
                code: checked.code
            )
        )
    }
}

extension SyntaxError {
    /// The mistake in its file: lines of the text are lines of the file, all beginning at the same
    /// column.
    func diagnostic(in text: String, at location: SourceLocation) -> Diagnostic {
        let before = text.unicodeScalars.prefix(offset)
        let lines = before.count { $0 == "\n" }
        let column = before.reversed().prefix { $0 != "\n" }.count
        let place = SourceLocation(
            file: location.file,
            line: location.line + lines,
            column: location.column + column
        )
        return .error(code, at: place, message, hint: hint)
    }
}

/// The same under a name of its own, for files that import Foundation and its `Expression`.
package typealias CEL = Expression
