import Diagnostics
import Testing
import YAML

struct RefusedTests {
    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", ["3:1 error doubled-key"]),
        ("a: &x 1\n", ["1:4 error anchor"]),
        ("a: *x\n", ["1:4 error alias"]),
        ("a: !x 1\nb: !!str 1\n", ["1:4 error tag", "2:4 error tag"]),
        ("a:\n  <<: b\n", ["2:3 error merge-key"]),
        ("? [a, b]\n: 1\n", ["1:3 error complex-key"]),
        ("{ {a: 1}: 2 }\n", ["1:3 error complex-key"]),
        (": a\n", ["1:1 error empty-key"]),
        ("a: 1\n---\nb: 2\n", ["2:1 error second-document"]),
        ("a: 1\n  b: 2\n", ["2:3 error bad-indent"]),
        ("  a: 1\n b: 2\n", ["2:2 error bad-indent"]),
        ("a:\n    b: 1\n  c: 2\n", ["3:3 error bad-indent"]),
        ("a:\n  - b\n c\n", ["3:2 error bad-indent"]),
        ("a: 1\nb\nc: 2\n", ["2:1 error missing-colon"]),
        ("a 1\nb: 2\n", ["1:1 error missing-colon"]),
        ("a:b\nc: 2\n", ["1:2 error missing-space"]),
        ("a: 1\nb:c\n", ["2:2 error missing-space"]),
        ("a:\n  - b\n  -c\n", ["3:3 error missing-space"]),
        ("a: {b: c: d, e: f}\n", ["1:9 error missing-comma"]),
        ("a: [\"b\" c]\n", ["1:9 error missing-comma"]),
        ("a:\n\tb: 1\n", ["2:1 error tab-indent"]),
        ("a: [b, c\nd: 1\n", ["1:4 error unclosed-bracket"]),
        ("a: {b: c\n", ["1:4 error unclosed-bracket"]),
        ("a: \"\\d\"\n", ["1:5 error unknown-escape"]),
        ("a: 'x\n---\n", ["1:4 error unclosed-quote", "2:1 error second-document"]),
        ("%YAML 3.0\n---\na: 1\n", ["1:1 error directive"]),
    ])
    func `What is not read is refused where it stands`(text: String, expected: [String]) {
        #expect(problems(text) == expected)
        #expect(read(text).diagnostics.allSatisfy { $0.hint != nil })
    }

    @Test func `The first invisible character of each line is refused`() {
        let text = "a: x\u{0}y\u{0}\nb: \u{1B}[1m\nc: \u{FEFF}\n"
        #expect(problems(text).map { $0.prefix(3) } == ["1:5", "2:4", "3:4"])
        #expect(
            read(text).diagnostics.map(\.code) == Array(repeating: "control-character", count: 3)
        )
        #expect(read(text).diagnostics.last?.message == "here is an invisible character, U+FEFF")
    }

    @Test func `A doubled key says where the first is`() throws {
        let (node, diagnostics) = read("a: 1\nb: 2\na: 3\n")
        let problem = try #require(diagnostics.first)
        #expect(problem.message == "'a' is already a key here, in line 1")
        #expect(problem.hint == "keep one of the two: a.yaml:1:1 or a.yaml:3:1")
        #expect(node?["a"]?.string == "1")
    }

    @Test func `The same key may stand in two mappings`() {
        #expect(problems("a: {x: 1}\nb: {x: 2}\n").isEmpty)
    }

    @Test func `All that is refused is reported, and what was found before a syntax error`() {
        let text = "a: &x 1\na: 2\nb: !y 3\nc: [\n"
        #expect(
            problems(text) == [
                "1:4 error anchor", "2:1 error doubled-key", "3:4 error tag",
                "4:4 error unclosed-bracket",
            ]
        )
    }

    @Test func `libyaml's words are not shown`() {
        for text in ["a: [", "a: b: c", "\t- a", "'", "%x", "!<", "- a\nb: c", "}"] {
            for diagnostic in read(text).diagnostics {
                #expect(!diagnostic.message.contains("expected"))
                #expect(!diagnostic.message.contains("context"))
                #expect(!diagnostic.message.contains("token"))
            }
            #expect(!read(text).diagnostics.isEmpty)
        }
    }
}

struct HostileTests {
    @Test(arguments: ["[", "{", "{a: ", "- ", "? ", "[{"])
    func `Endless nesting is refused`(opening: String) {
        let (node, diagnostics) = read(String(repeating: opening, count: 100_000))
        #expect(node == nil)
        #expect(diagnostics.map(\.code).last == "too-deep")
    }

    @Test func `Keys nested by indentation are refused at the same depth`() {
        let lines = (0..<1000).map { String(repeating: " ", count: $0) + "a:" }
        #expect(problems(lines.joined(separator: "\n")) == ["65:65 error too-deep"])
    }

    @Test func `64 levels are read`() {
        let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(problems(text).isEmpty)
        #expect(problems("[" + text + "]") == ["1:65 error too-deep"])
    }

    @Test func `A file that repeats itself ends at its first anchor`() {
        var text = "a0: &a0 [lol]\n"
        for level in 1...40 {
            let again = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(again)]\n"
        }
        let diagnostics = read(text).diagnostics
        #expect(diagnostics.first?.short == "1:5 error anchor")
        #expect(diagnostics.count == 101)
        #expect(diagnostics.last?.code == "too-many-problems")
    }

    @Test func `10 MB are refused before they are read`() {
        let loaded = load(bytes: Array(repeating: 0x5B, count: 10_000_000), path: "a.yaml")
        #expect(loaded.node == nil)
        #expect(loaded.diagnostics.map(\.short) == ["1:1 error too-large"])
    }

    @Test func `Exactly 1 MiB is read`() {
        let text = "a: " + String(repeating: "x", count: 1_048_573)
        #expect(problems(text).isEmpty)
        #expect(problems(text + "x") == ["1:1 error too-large"])
    }

    @Test func `NUL bytes are refused`() {
        let loaded = load(bytes: Array(repeating: 0, count: 1000), path: "a.yaml")
        #expect(loaded.diagnostics.map(\.short) == ["1:1 error control-character"])
    }

    @Test func `A file that is not UTF-8 is refused at its first bad byte`() {
        let loaded = load(bytes: Array("a: 1\nb: é".utf8) + [0xFF, 0x41], path: "a.yaml")
        #expect(loaded.node == nil)
        #expect(loaded.diagnostics.map(\.short) == ["2:5 error not-utf8"])
    }

    @Test(arguments: [[UInt8]([0xFF, 0xFE, 0x61, 0]), [0xFE, 0xFF, 0, 0x61], [0xFF, 0xFE]])
    func `A file saved as UTF-16 is refused`(bytes: [UInt8]) {
        let loaded = load(bytes: bytes, path: "a.yaml")
        #expect(loaded.diagnostics.map(\.short) == ["1:1 error not-utf8"])
        #expect(loaded.diagnostics.first?.message == "this file is saved as UTF-16")
    }

    @Test func `Every beginning of a file gives an answer`() {
        let text = "a: {b: [1, 'x'], c: \"y: \\n\"}\n- é: |\n  z\n? & * ! % @ ` > # : - {q.r} s\n"
        let scalars = Array(text.unicodeScalars)
        for start in scalars.indices {
            for end in start...scalars.count {
                var part = ""
                part.unicodeScalars.append(contentsOf: scalars[start..<end])
                for diagnostic in read(part).diagnostics {
                    #expect(diagnostic.location.line >= 1 && diagnostic.location.column >= 1)
                }
            }
        }
    }
}
