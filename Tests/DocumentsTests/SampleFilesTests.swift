import Foundation
import Testing
import Topics

@Suite struct `Files that are well` {
    /// The files of a bot's folder that a schema is for.
    private static func files(
        ofBot folder: String
    ) throws -> [(path: String, text: String, schema: EditorSchema)] {
        let manager = FileManager.default
        let records = (try? manager.contentsOfDirectory(atPath: folder + "/records")) ?? []
        let names =
            try manager.contentsOfDirectory(atPath: folder) + records.map { "records/" + $0 }
        return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let schema: EditorSchema =
                switch name {
                case "bot.yaml": .bot
                case "actions.yaml": .actions
                case let name where name.hasPrefix("records/"): .records
                default: .topic
                }
            let path = folder + "/" + name
            return (path, try String(contentsOfFile: path, encoding: .utf8), schema)
        }
    }

    @Test(arguments: ["topics", "Tests/bots/clinic"])
    func `of the sample bots are well to an editor too`(bot: String) throws {
        let files = try Self.files(ofBot: Checkout.path(bot))
        #expect(files.count > 5)
        let mistakes = try SchemaValidator.mistakes(in: files.map { ($0.text, $0.schema) })
        for (file, mistakes) in zip(files, mistakes) {
            #expect(mistakes == [], "\(file.path)")
        }
    }

    @Test func `of a new bot are well to an editor too`() throws {
        let scratch = try Scratch()
        #expect(try Program.run(Program.botsim, ["new", scratch.path("cafe")]).code == 0)
        let files = try Self.files(ofBot: scratch.path("cafe"))
        #expect(files.count > 2)
        let mistakes = try SchemaValidator.mistakes(in: files.map { ($0.text, $0.schema) })
        for (file, mistakes) in zip(files, mistakes) {
            #expect(mistakes == [], "\(file.path)")
        }
    }
}
