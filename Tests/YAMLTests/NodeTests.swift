import Diagnostics
import Testing
import YAML

struct NodeTests {
    @Test func `A mapping keeps its keys in the order of the file`() throws {
        let entries = try #require(read("b: 1\na: 2\nc: 3\n").node?.entries)
        #expect(entries.map(\.key.string) == ["b", "a", "c"])
    }

    @Test func `A value is found by its key`() {
        let node = read("title: Replace a card\nslots:\n  card:\n    type: choice\n").node
        #expect(node?["title"]?.string == "Replace a card")
        #expect(node?["slots"]?["card"]?["type"]?.string == "choice")
        #expect(node?["steps"] == nil)
        #expect(node?["title"]?["x"] == nil)
    }

    @Test func `A value knows where it starts and ends`() throws {
        let node = try #require(read("slots:\n  card:\n    ask: Which card?\n").node)
        let ask = try #require(node["slots"]?["card"]?["ask"])
        #expect(ask.place == "3:10")
        #expect(ask.endPlace == "3:21")
        #expect(node["slots"]?.place == "2:3")
        #expect(node["slots"]?.endPlace == "3:21")
        #expect(node["slots"]?["card"]?.entries?.first?.key.place == "3:5")
    }

    @Test func `Columns count Unicode scalars`() throws {
        let node = try #require(read("é: [ü, \"👍🏽\", 日本, x]\nβ: y\n").node)
        #expect(node["é"]?.sequence?.map(\.place) == ["1:5", "1:8", "1:14", "1:18"])
        #expect(node["β"]?.place == "2:4")
    }

    @Test func `Places are right in a file with carriage returns`() throws {
        let node = try #require(read("a: 1\r\nb:\r\n  - x\r\n  - y\r\n").node)
        #expect(node["b"]?.sequence?.map(\.place) == ["3:5", "4:5"])
        #expect(node["b"]?.sequence?.map(\.string) == ["x", "y"])
    }

    @Test func `Other line breaks of Unicode move no later line`() throws {
        let node = try #require(read("a: \"x\u{2028}y\u{85}z\"\nb: 2\n").node)
        #expect(node["b"]?.place == "2:4")
    }

    @Test func `A byte order mark is no part of the first line`() throws {
        let node = try #require(read("\u{FEFF}a: 1\n").node)
        #expect(node["a"]?.place == "1:4")
        let loaded = load(bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), path: "a.yaml")
        #expect(loaded.node?["a"]?.place == "1:4")
        #expect(loaded.diagnostics.isEmpty)
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}", "---\n...\n"])
    func `A file with nothing in it has no problems`(text: String) {
        let (node, diagnostics) = read(text)
        #expect(node == nil || node?.isNull == true)
        #expect(diagnostics.isEmpty)
    }

    @Test func `An empty file has no node`() {
        #expect(read("").node == nil)
    }

    @Test func `A key without a value is null just behind its colon`() throws {
        let value = try #require(read("ask:\nb: 1\n").node?["ask"])
        #expect(value.isNull)
        #expect(value.place == "1:5")
    }

    @Test func `A short entry has a null value`() throws {
        let with = try #require(read("with: { address, delivery: delivery.id }").node?["with"])
        #expect(with.entries?.map(\.key.string) == ["address", "delivery"])
        #expect(with["address"]?.isNull == true)
        #expect(problems("with: { address }").isEmpty)
    }

    @Test func `Scalars know how they were written`() throws {
        let text = "- a\n- 'b'\n- \"c\"\n- |\n  d\n- >\n  e\n"
        let nodes = try #require(read(text).node?.sequence)
        let styles = nodes.map { node -> Node.ScalarStyle? in
            if case .scalar(_, let style) = node.kind { style } else { nil }
        }
        #expect(styles == [.plain, .singleQuoted, .doubleQuoted, .literal, .folded])
        #expect(nodes.map(\.string) == ["a", "b", "c", "d\n", "e\n"])
    }
}

struct ResolvedTests {
    @Test(arguments: [
        ("~", Resolved.null), ("null", .null), ("", .null),
        ("true", .bool(true)), ("false", .bool(false)),
        ("0", .int(0)), ("-12", .int(-12)), ("+3", .int(3)), ("007", .int(7)),
        ("0x1F", .int(31)), ("0o17", .int(15)),
        ("1.5", .float(1.5)), (".5", .float(0.5)), ("1.", .float(1)), ("-2e3", .float(-2000)),
        (".inf", .float(.infinity)), ("-.inf", .float(-.infinity)),
        ("99999999999999999999", .float(1e20)),
    ])
    func `A plain scalar has the meaning of the core schema`(text: String, meaning: Resolved) {
        #expect(read("a: " + text).node?["a"]?.resolved == meaning)
    }

    @Test(arguments: [
        "yes", "no", "on", "off", "Yes", "NO", "y", "n", "truE", "1_000", "1:30", "12e", ".", "+",
        "0x", "0x-1", "0b1", "2026-03-02", "10m", "nan", "inf", "１２",
    ])
    func `Everything else is text`(text: String) {
        #expect(read("a: " + text).node?["a"]?.resolved == .string(text))
    }

    @Test(arguments: ["'1'", "\"1\"", "|-\n  1", ">-\n  1"])
    func `A quoted number is text`(text: String) {
        #expect(read("a: " + text).node?["a"]?.resolved == .string("1"))
    }

    @Test func `A number keeps the text it was written as`() {
        #expect(read("a: +4915112345678").node?["a"]?.string == "+4915112345678")
    }

    @Test func `A list has no scalar meaning`() {
        #expect(read("[1]").node?.resolved == nil)
    }
}
