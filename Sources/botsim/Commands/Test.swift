import Diagnostics
import Foundation
import Transcripts

extension Command {
    static let test = Command(
        name: "test",
        summary: "run transcripts/*.chat: conversations that must stay true",
        positionals: [.bot],
        options: [
            Option(name: "--filter", value: "TEXT", help: "only files with this in their names"),
            Option(
                name: "--record",
                value: nil,
                help: "write down what the bot says now, in place"
            ),
            Option(name: "--junit", value: "FILE", help: "write the results as JUnit XML"),
        ],
        run: runTest
    )
}

private func runTest(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard let folder = try BotFolder.open(arguments) else { return .failed }
    let runner = TranscriptRunner(bot: folder.bot) { try folder.makeBackEnd(at: $0) }
    var results: [TranscriptResult] = []
    var recorded = 0
    for path in folder.transcriptPaths {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if let filter = arguments.value("--filter"), !name.contains(filter) { continue }
        let file: SourceFile
        do {
            file = SourceFile(path: path, text: try TextFile.read(path))
        } catch {
            // One file that cannot be read is one failure; the others are run.
            let diagnostic = Diagnostic.error(
                "unreadable",
                at: SourceLocation(file: SourceFile(path: path, text: ""), line: 1, column: 1),
                error.message
            )
            Output.line(diagnostic.rendered)
            results.append(TranscriptResult(unreadable: diagnostic.location.file, [diagnostic]))
            continue
        }
        let (transcript, diagnostics) = Transcript.parse(file)
        for diagnostic in diagnostics { Output.line(diagnostic.rendered) }
        guard let transcript else {
            results.append(TranscriptResult(unreadable: file, diagnostics))
            continue
        }
        var result = runner.run(transcript)
        if arguments.has("--record"), !result.passed {
            let text = TranscriptRecorder(transcript, result).text
            if text != file.text {
                try TextFile.write(text, to: path)
                recorded += 1
            }
            // What it says now is right; facts and inputs still have to hold.
            let written = SourceFile(path: path, text: text)
            if let again = Transcript.parse(written).0 { result = runner.run(again) }
        }
        for failure in result.failures { Output.line(failure.rendered) }
        results.append(result)
    }
    if let path = arguments.value("--junit") {
        try TextFile.write(JUnitReport(results).text, to: path)
    }
    let failed = results.count { !$0.passed }
    guard !results.isEmpty else {
        Output.line(
            "no transcript was run: there is none in \(folder.path)/transcripts"
                + (arguments.value("--filter").map { " with '\($0)' in its name" } ?? "")
        )
        return .failed
    }
    Output.line(
        "\(Summary.count(results.count, "transcript")): \(results.count - failed) passed, "
            + "\(failed) failed" + (recorded > 0 ? ", \(recorded) recorded" : "")
    )
    return failed == 0 ? .ok : .failed
}
