import BotRuntime
import Bots
import Messages

/// A conversation in a terminal.
enum Repl {
    static func run(
        _ folder: BotFolder,
        _ simulation: Simulation,
        language: String?
    ) throws(CommandFailure) -> ExitCode {
        let editor = try LineEditor()
        defer { editor.close() }
        var session = Session(folder, simulation, language: language, pen: .standard)
        session.welcome().forEach(Output.line)
        while let line = editor.next(
            session.prompt,
            completions: session.completions,
            shown: session.shown
        ) {
            let answer = session.take(line)
            answer.lines.forEach(Output.line)
            if answer.isOver { break }
        }
        return .ok
    }
}
