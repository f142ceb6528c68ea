import Bots
import Diagnostics
import Transcripts
import Values

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
            Option(
                name: "--states",
                value: "FILE",
                help: "write the states that wait for something, one a line, for 'plan'"
            ),
            Option(name: "--junit", value: "FILE", help: "write the results as JUnit XML"),
            Option(
                name: "--coverage",
                value: nil,
                help: "which steps, ways and repair cells they go through, and what is missing"
            ),
            Option(
                name: "--at-least",
                value: "N",
                help: "with --coverage: fail where a figure is under N percent"
            ),
            Option(
                name: "--write",
                value: nil,
                help: "with --coverage: draft what is missing into transcripts/drafts"
            ),
            Option(
                name: "--against",
                value: "OLD",
                help: "what the bot does otherwise than the version in that folder"
            ),
            Option(
                name: "--json",
                value: nil,
                help: "with --coverage or --against: the answer as JSON"
            ),
        ],
        run: runTest
    )
}

private func runTest(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let options = try TestOptions(arguments)
    guard let folder = try BotFolder.open(arguments, toTalk: true) else { return .failed }
    if let old = options.against { return try TestAgainst.run(folder, against: old, options) }
    var run = TestRun(folder, options)
    try run.play()
    if let path = arguments.value("--junit") {
        try TextFile.write(JUnitReport(run.results).text, to: path)
    }
    if let path = options.states { try TextFile.write(run.savedStates, to: path) }
    guard !run.results.isEmpty else {
        options.tell(
            "no transcript was run: there is none in \(folder.path)/transcripts"
                + (options.filter.map { " with '\($0)' in its name" } ?? "")
        )
        return .failed
    }
    options.tell(run.summary)
    let isCovered = try run.reportCoverage()
    return run.failed == 0 && isCovered ? .ok : .failed
}

/// What `botsim test` was asked for.
struct TestOptions {
    let filter: String?
    let records: Bool
    let coverage: Bool
    /// The file that takes the states in which conversations wait.
    let states: String?
    /// Percent; nil: any figure is well.
    let atLeast: Int?
    /// Drafts what is missing.
    let drafts: Bool
    /// The folder of the version before.
    let against: String?
    let isJSON: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        filter = arguments.value("--filter")
        records = arguments.has("--record")
        coverage = arguments.has("--coverage")
        states = arguments.value("--states")
        isJSON = arguments.has("--json")
        atLeast = try arguments.value("--at-least").map { text throws(CommandFailure) in
            guard let percent = Int(text), (0...100).contains(percent) else {
                throw .usage("--at-least is a percentage, 0 to 100, and not '\(text)'")
            }
            return percent
        }
        guard atLeast == nil || coverage else {
            throw .usage("--at-least needs --coverage")
        }
        drafts = arguments.has("--write")
        guard !drafts || coverage else { throw .usage("--write needs --coverage") }
        against = arguments.value("--against")
        guard !isJSON || coverage || against != nil else {
            throw .usage("--json needs --coverage or --against")
        }
        let others = ["--coverage", "--record", "--junit"]
        if against != nil, let other = others.first(where: arguments.has) {
            throw .usage("--against only compares: leave \(other) out")
        }
    }

    /// Whether a transcript was asked for.
    func takes(_ path: String) -> Bool {
        guard let filter else { return true }
        return path.split(separator: "/").last?.contains(filter) ?? false
    }

    /// What is for people: beside JSON it goes to standard error.
    func tell(_ line: String) { isJSON ? Output.error(line) : Output.line(line) }
}
