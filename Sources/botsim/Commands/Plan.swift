import Bots
import Diagnostics
import Dialogue
import Foundation
import Messages
import Transcripts
import Values

extension Command {
    static let plan = Command(
        name: "plan",
        summary: "what becomes of running conversations when a bot is changed",
        positionals: [
            Positional(name: "OLD", help: "the bot's folder as it runs", isRequired: true),
            Positional(name: "NEW", help: "the folder as it is to be", isRequired: true),
        ],
        options: [
            Option(
                name: "--conversations",
                value: "FILE",
                help:
                    "saved states, one a line; without it those that OLD's transcripts pass through"
            ),
            Option(
                name: "--now",
                value: "TIME",
                help:
                    "the moment for the states of FILE; without it their own 'at', else the system's clock"
            ),
            Option(name: "--json", value: nil, help: "a line for each conversation"),
        ],
        run: runPlan
    )
}

private func runPlan(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard arguments.positionals.count == 2 else {
        throw .usage("plan needs two folders: botsim plan OLD NEW")
    }
    let old = try BotFolder.open(arguments)
    let new = try BotFolder.open(arguments, at: 1, toTalk: true)
    guard let old, let new else { return .failed }
    var plan = ConversationPlan(bot: new.bot)
    let asJSON = arguments.has("--json")
    var code = ExitCode.ok
    if let path = arguments.value("--conversations") {
        code = try plan.addStates(of: path, now: try Moment.given(arguments), asJSON: asJSON)
    } else {
        try plan.addStates(passedBy: old)
    }
    if asJSON {
        for entry in plan.entries { Output.line(entry.json.text) }
    } else {
        for line in plan.lines { Output.line(line) }
    }
    return plan.handsOver ? .failed : code
}

extension ConversationPlan {
    /// Adds the states of a file; a line that is none is told, and the others count all the same.
    mutating func addStates(
        of path: String,
        now: Timestamp?,
        asJSON: Bool
    ) throws(CommandFailure) -> ExitCode {
        let input = try LineInput(path)
        let clock = Moment.now
        var broken = 0
        var number = 0
        while let bytes = input.next() {
            number += 1
            guard !bytes.isEmpty else { continue }
            do {
                let conversation = try Conversation(saved: Data(bytes))
                let moment = now ?? Self.moment(of: Data(bytes)) ?? clock
                add(conversation, from: "\(path):\(number)", now: moment)
            } catch {
                broken += 1
                if asJSON {
                    Output.line(Batch.invalid(error.words, number).text)
                } else if broken <= Self.mostBroken {
                    Output.error("\(path):\(number): \(error.words)")
                }
            }
        }
        if broken > Self.mostBroken, !asJSON {
            Output.error("and \(broken - Self.mostBroken) more lines that are none")
        }
        return broken == 0 ? .ok : .failed
    }

    /// Lines that are named one by one before it is plain that the file is another one.
    private static var mostBroken: Int { 10 }

    /// When a state was kept, where that is written beside it.
    private static func moment(of line: Data) -> Timestamp? {
        struct Kept: Decodable { let at: String? }
        return (try? CodedJSON.value(Kept.self, from: line))?.at.flatMap { Timestamp($0) }
    }

    fileprivate mutating func addStates(passedBy old: BotFolder) throws(CommandFailure) {
        let runner = TranscriptRunner(bot: old.bot) { try old.makeBackEnd(at: $0) }
        for path in old.transcriptPaths {
            let file = SourceFile(path: path, text: try TextFile.read(path))
            guard let transcript = Transcript.parse(file).0 else { continue }
            for state in runner.run(transcript).restingStates(of: transcript) {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                add(
                    state.conversation,
                    from: "\(name):\(state.location.line)",
                    now: state.at
                )
            }
        }
    }
}

extension Conversation.LoadingError {
    /// What is wrong with a saved state, in a line.
    var words: String {
        switch self {
        case .newer(let version):
            "this state was saved by a later version of the program (its form is \(version))"
        case .broken: "this is no saved state, or one that is damaged"
        }
    }
}
