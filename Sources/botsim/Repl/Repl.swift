import BotRuntime

enum Repl {
    static func run(
        _ folder: BotFolder, _ simulation: Simulation, language: String?
    ) throws(CommandFailure) -> ExitCode {
        .ok
    }
}
