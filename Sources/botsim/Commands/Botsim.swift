import BotRuntime
import Foundation

/// The program: finds the command, runs it and ends.
func runBotsim() -> Never {
    let words = Array(CommandLine.arguments.dropFirst())
    exit(Botsim.run(words).rawValue)
}

enum Botsim {
    static let table = CommandTable(
        commands: [
            .chat, .new, .test, .save, .check, .explore, .graph, .plan, .understand, .recognize,
            .search, .index, .desk, .eval, .texts, .schema,
        ],
        usual: "chat"
    )

    static func run(_ words: [String]) -> ExitCode {
        switch words.first {
        case "--help", "-h", "help":
            Output.line(table.help)
            return .ok
        case "--version":
            Output.line("botsim \(ProductVersion.text)")
            return .ok
        default: break
        }
        do {
            let (command, rest) = try table.command(for: words, isFolder: isFolder)
            if rest.contains("--help") || rest.contains("-h") {
                Output.line(command.help)
                return .ok
            }
            return try command.run(command.parse(rest))
        } catch {
            Output.error("botsim: \(error.message)")
            return error.code
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}

extension Command.Positional {
    static let bot = Command.Positional(
        name: "BOT",
        help: "a bot's folder; without it $BOTSIM_BOT, else topics/"
    )
}
