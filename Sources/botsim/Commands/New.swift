import Foundation

extension Command {
    static let new = Command(
        name: "new",
        summary: "make a small bot that talks, to begin with",
        positionals: [
            Positional(
                name: "NAME",
                help: "the folder to make; also the bot's name",
                isRequired: true
            )
        ],
        options: [],
        run: runNew
    )
}

private func runNew(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard let path = arguments.positionals.first, !path.isEmpty else {
        throw .usage("new needs a name: botsim new cafe")
    }
    guard !FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure(
            message: "'\(path)' is there already: take another name, nothing was changed",
            code: .failed
        )
    }
    let files = FirstBot.files(named: URL(fileURLWithPath: path).lastPathComponent)
    do throws(CommandFailure) {
        for file in files { try make(file, in: path) }
    } catch {
        // Half a bot would be in the way of the next try.
        try? FileManager.default.removeItem(atPath: path)
        throw error
    }
    Output.line("\(path) is made. Talk to it:    botsim \(path)")
    Output.line(
        "Then change \(path)/book_table.yaml, and hold it to its word:    botsim test \(path)"
    )
    return .ok
}

private func make(
    _ file: (path: String, text: String),
    in folder: String
) throws(CommandFailure) {
    let whole = folder + "/" + file.path
    do {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: whole).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
    } catch {
        throw CommandFailure(
            message: "the folder '\(folder)' cannot be made here: see whether you may write",
            code: .failed
        )
    }
    try TextFile.write(file.text, to: whole)
}
