import Expressions

extension Command {
    static let eval = Command(
        name: "eval",
        summary: "evaluate CEL expressions given as JSON Lines",
        positionals: [],
        options: [
            Option(
                name: "--expressions",
                value: "FILE",
                help: "{\"id\",\"expr\",\"bindings\"} a line; - for standard input"
            )
        ],
        run: { arguments throws(CommandFailure) in
            guard let path = arguments.value("--expressions") else {
                throw .usage("eval needs --expressions FILE; - reads standard input")
            }
            return try Batch.run(path, errorsAreAnswers: true) { ExpressionBatch.answer($0) }
        }
    )
}
