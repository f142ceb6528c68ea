import Diagnostics
import Foundation
import Testing
import Topics

/// A file with one mistake; its first line names the code that the loader has for it.
struct BrokenFile: CustomTestStringConvertible, Sendable {
    let path: String
    let text: String
    let code: String
    let what: String
    let schema: EditorSchema

    var testDescription: String { "\(path): \(what)" }

    /// All files of `Tests/broken/FOLDER`, whose names begin with what they are.
    static func all(in folder: String) throws -> [BrokenFile] {
        let place = "Tests/broken/" + folder
        let names = try FileManager.default.contentsOfDirectory(atPath: Checkout.path(place))
        return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let text = try Checkout.text("\(place)/\(name)")
            let comment = text.prefix { $0 != "\n" }.dropFirst(2).split(separator: ": ")
            let kind = String(name.prefix { $0 != "-" })
            guard let schema = EditorSchema(rawValue: kind), comment.count == 2 else {
                throw SchemaValidator.Failure(description: "'\(name)' is no KIND-NAME.yaml")
            }
            return BrokenFile(
                path: "\(folder)/\(name)",
                text: text,
                code: String(comment[0]),
                what: String(comment[1]),
                schema: schema
            )
        }
    }

    /// What the loader has to say when the file stands in a small bot that is well.
    var diagnostics: [Diagnostic] {
        var files = Self.smallBot
        files[place] = text
        return BotLoader.load(files: files.map { BotFile(path: $0, text: $1) }).diagnostics
            .filter { $0.location.file.path == place }
    }

    private var place: String {
        switch schema {
        case .topic: "t.yaml"
        case .bot: "bot.yaml"
        case .actions: "actions.yaml"
        case .records: "records/things.yaml"
        }
    }

    private static let smallBot = [
        "bot.yaml": """
        name: Small
        queues: { desk: { title: the desk } }
        """,
        "actions.yaml": """
        events: { pets.born: pets }
        pets.all: { safe: true, within: 5s, else: { handoff: desk }, gives: list of pets, records: { table: pets } }
        pets.find:
          safe: true
          within: 5s
          else: { handoff: desk }
          takes: { id: text }
          gives: pets
          records: { table: pets, where: id == takes.id }
        pets.slow: { else: { handoff: desk }, records: { table: pets } }
        pets.risky: { within: 5s, records: { table: pets } }
        pets.mine: { verified: true, within: 5s, else: { handoff: desk }, records: { table: pets } }
        """,
        "records/pets.yaml": """
        columns: { id: text, title: text, born: optional date }
        rows: [{ id: rex, title: Rex, born: 2020-02-29 }]
        """,
    ]
}

@Suite struct `Broken files` {
    private static let inForm = Result { try BrokenFile.all(in: "form") }
    private static let inMeaning = Result { try BrokenFile.all(in: "meaning") }
    private static let found = Result {
        let files = try inForm.get() + inMeaning.get().filter { $0.code != "doubled-key" }
        let mistakes = try SchemaValidator.mistakes(in: files.map { ($0.text, $0.schema) })
        return Dictionary(uniqueKeysWithValues: zip(files.map(\.path), mistakes))
    }

    @Test func `are many enough to tell`() throws {
        #expect(try Self.inForm.get().count >= 170)
        #expect(try Self.inMeaning.get().count >= 30)
        let files = try Self.inForm.get()
        for schema in EditorSchema.allCases {
            #expect(files.contains { $0.schema == schema }, "none is a file of \(schema)")
        }
        for word in StepKinds.tables.map({ $0.keys[0].name }) {
            let begin = "form/topic-\(word.replacing("_", with: "-"))-"
            #expect(files.contains { $0.path.hasPrefix(begin) }, "no step of '\(word)' is broken")
        }
        for word in SlotType.words {
            #expect(files.contains { $0.text.contains("type: \(word)") }, "no '\(word)' is broken")
        }
    }

    @Test(arguments: (try? inForm.get()) ?? [])
    func `that a schema can see are marked by it and by the loader`(file: BrokenFile) throws {
        let errors = file.diagnostics.filter { $0.severity == .error }.map(\.code)
        #expect(Set(errors) == [file.code], "\(errors)")
        let mistakes = try #require(try Self.found.get()[file.path])
        #expect(!mistakes.isEmpty, "the schema takes it for well")
    }

    @Test(arguments: (try? inMeaning.get()) ?? [])
    func `that only the loader can see are not in the schema's folder`(file: BrokenFile) throws {
        let errors = file.diagnostics.filter { $0.severity == .error }.map(\.code)
        #expect(Set(errors) == [file.code], "\(errors)")
        // One that the schema learns to see belongs to the others.
        #expect(try (Self.found.get()[file.path] ?? []) == [])
    }
}
