import Bots
import Diagnostics
import Dialogue
import KnowledgeSearch
import Proof
import Topics
import Transcripts
import Values

extension Command {
    static let check = Command(
        name: "check",
        summary: "every mistake in a bot's files, with its place and a way out",
        positionals: [.bot],
        options: [
            Option(name: "--json", value: nil, help: "a line of JSON for each mistake"),
            Option(
                name: "--proof",
                value: nil,
                help: "the ways to a person from every stage a conversation can have"
            ),
        ],
        run: runCheck
    )
}

private func runCheck(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let path = BotFolder.path(arguments)
    let (folder, problems) = try BotFolder.load(path)
    var diagnostics = problems
    let transcripts = BotFolder.transcriptPaths(in: try BotFolder.existing(path))
    for transcript in transcripts { diagnostics += mistakes(in: transcript, of: folder) }
    diagnostics += folder?.untranslated ?? []
    let proof = (folder?.bot).map { Proof(of: $0, at: Moment.now) }
    diagnostics += proof?.findings ?? []
    let isWell = !diagnostics.contains { $0.severity == .error }
    for diagnostic in diagnostics {
        Output.line(arguments.has("--json") ? diagnostic.json.text : diagnostic.rendered)
    }
    if arguments.has("--proof"), let proof {
        for line in arguments.has("--json") ? proof.json.map(\.text) : proof.table {
            Output.line(line)
        }
    }
    if !arguments.has("--json") {
        var parts: [String] = []
        if let bot = folder?.bot {
            parts = [
                Summary.count(bot.definition.topics.count, "topic"),
                Summary.count(bot.articles.count, "article"),
                Summary.count(transcripts.count, "transcript"),
            ]
        }
        Output.line("\(path): " + (parts + [Summary.of(diagnostics)]).joined(separator: ", "))
        if let inherited = folder?.bot.definition.inherited, !inherited.isEmpty {
            Output.line("inherited: " + inherited.map(\.id.rawValue).joined(separator: ", "))
        }
    }
    if !arguments.has("--json"), let proof, proof.holds { Output.line(proof.summary) }
    return isWell ? .ok : .failed
}

extension Diagnostic {
    var json: JSON {
        let end = location.endOfWord
        return .compact([
            "severity": .string(severity.rawValue), "code": .string(code),
            "path": .string(location.file.path), "line": .int(Int64(location.line)),
            "column": .int(Int64(location.column)), "end_line": .int(Int64(end.line)),
            "end_column": .int(Int64(end.column)), "message": .string(message),
            "hint": hint.map(JSON.string),
        ])
    }
}

/// What is wrong with a transcript, also of a bot that does not load.
private func mistakes(in path: String, of folder: BotFolder?) -> [Diagnostic] {
    let text: String
    do {
        text = try TextFile.read(path)
    } catch {
        // One that cannot be read hides no mistake of the others.
        let start = SourceLocation(file: SourceFile(path: path, text: ""), line: 1, column: 1)
        return [
            .error(
                "unreadable-file",
                at: start,
                error.message,
                hint: "mend it, or take it out of the folder"
            )
        ]
    }
    let (transcript, mistakes) = Transcript.parse(SourceFile(path: path, text: text))
    guard let transcript, let definition = folder?.bot.definition else { return mistakes }
    return mistakes + transcript.unknownNames(in: definition)
}
