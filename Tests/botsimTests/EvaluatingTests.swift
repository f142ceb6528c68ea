import BotRuntime
import Bots
import Diagnostics
import Messages
import Testing
import Topics
import Values

@testable import botsim

@Suite struct `An expression typed in a talk` {
    private func shown(_ lines: [String]) throws -> [String] {
        var session = try Bakery.session(.sms)
        var last: [String] = []
        for line in ["I want to order a cake"] + lines { last = session.take(line).lines }
        return last
    }

    @Test(arguments: [
        ("kind == \"cream\"", "  true  (yes or no)"), ("kind.title", "  \"Cream\"  (text)"),
        ("filled(day)", "  false  (yes or no)"), ("today", "  2026-03-02  (a date)"),
        ("contact.verified", "  true  (yes or no)"), ("day", "  null  (nothing is there yet)"),
    ])
    func `sees what the topic that waits knows`(expression: String, answer: String) throws {
        #expect(try shown(["2", ":eval \(expression)"]) == [answer])
    }

    @Test func `is told what is unknown, and what is known`() throws {
        #expect(
            try shown([":eval knd == 1"]) == [
                "  knd == 1", "  ^ there is no 'knd' here", "    did you mean 'kind'?",
            ]
        )
        #expect(try shown([":eval zzzzzz"]).last == "  known here: day, kind, name")
    }

    @Test func `has a caret where its types do not agree`() throws {
        #expect(try shown(["2", ":eval 1 + kind"])[1].hasPrefix("    ^ '+' does not take"))
        #expect(try shown(["2", ":eval day > today"])[1] == "  ^ 'day' may be empty here")
        #expect(try shown(["2", ":eval 1 / 0"])[1] == "    ^ division by zero")
    }

    @Test func `is left out for the names with their values and types`() throws {
        #expect(
            try shown(["2", "tomorrow", ":eval"]) == [
                "  day   2026-03-03  (a date)", "  kind  \"cream\"  (a choice)",
                "  name  null  (nothing is there yet)",
            ]
        )
    }

    @Test func `changes nothing`() throws {
        var session = try Bakery.session(.sms)
        _ = session.take("I want to order a cake")
        let before = session.simulation.conversation
        _ = session.take(":eval kind")
        #expect(session.simulation.conversation == before)
    }

    @Test(arguments: [":eval pin", ":eval pin.size()", ":eval int(pin)", ":eval"])
    func `shows nothing of a secret`(line: String) throws {
        var session = try Safe.session()
        _ = session.take("open the safe")
        _ = session.take("47x1")
        let shown = session.take(line).lines.joined(separator: "\n")
        #expect(shown.contains("•••") && !shown.contains("47x1") && !shown.contains("4  "))
    }
}

/// A bot that is told a secret.
private enum Safe {
    static func session() throws -> Session {
        let (folder, diagnostics) = BotFolder.load(files: [
            BotFile(
                path: "bot.yaml",
                text: "name: Safe\nqueues: { desk: { title: the desk } }\nchannels: [web]"
            ),
            BotFile(
                path: "safe.yaml",
                text: """
                    title: Open the safe
                    examples: [open the safe]
                    slots:
                      pin: { type: text, secure: true, ask: Which PIN? }
                      why: { type: text, ask: Why? }
                    steps:
                      - ask: [pin, why]
                    """
            ),
        ])
        #expect(diagnostics.map(\.description) == [])
        let now = try #require(Timestamp("2026-03-02T15:00:00Z"))
        let simulation = try #require(folder).simulation(Arguments(), now: now)
        return Session(
            try #require(folder),
            simulation,
            language: nil,
            pen: Pen(isColoured: false, width: 80)
        )
    }
}
