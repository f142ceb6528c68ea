import Bots
import Diagnostics
import Transcripts
import Values

/// `botsim test --against OLD`: the transcripts of a bot, played to it and to the version before.
enum TestAgainst {
    static func run(
        _ folder: BotFolder,
        against path: String,
        _ options: TestOptions
    ) throws(CommandFailure) -> ExitCode {
        guard let old = try BotFolder.open(path: path) else { return .failed }
        let before = TranscriptRunner(bot: old.bot) { try old.makeBackEnd(at: $0) }
        let after = TranscriptRunner(bot: folder.bot) { try folder.makeBackEnd(at: $0) }
        var report = BehaviourReport()
        var code = ExitCode.ok
        for path in folder.transcriptPaths where options.takes(path) {
            let (transcript, problems) = Transcript.parse(
                SourceFile(path: path, text: try TextFile.read(path))
            )
            guard let transcript else {
                for problem in problems { Output.error(problem.rendered) }
                code = .failed
                continue
            }
            report.add(
                transcript,
                before: before.run(transcript),
                after: after.run(transcript)
            )
        }
        if options.isJSON {
            Output.line(report.json.text)
        } else {
            for line in report.lines { Output.line(line) }
        }
        return code
    }
}
