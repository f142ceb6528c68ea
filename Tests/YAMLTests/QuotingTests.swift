import Diagnostics
import Testing
import YAML

struct Unquoted: Sendable, CustomTestStringConvertible {
    let text: String
    let problem: String
    let quoted: String
    /// What stands in the node in spite of the error.
    let meant: String

    init(_ text: String, _ problem: String, _ quoted: String, meant: String) {
        self.text = text
        self.problem = problem
        self.quoted = quoted
        self.meant = meant
    }

    var testDescription: String { text }
}

struct QuotingTests {
    @Test(arguments: [
        Unquoted(
            "say: Note: this is",
            "1:10 error colon-in-text",
            #"say: "Note: this is""#,
            meant: "Note: this is"
        ),
        Unquoted(
            "say: He said \"x\": no",
            "1:17 error colon-in-text",
            #"say: 'He said "x": no'"#,
            meant: "He said \"x\": no"
        ),
        Unquoted(
            "say: Größe: 5  # cm",
            "1:11 error colon-in-text",
            #"say: "Größe: 5""#,
            meant: "Größe: 5"
        ),
        Unquoted(
            "say: {card.title} is frozen",
            "1:6 error braces-in-text",
            #"say: "{card.title} is frozen""#,
            meant: "{card.title} is frozen"
        ),
        Unquoted(
            "say: {card}, your card",
            "1:6 error braces-in-text",
            #"say: "{card}, your card""#,
            meant: "{card}, your card"
        ),
        Unquoted(
            "say: {list(a, \"b\")} it is",
            "1:6 error braces-in-text",
            #"say: '{list(a, "b")} it is'"#,
            meant: "{list(a, \"b\")} it is"
        ),
        Unquoted(
            "say: {list(a, \"b\")}",
            "1:6 error braces-in-text",
            #"say: '{list(a, "b")}'"#,
            meant: "{list(a, \"b\")}"
        ),
        Unquoted(
            "say: [sic] it is",
            "1:6 error braces-in-text",
            #"say: "[sic] it is""#,
            meant: "[sic] it is"
        ),
        Unquoted(
            "say: @home",
            "1:6 error reserved-start",
            #"say: "@home""#,
            meant: "@home"
        ),
        Unquoted("say: `code`", "1:6 error reserved-start", #"say: "`code`""#, meant: "`code`"),
        Unquoted("say: % of it", "1:6 error reserved-start", #"say: "% of it""#, meant: "% of it"),
        Unquoted(
            "say: *very* good",
            "1:6 error reserved-start",
            #"say: "*very* good""#,
            meant: "*very* good"
        ),
        Unquoted(
            "say: *very good",
            "1:6 error reserved-start",
            #"say: "*very good""#,
            meant: "*very good"
        ),
        Unquoted("say: & more", "1:6 error reserved-start", #"say: "& more""#, meant: "& more"),
        Unquoted(
            "say: !a!b c",
            "1:6 error reserved-start",
            #"say: "!a!b c""#,
            meant: "!a!b c"
        ),
        Unquoted("say: | a", "1:6 error reserved-start", #"say: "| a""#, meant: "| a"),
        Unquoted("say: > 50 %", "1:6 error reserved-start", #"say: "> 50 %""#, meant: "> 50 %"),
        Unquoted("say: - 5", "1:6 error reserved-start", #"say: "- 5""#, meant: "- 5"),
        Unquoted("say: ? no", "1:6 error reserved-start", #"say: "? no""#, meant: "? no"),
        Unquoted("say: , no", "1:6 error reserved-start", #"say: ", no""#, meant: ", no"),
        Unquoted(
            "say: \"Hi\" there",
            "1:11 error text-after-quote",
            #"say: '"Hi" there'"#,
            meant: "\"Hi\" there"
        ),
        Unquoted(
            "say: 'don't stop'",
            "1:11 error text-after-quote",
            #"say: "don't stop""#,
            meant: "don't stop"
        ),
        Unquoted(
            "say: \"Hi there",
            "1:6 error unclosed-quote",
            #"say: "Hi there""#,
            meant: "Hi there"
        ),
        Unquoted("say: 'tis", "1:6 error unclosed-quote", #"say: "tis""#, meant: "tis"),
    ])
    func `A text that needs quotes is named with its quotes`(_ line: Unquoted) throws {
        let text = "title: T\n- ".dropLast(2) + line.text + "\nlast: 1\n"
        let (node, diagnostics) = read(String(text))
        let inSecondLine = "2" + line.problem.dropFirst()
        #expect(diagnostics.map(\.short) == [inSecondLine])
        #expect(diagnostics.first?.hint?.hasSuffix("put it in quotes: " + line.quoted) == true)
        #expect(node?["say"]?.resolved == .string(line.meant))
        #expect(node?["last"]?.resolved == .int(1))
    }

    @Test(arguments: ["Note: a", "{a.b} c", "@a", "\"Hi\" there", "*a* b", "> a"])
    func `The traps are found in lists too`(text: String) throws {
        let (node, diagnostics) = read("a:\n  - say: ok\n  - say: \(text)\n    label: x\n")
        #expect(diagnostics.map(\.location.line) == [3])
        #expect(node?["a"]?.sequence?[1]["say"]?.string == text)
        #expect(node?["a"]?.sequence?[1]["label"]?.string == "x")
    }

    @Test(arguments: ["{a.b} c", "@a", "\"Hi\" there", "*a* b", "`a", "'a"])
    func `The traps are found in items without a key`(text: String) throws {
        let (_, diagnostics) = read("a:\n  - ok\n  - \(text)\n  - ok\n")
        #expect(diagnostics.map { "\($0.location.line)" } == ["3"])
        #expect(diagnostics.first?.hint?.contains("put it in quotes: ") == true)
    }

    @Test func `All unquoted texts of a file are found at once`() {
        let text = """
            - say: Note: one
            - say: {a.b} two
            - say: "three" and
            - say: @four
            - say: five
            """
        #expect(
            problems(text) == [
                "1:12 error colon-in-text", "2:8 error braces-in-text",
                "3:16 error text-after-quote", "4:8 error reserved-start",
            ]
        )
    }

    @Test(arguments: [
        "{card.title}", "{earliest.long()}", "{a + b}", "{f(a, b)}", "{a > b ? c : d}",
    ])
    func `An expression alone in braces is a text`(text: String) {
        let (node, diagnostics) = read("say: \(text)\nb: 1")
        #expect(diagnostics.map(\.short) == ["1:6 error braces-in-text"])
        #expect(diagnostics.first?.hint == "put it in quotes: \"\(text)\"")
        #expect(node?["say"]?.resolved == .string(text))
    }

    @Test func `A condition that begins with a negation is read as it was meant`() {
        let (node, diagnostics) = read("if: !filled(x)\nb: *news\n")
        #expect(diagnostics.map(\.short) == ["1:5 error tag", "2:4 error alias"])
        #expect(
            diagnostics.map(\.hint) == [
                "leave it out; if it is a text, put it in quotes: if: \"!filled(x)\"",
                "write that part out again; if it is a text, put it in quotes: b: \"*news\"",
            ]
        )
        #expect(node?["if"]?.resolved == .string("!filled(x)"))
        #expect(node?["b"]?.resolved == .string("*news"))
    }

    @Test func `A text in the place of a key is reported once`() {
        #expect(problems("a: 1\n\"Hi\" there: 2\n") == ["2:6 error text-after-quote"])
        #expect(problems("a: 1\n@home: 2\n") == ["2:1 error reserved-start"])
    }

    @Test func `A quote that runs on to the next one is found where it opens`() {
        let text = "say: \"Hi there\nask: \"What?\"\nlast: 1\n"
        let (node, diagnostics) = read(text)
        #expect(diagnostics.map(\.short) == ["1:6 error unclosed-quote"])
        #expect(node?["ask"]?.string == "What?")
    }

    @Test func `A text cut by a number sign is warned of`() {
        let (node, diagnostics) = read("say: Call us at # 5\n")
        #expect(diagnostics.map(\.short) == ["1:17 warning comment-in-text"])
        #expect(
            diagnostics.first?.hint
                == "if it is text, put it in quotes: \"Call us at # 5\"; "
                + "if it is a comment, put two spaces before the '#'"
        )
        #expect(node?["say"]?.string == "Call us at")
    }

    @Test func `A text that begins with a number sign is warned of`() {
        #expect(problems("say: #5 is next\n") == ["1:6 warning comment-in-text"])
    }

    @Test(arguments: [
        "say: Hi  # a comment", "say: Hi\t# a comment", "a: 5 # five", "a: true # yes",
        "a: # what is asked\n  b: 1", "say: \"Hi\" # quoted", "say: C# is a key", "# all",
        "a: |\n  x # y\n", "a: [x, y] # z", "a # b: 1".replacing(" # b", with: "#b"),
    ])
    func `A usual comment is not warned of`(text: String) {
        #expect(problems(text).isEmpty)
    }

    @Test func `A long text is cut in the hint`() throws {
        let text = "say: Note: " + String(repeating: "x", count: 500)
        let hint = try #require(read(text).diagnostics.first?.hint)
        #expect(hint.unicodeScalars.count < 120)
        #expect(hint.hasSuffix("…\""))
    }
}
