import Diagnostics
import Testing
import Topics
import YAML

/// A piece of a bot that stands in a page.
struct PageExample: CustomTestStringConvertible, Sendable {
    let place: String
    let text: String

    var testDescription: String { place }

    static func all() throws -> [PageExample] {
        try MarkdownPage.all().flatMap { page in
            page.blocks.filter { $0.language == "yaml" && $0.file == nil }.map { block in
                PageExample(place: "\(page.path):\(block.number)", text: block.text)
            }
        }
    }

    /// What it is, and the file that it makes with what a fragment lacks.
    var file: (schema: EditorSchema, text: String)? {
        let (_, node, _) = YAML.load(bytes: Array(text.utf8), path: place)
        guard let node else { return nil }
        let keys = Set(node.entries?.compactMap(\.key.string) ?? [])
        func isPart(of construct: String) -> Bool {
            let table = FormatTables.all.first { $0.construct == construct }
            return !keys.isEmpty && keys.isSubset(of: table?.names ?? [])
        }
        if node.sequence != nil { return (.topic, "title: Example\nsteps:\n\(indented)") }
        if isPart(of: "a topic") {
            return (.topic, text + (keys.contains("steps") ? "" : "steps: { say: Hello }\n"))
        }
        if isPart(of: "a slot") {
            let lacking = keys.contains("type") ? "" : "    type: date\n    ask: When?\n"
            let slot = "title: Example\nslots:\n  example:\n\(lacking)"
            return (.topic, slot + indented + "steps: { ask: example }\n")
        }
        if isPart(of: "bot.yaml") {
            let lacking = keys.contains("name") ? "" : "name: Example\n"
            let queues = keys.contains("queues") ? "" : "queues: { desk: { title: the desk } }\n"
            return (.bot, lacking + queues + text)
        }
        if isPart(of: "a table") { return (.records, text) }
        let hasDots = keys.contains { $0.contains(".") || $0 == "shapes" }
        return hasDots ? (.actions, text) : nil
    }

    private var indented: String {
        text.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    /// What a piece cannot help, because the rest of its bot is elsewhere.
    static let elsewhere: Set<String> = [
        "unknown-action", "unknown-name", "unknown-queue", "unknown-topic", "unknown-table",
        "missing-slot", "no-bot", "unknown-type",
    ]
}

@Suite struct `Pieces of bots in the pages` {
    private static let examples = Result { try PageExample.all() }

    @Test func `are there`() throws {
        #expect(try Self.examples.get().count >= 5)
    }

    @Test(arguments: (try? examples.get()) ?? [])
    func `load, and are well to an editor`(example: PageExample) throws {
        let (schema, text) = try #require(example.file, "it is no piece of any file")
        #expect(try SchemaValidator.mistakes(in: [(text, schema)]) == [[]])
        let path =
            switch schema {
            case .topic: "example.yaml"
            case .bot: "bot.yaml"
            case .actions: "actions.yaml"
            case .records: "records/examples.yaml"
            }
        let (_, diagnostics) = BotLoader.load(files: [BotFile(path: path, text: text)])
        let errors = diagnostics.filter {
            $0.severity == .error && !PageExample.elsewhere.contains($0.code)
        }
        #expect(errors.map(\.rendered) == [])
    }
}
