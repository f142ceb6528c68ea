import Diagnostics
import Testing
import Topics

/// A small mistake, and all that the check has to say about it.
struct Snippet: CustomTestStringConvertible, Sendable {
    let what: String
    let file: String
    let text: String
    /// `line:column code`, one for each diagnostic.
    var found: [String]

    init(_ what: String, in file: String = "t.yaml", _ text: String, _ found: String...) {
        self.what = what
        self.file = file
        self.text = text
        self.found = found
    }

    var testDescription: String { what }
}

/// A small bot around the files of a test.
enum SmallBot {
    static let bot = """
        name: Small
        queues: { desk: { title: the desk } }
        """

    static let actions = """
        pets.all: { safe: true, within: 5s, else: { handoff: desk }, gives: list of pets, records: { table: pets } }
        pets.find:
          safe: true
          within: 5s
          else: { handoff: desk }
          takes: { id: text }
          gives: pets
          records: { table: pets, where: id == takes.id }
        pets.rename:
          within: 5s
          else: { handoff: desk }
          takes: { id: text, title: text, why: optional text }
          gives: pets
          records: { table: pets, where: id == takes.id, update: { title: takes.title } }
        pets.slow: { else: { handoff: desk }, records: { table: pets } }
        pets.risky: { within: 5s, records: { table: pets } }
        pets.mine: { verified: true, within: 5s, else: { handoff: desk }, records: { table: pets } }
        pets.pay: { within: 5s, else: { handoff: desk }, takes: { pin: secure digits }, records: { table: pets } }
        """

    static let pets = """
        columns: { id: text, title: text, born: optional date }
        rows: [{ id: rex, title: Rex, born: 2020-02-29 }]
        """

    static func load(
        _ files: [String: String]
    ) -> (bot: BotDefinition?, diagnostics: [Diagnostic]) {
        let all = ["bot.yaml": bot, "actions.yaml": actions, "records/pets.yaml": pets]
            .merging(files) { _, new in new }
        let (bot, found) = BotLoader.load(files: all.map { BotFile(path: $0, text: $1) })
        // No test calls all of the actions above.
        let isOwn = files["actions.yaml"] == nil
        return (bot, found.filter { !isOwn || $0.code != Warning.unusedAction.rawValue })
    }

    /// A bot of one topic.
    static func topic(_ text: String) -> (topic: Topic?, diagnostics: [Diagnostic]) {
        let (bot, diagnostics) = load(["t.yaml": text])
        return (bot?.topics.first, diagnostics)
    }
}

/// `line:column code`, as snippets expect it.
func places(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" }
}
