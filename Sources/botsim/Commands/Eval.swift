import Expressions
import Foundation
import Values

extension Command {
    static let eval = Command(
        name: "eval",
        summary: "evaluate a CEL expression, or many given as JSON Lines",
        positionals: [
            Positional(name: "EXPRESSION", help: "one expression, in quotes")
        ],
        options: [
            Option(
                name: "--bindings",
                value: "JSON",
                help: "values by name: {\"n\": 3}, or {\"n\": {\"type\":\"money\",\"value\":…}}"
            ),
            Option(name: "--now", value: "TIME", help: "the moment; without it the system's clock"),
            Option(name: "--language", value: "TAG", help: "of long() and short(); without it en"),
            Option(
                name: "--expressions",
                value: "FILE",
                help: "{\"id\",\"expr\",\"bindings\"} a line; - for standard input"
            ),
        ],
        run: runEval
    )
}

private func runEval(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    switch (arguments.positionals.first, arguments.value("--expressions")) {
    case (nil, let path?):
        return try Batch.run(path, errorsAreAnswers: true) { ExpressionBatch.answer($0) }
    case (let text?, nil): return try evaluate(text, arguments)
    case (nil, nil):
        throw .usage("eval needs an expression: botsim eval \"1 + 2\", or --expressions FILE")
    case (.some, .some): throw .usage("eval takes an expression or --expressions, not both")
    }
}

/// One expression by hand.
private func evaluate(
    _ text: String,
    _ arguments: Arguments
) throws(CommandFailure) -> ExitCode {
    let values = try bindings(arguments.value("--bindings") ?? "{}")
    let now = try Moment.of(arguments)
    let locale = Locale(identifier: arguments.value("--language") ?? "en_US")
    let environment = Environment(values: values, now: now, zone: .gmt, locale: locale)
    var scope = Scope(binding: values)
    for name in ["now", "today"] where scope.names[name] == nil {
        scope.names[name] = Scope.everywhere.names[name]
    }
    switch Expressions.Expression.tried(text, scope: scope, in: environment) {
    case .value(let value, _):
        Output.line(value.written)
        return .ok
    case .mistakes(let mistakes):
        for mistake in mistakes { mistake.under(text).forEach(Output.error) }
        return .failed
    }
}

private func bindings(_ text: String) throws(CommandFailure) -> [String: Value] {
    guard let fields = (try? JSON(parsing: text))?.object else {
        throw .usage("--bindings takes a JSON object, such as '{\"n\": 3}'")
    }
    var values: [String: Value] = [:]
    for (name, spelled) in fields {
        guard let value = Value(binding: spelled) else {
            throw .usage("the binding '\(name)' cannot be read: see docs/cel.md for the types")
        }
        values[name] = value
    }
    return values
}
