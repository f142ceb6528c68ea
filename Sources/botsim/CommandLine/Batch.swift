import Foundation
import Values

/// JSON Lines in, JSON Lines out: an answer for each line, in order.
enum Batch {
    /// Answers every line of a file.
    ///
    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - errorsAreAnswers: An `error` of `answer` is a result like any other.
    ///   - answer: Makes a line's answer of it.
    /// - Returns: `failed` where a line was not valid.
    /// - Throws: Where the file cannot be read.
    static func run(
        _ path: String,
        errorsAreAnswers: Bool = false,
        answer: (JSON) -> JSON
    ) throws(CommandFailure) -> ExitCode {
        let input = try LineInput(path)
        var code = ExitCode.ok
        var number = 0
        while let bytes = input.next() {
            number += 1
            let line: JSON
            do {
                line = try JSON(parsing: Data(bytes))
            } catch {
                Output.line(invalid(error.reason, number).text)
                code = .failed
                continue
            }
            let result = answer(line)
            guard !errorsAreAnswers, let problem = result["error"]?.string else {
                Output.line(result.text)
                continue
            }
            Output.line(invalid(problem, number).text)
            code = .failed
        }
        return code
    }

    static func invalid(_ problem: String, _ line: Int) -> JSON {
        ["error": .string(problem), "line": .int(Int64(line))]
    }
}
