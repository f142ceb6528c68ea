import BotRuntime
import Bots
import Crypto
import Diagnostics
import Dialogue
import Foundation
import Messages
import Testing
import Topics
import Transcripts
import Values

@testable import botsim

/// Secrets with a face: planted in talks with both bots of this checkout, they turn up nowhere.
@Suite struct CanaryTests {
    private static let folders: [String: BotFolder] = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var folders: [String: BotFolder] = [:]
        for name in [bank, clinic] {
            folders[name] = try? BotFolder.load(root.appendingPathComponent(name).path).0
        }
        return folders
    }()

    /// The ways in which people write digits.
    private static func spellings(_ canary: String) -> [String] {
        guard canary.allSatisfy(\.isNumber) else { return [canary] }
        let digits = canary.map(String.init)
        let words = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ]
        let pairs = stride(from: 0, to: digits.count, by: 2).map {
            digits[$0..<min($0 + 2, digits.count)].joined()
        }
        let wide = canary.unicodeScalars.map {
            String(UnicodeScalar($0.value - 0x30 + 0xFF10).map(Character.init) ?? "?")
        }
        return [
            canary, digits.joined(separator: " "), pairs.joined(separator: "-"),
            "it's \(canary), thanks!", "\(canary)!!", wide.joined(),
            canary.compactMap { $0.wholeNumberValue }.map { words[$0] }.joined(separator: " "),
        ]
    }

    @Test(arguments: plants, [Channel.web, .sms])
    func `A secret turns up in no output`(plant: Plant, channel: Channel) throws {
        // The channels differ in forms and buttons, not in how words are read.
        let spellings = Self.spellings(plant.canary).prefix(channel == .web ? 7 : 2)
        let hits = try spellings.flatMap { spelling in
            try Self.hits(plant, spelled: spelling, on: channel).map { "'\(spelling)' \($0)" }
        }
        #expect(hits == [])
    }

    /// Where the canary was seen.
    private static func hits(
        _ plant: Plant,
        spelled spelling: String,
        on channel: Channel
    ) throws -> [String] {
        let folder = try #require(folders[plant.bot])
        var simulation = try folder.simulation(
            Arguments(values: [
                "--channel": [channel.rawValue], "--contact": ["web-visitor"],
                // Nobody yet, and no sign-in of the channel's own: they are asked for a passcode.
                "--unverified": [], "--capabilities": ["QUICK,LIST,TIME,FORM,LOCATION,MEDIA"],
            ]),
            now: try #require(Timestamp("2026-03-02T15:00:00Z"))
        )
        let key = SealingKey.random()
        simulation.sealing = key
        simulation.savesEveryTurn = true
        var session = Session(
            folder,
            simulation,
            language: nil,
            pen: Pen(isColoured: false, width: 80)
        )
        var hits: [String] = []
        func look(_ what: String, _ words: some Sequence<String>) {
            for line in words where shows(plant.canary, line) {
                hits.append("in \(what): \(line)")
            }
        }
        for line in plant.lines {
            let line = line.replacing("{}", with: spelling)
            // The screen of a pipe shows the line as well, and a terminal's history keeps it.
            look("what is written down of the line", [session.shown(line)])
            look("the answer", session.take(line).lines)
            look(":state", session.stateLines)
            look(":slots", session.slotLines)
            look(":why", session.explanation)
            look(":save", session.recorder.text(title: "t").split(separator: "\n").map(String.init))
            let conversation = session.simulation.conversation
            look("the saved state", [String(decoding: conversation.saved(), as: UTF8.self)])
            look(
                "the sealed state",
                [String(decoding: conversation.saved(sealing: key), as: UTF8.self)]
            )
            look("a dump of the state", ["\(conversation)", dumped(conversation)])
            guard let report = session.lastReport else { continue }
            look("chat --json", [report.json.text])
            look("the packet", report.handoff.map { [$0.json.text] } ?? [])
            look("the records", ["\(report.records)"])
            look("the facts", ["\(report.facts)"])
            look("the calls", report.calls.map(\.json.text))
            // What is written to a person is theirs; what was written to the bot is not.
            if conversation.owner == .queue, report.handoff != nil {
                look("what is forwarded", report.forwarded.map(\.json.text))
            }
        }
        look(":back", session.take(":back").lines)
        return hits
    }

    private static func dumped(_ conversation: Conversation) -> String {
        var text = ""
        dump(conversation, to: &text)
        return text
    }

    /// Whether a line shows the canary, whatever stands between its digits.
    private static func shows(_ canary: String, _ line: String) -> Bool {
        if line.contains(canary) { return true }
        guard canary.allSatisfy(\.isNumber) else { return false }
        // Not across whole words: the digits of other numbers would meet.
        let joined = line.filter { $0.isNumber || $0.isLetter }
            .map { $0.wholeNumberValue.map(String.init) ?? String($0) }.joined()
        return joined.contains(canary) || line.contains("two six four five seven five")
            || line.contains("four one one one one")
    }

    @Test func `A canary that is planted in the open is seen`() {
        #expect(Self.shows("264575", "my code is 26-45-75."))
        #expect(Self.shows("264575", "２６４５７５"))
        #expect(!Self.shows("264575", "•••"))
    }

    @Test func `What was saved as a transcript is played with the values of its header`() throws {
        let folder = try #require(Self.folders[Self.clinic])
        var session = Session(
            folder,
            try folder.simulation(
                Arguments(values: ["--channel": ["sms"]]),
                now: try #require(Timestamp("2026-03-02T15:00:00Z"))
            ),
            language: nil,
            pen: Pen(isColoured: false, width: 80)
        )
        for line in ["settle an invoice", "inv-1001", Self.card, "it is 737", "skip", "yes"] {
            _ = session.take(line)
        }
        let saved = session.recorder.text(title: "paid")
        #expect(saved.contains("> [secret] card"))
        #expect(saved.contains("> [secret] code"))
        let runner = TranscriptRunner(bot: folder.bot) { try folder.makeBackEnd(at: $0) }
        let header = "secrets: card = \(Self.card); code = 737\n"
        let complete = saved.replacing("\n\n", with: "\n\(header)\n", maxReplacements: 1)
        let (transcript, _) = Transcript.parse(SourceFile(path: "paid.chat", text: complete))
        let problems = runner.run(try #require(transcript)).failures.map(\.rendered)
        #expect(problems == [])
        // Without them it says what is missing.
        let (bare, _) = Transcript.parse(SourceFile(path: "paid.chat", text: saved))
        let failures = runner.run(try #require(bare)).failures.map(\.rendered)
        #expect(failures.first?.contains("secrets: card = …") == true, "\(failures)")
    }
}
