import Bots
import Dialogue
import Foundation
import Testing
import Values

@testable import botsim

/// `botsim plan` on the bot that `botsim new` makes, and a changed copy of it.
@Suite final class PlanCommandTests {
    private let folder = NSTemporaryDirectory() + "plan-\(UUID().uuidString)"
    private var old: String { folder + "/old" }
    private var new: String { folder + "/new" }

    init() throws {
        for side in ["old", "new"] {
            for file in FirstBot.files(named: "shop") {
                try write(file.text, to: side + "/" + file.path)
            }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: folder + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }

    private func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        #expect(text.contains(old))
        try write(text.replacing(old, with: new), to: name)
    }

    /// The states that the old bot's transcripts pass through, as the new one would take them up.
    private func plan() throws -> ConversationPlan {
        let states = folder + "/states.jsonl"
        #expect(Botsim.run(["test", old, "--states", states]) == .ok)
        let bot = try #require(try BotFolder.load(new).0).bot
        var plan = ConversationPlan(bot: bot)
        let lines = try String(contentsOfFile: states, encoding: .utf8).split(separator: "\n")
        for (place, line) in lines.enumerated() {
            plan.add(
                try Conversation(saved: Data(line.utf8)),
                from: "states.jsonl:\(place + 1)",
                now: try #require(Timestamp("2026-03-02T10:00:00Z"))
            )
        }
        return plan
    }

    @Test func `the same bot goes on with every conversation`() throws {
        #expect(Botsim.run(["plan", old, new]) == .ok)
        let plan = try plan()
        #expect(plan.entries.count == 5)
        #expect(
            plan.lines == ["5 conversations: 5 continue, 0 are asked again, 0 hand over"]
        )
    }

    @Test func `says what is asked again, why and in which conversations`() throws {
        try edit("new/book_table.yaml", "garden: {", "terrace: {")
        try edit("new/book_table.yaml", "also: [outside, terrace]", "also: [outside]")
        #expect(Botsim.run(["plan", old, new]) == .ok)
        let plan = try plan()
        #expect(plan.lines.contains("are asked again: 2"))
        #expect(
            plan.lines.contains(
                "  book_table place: its option is gone: 2 (states.jsonl:3, states.jsonl:4)"
            )
        )
    }

    @Test func `fails where a person would have to take over`() throws {
        try FileManager.default.removeItem(atPath: new + "/book_table.yaml")
        try FileManager.default.removeItem(atPath: new + "/transcripts/first.chat")
        #expect(Botsim.run(["plan", old, new]) == .failed)
        let plan = try plan()
        #expect(plan.handsOver)
        let entry = try #require(plan.entries.first?.json)
        #expect(entry["fate"]?.string == "hands_over")
        #expect(entry["reason"]?.string == "version")
        #expect(entry["topic"]?.string == "book_table")
    }

    @Test func `counts a line that is no state, and takes the others`() throws {
        let states = folder + "/states.jsonl"
        #expect(Botsim.run(["test", old, "--states", states]) == .ok)
        let whole = try String(contentsOfFile: states, encoding: .utf8)
        #expect(Botsim.run(["plan", old, new, "--conversations", states]) == .ok)
        try (whole + whole.prefix(200) + "\n").write(
            toFile: states,
            atomically: true,
            encoding: .utf8
        )
        #expect(Botsim.run(["plan", old, new, "--conversations", states]) == .failed)
        #expect(Botsim.run(["plan", old, new, "--conversations", states, "--json"]) == .failed)
    }

    @Test func `holds a state against the moment at which it was kept`() throws {
        let topic = """
            title: Book a table
            examples: [I want to book a table]
            slots:
              day: { type: date, ask: Which day?, check: [{ if: day < today, say: Which day? }] }
              people: { type: number, ask: How many? }
            steps:
              - ask: [day, people]
            """
        try write(topic, to: "old/book_table.yaml")
        try write(topic + "\n# changed", to: "new/book_table.yaml")
        try write(
            "now: 2020-01-01T10:00:00Z\n\n@ only\n> I want to book a table\n> tomorrow\n",
            to: "old/transcripts/first.chat"
        )
        let states = folder + "/states.jsonl"
        #expect(Botsim.run(["test", old, "--states", states]) == .ok)
        var plan = ConversationPlan(bot: try #require(try BotFolder.load(new).0).bot)
        #expect(try plan.addStates(of: states, now: nil, asJSON: false) == .ok)
        #expect(plan.lines == ["2 conversations: 2 continue, 0 are asked again, 0 hand over"])
        var later = ConversationPlan(bot: plan.bot)
        _ = try later.addStates(of: states, now: Timestamp("2021-01-01T10:00:00Z"), asJSON: false)
        #expect(later.entries.count { $0.prospect.fate == .isAskedAgain } == 1)
    }

    @Test func `takes no folder for a file of states, and no bot that would not talk`() throws {
        #expect(Botsim.run(["plan", old, new, "--conversations", old]) == .noInput)
        try edit("new/bot.yaml", "house:", "house:\n  unavailable_back: Agent")
        #expect(Botsim.run(["plan", old, new]) == .failed)
    }

    @Test func `needs two folders that load`() {
        #expect(Botsim.run(["plan", old]) == .usage)
        #expect(Botsim.run(["plan", old, "/no/such"]) == .noInput)
        #expect(Botsim.run(["plan", old, new, "--conversations", "/no/such"]) == .noInput)
    }
}
