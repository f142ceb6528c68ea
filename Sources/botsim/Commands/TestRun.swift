import Bots
import Diagnostics
import Dialogue
import Transcripts
import Values

/// One run of all transcripts of a bot.
struct TestRun {
    private let folder: BotFolder
    private let options: TestOptions
    private let runner: TranscriptRunner
    private(set) var results: [TranscriptResult] = []
    private(set) var coverage = Coverage()
    private var states: [RestingState] = []
    private var drafter: Drafter
    private var recorded = 0
    private var drafts = 0

    init(_ folder: BotFolder, _ options: TestOptions) {
        self.folder = folder
        self.options = options
        runner = TranscriptRunner(bot: folder.bot) { now in
            try folder.makeBackEnd(at: now) { Output.error("botsim: \($0)") }
        }
        drafter = Drafter(bot: folder.bot, runner: runner)
    }

    var failed: Int { results.count { !$0.passed } }

    var summary: String {
        "\(Summary.count(results.count, "transcript")): \(results.count - failed) passed, "
            + "\(failed) failed" + (recorded > 0 ? ", \(recorded) recorded" : "")
            + (drafts > 0 ? ", \(drafts) not reviewed" : "")
    }

    /// The states in which conversations wait for something, one a line.
    var savedStates: String {
        states.map { $0.line + "\n" }.joined()
    }

    mutating func play() throws(CommandFailure) {
        for path in folder.transcriptPaths where options.takes(path) {
            try play(path)
        }
    }

    private mutating func play(_ path: String) throws(CommandFailure) {
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
            options.tell(diagnostic.rendered)
            results.append(TranscriptResult(unreadable: diagnostic.location.file, [diagnostic]))
            return
        }
        let (transcript, diagnostics) = Transcript.parse(file)
        for diagnostic in diagnostics { options.tell(diagnostic.rendered) }
        guard let transcript else {
            results.append(TranscriptResult(unreadable: file, diagnostics))
            return
        }
        var result = run(transcript)
        if options.records, !result.passed {
            let text = TranscriptRecorder(transcript, result).text
            if text != file.text {
                try TextFile.write(text, to: path)
                recorded += 1
            }
            // What it says now is right; facts and inputs still have to hold.
            let written = SourceFile(path: path, text: text)
            if let again = Transcript.parse(written).0 { result = runner.run(again) }
        }
        if options.states != nil { states += result.restingStates(of: transcript) }
        for failure in result.failures { options.tell(failure.rendered) }
        results.append(result)
    }

    private mutating func run(_ transcript: Transcript) -> TranscriptResult {
        if !transcript.header.isReviewed { drafts += 1 }
        guard options.coverage, transcript.header.isReviewed else { return runner.run(transcript) }
        let observer = CoverageObserver()
        let result = runner.run(transcript, observer: observer)
        coverage.add(observer.seen)
        if options.drafts { drafter.learn(transcript, result) }
        return result
    }

    /// Tells what the transcripts go through, where that is asked for.
    ///
    /// - Returns: Whether it is enough.
    func reportCoverage() throws(CommandFailure) -> Bool {
        guard options.coverage else { return true }
        let report = CoverageReport(coverage, of: folder.bot)
        let under = options.atLeast.map(report.under) ?? []
        if options.isJSON {
            var fields = report.json.object ?? [:]
            fields["transcripts"] = .int(Int64(results.count))
            fields["failed"] = .int(Int64(failed))
            Output.line(JSON.object(fields).text)
        } else {
            Output.line("")
            for line in report.lines { Output.line(line) }
        }
        if options.drafts { try writeDrafts(for: report.missing) }
        if let percent = options.atLeast, !under.isEmpty {
            options.tell("under \(percent) %: " + under.joined(separator: ", "))
        }
        return under.isEmpty
    }

    /// Writes drafts of what is missing; what somebody works on already stays as it is.
    private func writeDrafts(for missing: [CoverageGoal]) throws(CommandFailure) {
        let (drafts, left) = drafter.drafts(for: missing)
        let path = BotFolder.draftsFolder(of: folder.path)
        var written = 0
        if !drafts.isEmpty { try TextFile.makeFolder(path) }
        for draft in drafts {
            let file = "\(path)/\(draft.name).chat"
            guard !TextFile.exists(file) else { continue }
            try TextFile.write(draft.text, to: file)
            written += 1
        }
        options.tell("")
        options.tell("\(Summary.count(written, "draft")) written to \(path)")
        for goal in left {
            options.tell(
                "no draft found: \(goal.location.file.path):\(goal.location.line): \(goal.words)"
            )
        }
    }
}
