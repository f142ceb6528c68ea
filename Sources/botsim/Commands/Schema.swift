import Foundation
import Topics
import Values

extension Command {
    static let schema = Command(
        name: "schema",
        summary: "the JSON Schemas by which an editor completes, explains and checks a bot's files",
        positionals: [
            Positional(
                name: "KIND",
                help: EditorSchema.allCases.map(\.rawValue).joined(separator: ", ")
                    + ": prints the schema of such a file"
            )
        ],
        options: [
            Option(
                name: "--into",
                value: "FOLDER",
                help: "writes all of them, as FOLDER/KIND.json"
            )
        ],
        run: runSchema
    )
}

private func runSchema(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let kinds = EditorSchema.allCases.map(\.rawValue).joined(separator: ", ")
    if let folder = arguments.value("--into") {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw CommandFailure(message: "the folder '\(folder)' cannot be made", code: .failed)
        }
        for schema in EditorSchema.allCases {
            let path = "\(folder)/\(schema.rawValue).json"
            try TextFile.write(schema.document.indented + "\n", to: path)
            Output.line("\(path): for \(schema.files)")
        }
        return .ok
    }
    guard let word = arguments.positionals.first else {
        throw .usage("schema needs a kind, one of \(kinds), or --into FOLDER")
    }
    guard let schema = EditorSchema(rawValue: word) else {
        throw .usage("there is no schema '\(word)': it is one of \(kinds)")
    }
    Output.line(schema.document.indented)
    return .ok
}
