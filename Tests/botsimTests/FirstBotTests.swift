import Diagnostics
import Dialogue
import KnowledgeSearch
import Records
import Testing
import Topics
import Transcripts

@testable import botsim

@Suite struct `The bot that new makes` {
    private func definition(named name: String) throws -> BotDefinition {
        let files = FirstBot.files(named: name).filter { $0.path.hasSuffix(".yaml") }
            .map { BotFile(path: $0.path, text: $0.text) }
        let (bot, diagnostics) = BotLoader.load(files: files)
        #expect(diagnostics.map(\.rendered).isEmpty)
        return try #require(bot)
    }

    @Test(arguments: ["cafe", "My \"best\" bot: #1", "كافيه", "a\\b", "{x}"])
    func `loads without a diagnostic, whatever it is called`(name: String) throws {
        _ = try definition(named: name)
    }

    @Test func `holds to its transcript`() throws {
        let definition = try definition(named: "cafe")
        let article = Article(
            id: "dogs",
            title: "Bringing your dog",
            text: "Dogs are welcome in the garden."
        )
        let text = try #require(
            FirstBot.files(named: "cafe").first { $0.path.hasSuffix(".chat") }?.text
        )
        let (transcript, mistakes) = Transcript.parse(SourceFile(path: "first.chat", text: text))
        #expect(mistakes.isEmpty)
        let runner = TranscriptRunner(bot: Bot(definition, articles: [article])) {
            try RecordsBackEnd(definition: definition, now: $0)
        }
        #expect(runner.run(try #require(transcript)).failures.map(\.rendered) == [])
    }
}
