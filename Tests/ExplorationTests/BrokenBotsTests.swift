import BotRuntime
import Diagnostics
import Dialogue
import Exploration
import Foundation
import Records
import Testing
import Topics
import Transcripts

/// Bots with one fault each; `expected.txt` says what is to be found of it, in the order of the files:
/// the code, the topic, the step or slot, and how many moves the shortest conversation has.
@Suite struct `Exploring bots that are broken` {
    struct Expected {
        let code: String
        let topic: String
        let moves: Int
        let subject: String

        init(_ line: Substring) throws {
            let words = line.split(separator: " ").map(String.init)
            try #require(words.count > 3)
            code = words[0]
            topic = words[1]
            moves = try #require(Int(words[words.count - 1]))
            subject = words[2..<(words.count - 1)].joined(separator: " ")
        }
    }

    @Test func `There are twenty of them and more`() {
        #expect(Checkout.broken.count >= 20)
    }

    @Test(arguments: Checkout.broken)
    func `The fault is found, and shown by the shortest conversation`(_ name: String) throws {
        let folder = Checkout.brokenPath + name
        let path = Checkout.root + folder + "/expected.txt"
        let expected = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { try Expected($0) }
        let bot = try #require(Checkout.bot(folder))
        var explorer = Explorer(bot, Explorer.Plan(walks: 500))
        let report = try explorer.explore()
        let found = report.items.map { "\($0.finding.code.rawValue) \($0.finding.subject)" }
        #expect(report.items.count == expected.count, "\(found)")
        for (item, expected) in zip(report.items, expected) {
            #expect(item.finding.code.rawValue == expected.code)
            #expect((item.finding.topic?.rawValue ?? "-") == expected.topic)
            #expect(item.finding.subject.hasPrefix(expected.subject), "\(item.finding.subject)")
            #expect(item.moves == expected.moves, "\(item.transcript)")
            try replay(item.transcript, with: bot)
        }
    }

    /// With the bot's own back end, the conversation goes as it is written.
    private func replay(_ text: String, with bot: Bot) throws {
        let file = SourceFile(path: "found.chat", text: text)
        let (transcript, problems) = Transcript.parse(file)
        #expect(problems.isEmpty)
        let runner = TranscriptRunner(bot: bot) {
            try RecordsBackEnd(definition: bot.definition, now: $0)
        }
        let result = runner.run(try #require(transcript))
        #expect(result.passed, "\(result.failures.map(\.rendered)) in \(text)")
    }
}
