import BotRuntime
import Bots
import Diagnostics
import Dialogue
import Messages
import Testing
import Topics
import Values

@testable import botsim

/// Time travel over values, in one talk and between talks.
@Suite struct `Going back, forward and elsewhere` {
    private func session(_ lines: String...) throws -> Session {
        var session = try Bakery.session(.web)
        for line in lines { _ = session.take(line) }
        return session
    }

    @Test func `Several events are taken back at once and happen again one by one`() throws {
        var session = try session("I want to order a cake", "2")
        #expect(session.take(":back 2").lines.first == "  (taken back: 2, I want to order a cake)")
        #expect(session.simulation.conversation.frames.isEmpty)
        #expect(session.take(":forward").lines.first == "  (again: I want to order a cake)")
        #expect(session.simulation.conversation.waiting.slot?.rawValue == "kind")
        _ = session.take(":forward")
        #expect(session.slotLines == ["  kind  cream"])
        #expect(session.take(":forward").lines == ["nothing was taken back"])
    }

    @Test func `The history shows where one stands`() throws {
        var session = try session("I want to order a cake", "2", ":back")
        #expect(
            session.take(":history").lines
                == ["  1  I want to order a cake", "  2  2  (taken back)"]
        )
    }

    @Test func `What is said anew has another future`() throws {
        var session = try session("I want to order a cake", "2", ":back", "1")
        #expect(session.take(":forward").lines == ["nothing was taken back"])
        #expect(session.slotLines == ["  kind  plain"])
    }

    @Test func `The tables go back with the talk`() throws {
        var session = try Self.pinboard()
        _ = session.take("pin a note")
        _ = session.take("milk")
        #expect(session.simulation.rows(of: "notes").count == 1)
        _ = session.take(":back")
        #expect(session.simulation.rows(of: "notes").isEmpty)
        _ = session.take(":forward")
        #expect(session.simulation.rows(of: "notes").count == 1)
    }

    @Test func `Each fork has tables of its own`() throws {
        var session = try Self.pinboard()
        _ = session.take("pin a note")
        _ = session.take(":fork")
        _ = session.take("milk")
        _ = session.take(":fork 1")
        #expect(session.simulation.rows(of: "notes").isEmpty)
        _ = session.take(":fork 2")
        #expect(session.simulation.rows(of: "notes").count == 1)
    }

    @Test func `A fork goes its own way, and the talk that was left stays`() throws {
        var session = try session("I want to order a cake", ":fork other", "2")
        #expect(session.slotLines == ["  kind  cream"])
        #expect(session.take(":fork 1").lines.first == "  (in 1)")
        #expect(session.slotLines == ["  nothing is answered yet"])
        _ = session.take("1")
        _ = session.take(":fork other")
        #expect(session.slotLines == ["  kind  cream"])
        #expect(session.take(":fork other").lines.first == "this is other")
    }

    @Test(arguments: [(":back two", "write it like"), (":forward -1", "write it like")])
    func `A count is a number`(line: String, start: String) throws {
        var session = try session("hello")
        #expect(session.take(line).lines.first?.hasPrefix(start) == true)
    }

    @Test func `The last turn stands side by side as every channel gets it`() throws {
        var session = try session("I want to order a cake")
        let lines = session.take(":as all").lines
        #expect(lines.first?.contains("APPLE") == true)
        #expect(lines.first?.contains("| WHATSAPP") == true)
        #expect(lines.contains { $0.hasPrefix("SMS") && $0.hasSuffix("| WEB") })
        #expect(lines.allSatisfy { $0.count <= 80 })
        // Nothing happened by looking.
        #expect(session.simulation.conversation.waiting.slot?.rawValue == "kind")
        #expect(session.slotLines == ["  nothing is answered yet"])
    }

    @Test func `What stands side by side is broken between words`() throws {
        var session = try session("I want to order a cake", "2")
        let narrow = Columns(width: 43)
        let columns = narrow.laid(out: [
            ["    1  18 Harbor Street, Boston"], ["https://bakery.example/t/1"],
        ])
        #expect(
            columns == [
                "    1  18 Harbor     | https://bakery.examp",
                "    Street, Boston   | le/t/1",
            ]
        )
        // A moment that passed in silence is no turn to be compared.
        let lines = session.take(":as all").lines
        _ = session.take(":wait 1m")
        #expect(session.take(":as all").lines == lines)
    }

    @Test func `Where one has gone to, what is asked there is shown, also behind silent events`()
        throws
    {
        var session = try session("I want to order a cake", "2", ":wait 1m", ":back 2")
        #expect(session.take(":forward 2").lines.last == "  For which day?")
    }

    @Test func `Why is about the last message, whatever came after it`() throws {
        var session = try session("I want to order a cake", "2")
        let lines = session.take(":why").lines
        _ = session.take(":wait 1m")
        #expect(session.take(":why").lines == ["  about: 2"] + lines)
        // A touch has no words: those of an earlier message are not explained with it.
        #expect(!lines.contains { $0.contains("cake") && $0.contains("topics for") })
        var silent = try Bakery.session(.web)
        _ = silent.take(":wait 1m")
        #expect(silent.take(":why").lines == ["  nothing was written yet"])
    }

    @Test func `Why tells what the other rules would have done`() throws {
        var session = try session("I want to order a cake", "what?", "a cream one please")
        let lines = session.take(":why").lines
        #expect(lines.first?.hasPrefix("  rule ") == true)
        #expect(lines.contains("  otherwise:"))
        #expect(lines.contains { $0.hasPrefix("    rule m: not understood: \"") })
    }

    /// A bot whose topic writes into a table.
    private static func pinboard() throws -> Session {
        let files = [
            "bot.yaml": """
            name: Pinboard
            queues: { desk: { title: the desk } }
            simulator: { contact: "+14155550101" }
            """,
            "note.yaml": """
            title: Pin a note
            examples: [pin a note]
            slots:
              words: { type: text, ask: What shall it say? }
            steps:
              - ask: words
              - call: notes.add
                with: { text: words }
              - say: It hangs there.
            """,
            "actions.yaml": """
            notes.add:
              within: 8s
              else: [{ say: That did not work. }, { handoff: desk }]
              takes: { text: text }
              records: { table: notes, insert: { id: "new_id('N')", text: takes.text } }
            """,
            "records/notes.yaml": """
            columns: { id: text, text: text }
            rows: []
            """,
        ]
        let (folder, diagnostics) = BotFolder.load(
            files: files.map { BotFile(path: $0.key, text: $0.value) }
        )
        try #require(diagnostics.map(\.description) == [])
        let loaded = try #require(folder)
        let now = try #require(Timestamp("2026-03-02T15:00:00Z"))
        return Session(
            loaded,
            try loaded.simulation(Arguments(values: ["--channel": ["web"]]), now: now),
            language: nil,
            pen: Pen(isColoured: false, width: 80)
        )
    }
}
