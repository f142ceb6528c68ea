import Diagnostics
import Foundation
import Testing
import Values

@Suite struct `What check says to an editor` {
    private static let shop = [
        "bot.yaml": "name: Shop\nqueues: { desk: { title: the desk } }\nchannels: [web]\n",
        "order.yaml": """
        title: Order
        examples: [I want to order]
        slots:
          cake: { type: text, ask: Which cake? }
          colour: { type: text, ask: Which colour? }
        steps:
          - ask: caek
          - say: "A {cake}."

        """,
    ]

    private func check(_ arguments: [String]) throws -> (Int32, [String]) {
        let scratch = try Scratch()
        for (name, text) in Self.shop { try scratch.write(text, to: "shop/" + name) }
        let ending = try Program.run(
            Program.botsim,
            ["check", "shop"] + arguments,
            in: scratch.folder
        )
        return (ending.code, ending.output.split(separator: "\n").map(String.init))
    }

    @Test func `is a line for each mistake with its range, errors and warnings`() throws {
        let (code, lines) = try check(["--json"])
        #expect(code == 1)
        let found = try lines.map { try JSON(parsing: $0) }
        let wrong = try #require(found.first { $0["code"]?.string == "missing-slot" })
        #expect(wrong["severity"] == "error")
        // As the command was called, so that an editor finds the file.
        #expect(wrong["path"] == "shop/order.yaml")
        #expect(wrong["line"] == 7 && wrong["column"] == 10)
        #expect(wrong["end_line"] == 7 && wrong["end_column"] == 14)
        #expect(wrong["hint"] == "did you mean 'cake'?")
        let warning = try #require(found.first { $0["code"]?.string == "unused-slot" })
        #expect(warning["severity"] == "warning")
        #expect(warning["end_column"] == 9)
    }

    @Test func `names a transcript that cannot be read beside all other mistakes`() throws {
        let scratch = try Scratch()
        for (name, text) in Self.shop { try scratch.write(text, to: "shop/" + name) }
        try scratch.write("> hi\n@ fact\n", to: "shop/transcripts/b.chat")
        let path = scratch.folder + "/shop/transcripts/a.chat"
        #expect(FileManager.default.createFile(atPath: path, contents: Data([0xFF, 0xFE])))
        let ending = try Program.run(Program.botsim, ["check", "shop"], in: scratch.folder)
        #expect(ending.code == 1)
        for mistake in ["transcripts/a.chat:1:1: error", "transcripts/b.chat:2:3", "missing-slot"] {
            #expect(ending.output.contains(mistake), "\(mistake)")
        }
    }

    @Test func `is read by the pattern that the page for editors gives`() throws {
        let page = try MarkdownPage("docs/editors.md")
        let block = try #require(page.blocks.first { $0.text.contains("problemMatcher") })
        let tasks = try JSON(parsing: block.text)
        let matcher = try #require(tasks["tasks"]?.array?.first?["problemMatcher"])
        let pattern = try #require(matcher["pattern"]?["regexp"]?.string)
        let regex = try NSRegularExpression(pattern: pattern)
        let line = try #require(try check([]).1.first { $0.contains("missing-slot") })
        let match = try #require(
            regex.firstMatch(in: line, range: NSRange(line.startIndex..., in: line))
        )
        func part(_ name: String) throws -> String {
            let place = try #require(matcher["pattern"]?[name]?.int)
            return String(line[try #require(Range(match.range(at: place), in: line))])
        }
        #expect(try part("file") == "shop/order.yaml")
        #expect(try part("line") == "7" && part("column") == "10")
        #expect(try part("severity") == "error")
        #expect(try part("message") == "there is no slot 'caek'")
        #expect(try part("code") == "missing-slot")
    }

    @Test(arguments: [
        ("  - ask: caek, x", 10, 14), ("a: \"two words\" b", 4, 15), ("a: 'open", 4, 5),
        ("when: 2026-03-02", 7, 17), ("a == b", 3, 4), ("abc", 4, 4), ("كلمة x", 1, 5),
    ])
    func `underlines the word, the quoted text or the sign`(text: String, from: Int, to: Int) {
        let file = SourceFile(path: "t.yaml", text: text)
        let place = Diagnostics.SourceLocation(file: file, line: 1, column: from)
        #expect(place.endOfWord.column == to)
    }
}
