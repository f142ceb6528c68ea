import Diagnostics
import Testing
import Topics

@Suite struct `A hostile file` {
    @Test(arguments: [
        Hostile("ten megabytes", [UInt8](repeating: 97, count: 10_000_000), "too-large"),
        Hostile("no UTF-8", Array("title: ".utf8) + [0xFF, 0xFE, 0x80], "not-utf8"),
        Hostile("UTF-16", [0xFF, 0xFE, 0x61, 0x00], "not-utf8"),
        Hostile("many brackets", [UInt8](repeating: 91, count: 100_000), "too-deep"),
        Hostile("an alias bomb", Array(Self.bomb.utf8), "anchor"),
        Hostile("zeros", [UInt8](repeating: 0, count: 1000), "control-character"),
    ])
    func `is refused in a few words`(file: Hostile) {
        let files = [
            BotFile(path: "bot.yaml", text: SmallBot.bot),
            BotFile(path: "t.yaml", bytes: file.bytes),
        ]
        let (bot, diagnostics) = BotLoader.load(files: files)
        #expect(bot == nil)
        #expect(diagnostics.contains { $0.code == file.code })
        #expect(diagnostics.count <= 101)
    }

    private static let bomb = (0..<40).map { level in
        "a\(level): &a\(level) [\(level == 0 ? "lol" : "*a\(level - 1), *a\(level - 1)")]\n"
    }.joined()

    /// A kind of mistake, and how a line of it begins and ends around its number.
    @Test(arguments: [
        Flood("unknown keys", "", "k", ": 1"),
        Flood("steps", "title: T\nsteps:", "- say: \"{a", "}\""),
        Flood("slots", "title: T\nsteps: []\nslots:", "  s", ": { type: date, ask: \"{x}\" }"),
        Flood("names", "title: T\nsteps:", "- set: { n", ": 'a' }"),
        Flood("sets", "title: T\nsteps:\n- set:", "    n", ": '1'"),
        Flood("arguments", "title: T\nsteps: []\ntakes:", "  a", ": text"),
        Flood("branches", "title: T\nsteps:", "- if: hours.open\n  then: { set: { n", ": '1' } }"),
        Flood("examples", "title: T\nsteps: []\nexamples:", "- e", ""),
    ])
    func `of thousands of mistakes is cut short`(flood: Flood) {
        let (bot, diagnostics) = SmallBot.load(["t.yaml": flood.text])
        #expect(bot == nil)
        #expect(diagnostics.count <= 101)
    }

    @Test func `says how many more mistakes there are`() {
        let text = "title: T\nsteps: []\n" + (0..<300).map { "k\($0): 1\n" }.joined()
        let (_, diagnostics) = SmallBot.load(["t.yaml": text])
        #expect(diagnostics.count == 101)
        #expect(
            diagnostics.last?.description
                == "t.yaml:103:1: error: there are 201 more problems in this file [too-many-problems]"
        )
    }
}

struct Flood: CustomTestStringConvertible, CustomStringConvertible, Sendable {
    let description: String
    let text: String

    init(_ what: String, _ head: String, _ before: String, _ after: String) {
        description = what
        let lines = (0..<4_000).map { before + String($0) + after }
        text = head + "\n" + lines.joined(separator: "\n")
    }

    var testDescription: String { description }
}

struct Hostile: CustomTestStringConvertible, CustomStringConvertible, Sendable {
    let description: String
    let bytes: [UInt8]
    let code: String

    init(_ what: String, _ bytes: [UInt8], _ code: String) {
        description = what
        self.bytes = bytes
        self.code = code
    }

    var testDescription: String { description }
}
