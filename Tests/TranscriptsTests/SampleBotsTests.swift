import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import KnowledgeSearch
import Messages
import Records
import Testing
import Topics
import Transcripts
import Values

/// The bots of this checkout and the conversations that must stay true of them.
enum SampleBots {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let bank = Sample(folder: root + "/topics")
    static let clinic = Sample(folder: root + "/Tests/bots/clinic")

    /// Every transcript of both, named for the log.
    static let transcripts = bank.transcripts + clinic.transcripts
}

struct Sample: Sendable {
    let folder: String
    let bot: Bot?
    let problems: [String]

    init(folder: String) {
        self.folder = folder
        let (definition, diagnostics) = BotLoader.load(folder: folder)
        let articles = ArticleFolder.load(
            [folder + "/knowledge"],
            languages: definition?.languages ?? ["en"]
        )
        problems = (diagnostics + articles.diagnostics).map(\.rendered)
        bot = definition.map { Bot($0, articles: articles.articles) }
    }

    var transcripts: [SampleTranscript] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder + "/transcripts")) ?? []
        return names.filter { $0.hasSuffix(".chat") }.sorted().map {
            SampleTranscript(sample: self, path: folder + "/transcripts/" + $0)
        }
    }
}

struct SampleTranscript: Sendable, CustomTestStringConvertible {
    let sample: Sample
    let path: String

    var testDescription: String { URL(fileURLWithPath: path).lastPathComponent }

    func run(
        savingEveryTurn: Bool = false,
        losing: (@Sendable (Conversation) -> Conversation)? = nil,
        observer: (any TurnObserver)? = nil
    ) throws -> TranscriptResult {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let (transcript, diagnostics) = Transcript.parse(SourceFile(path: path, text: text))
        #expect(diagnostics.map(\.rendered).isEmpty)
        let bot = try #require(sample.bot)
        let runner = TranscriptRunner(bot: bot) {
            try RecordsBackEnd(definition: bot.definition, now: $0)
        }
        return runner.run(
            try #require(transcript),
            savingEveryTurn: savingEveryTurn,
            losing: losing,
            observer: observer
        )
    }
}

extension TranscriptResult {
    /// All that could differ, as bytes.
    var bytes: [String] {
        reports.map { $0.json.text + String(decoding: $0.conversation.saved(), as: UTF8.self) }
    }
}

extension TranscriptResult {
    /// The same, whichever version of the bot a state names.
    fileprivate var withoutBots: [String] {
        reports.map { report in
            var conversation = report.conversation
            conversation.bot = nil
            return report.json.text + String(decoding: conversation.saved(), as: UTF8.self)
        }
    }
}

@Suite struct SampleBotsTests {
    @Test func `Both bots load without a diagnostic`() {
        #expect(SampleBots.bank.problems.isEmpty)
        #expect(SampleBots.clinic.problems.isEmpty)
    }

    @Test(arguments: SampleBots.transcripts)
    func `A transcript is still true`(transcript: SampleTranscript) throws {
        for failure in try transcript.run().failures {
            Issue.record(
                "\(failure.rendered)",
                sourceLocation: Testing.SourceLocation(
                    fileID: "transcripts/\(transcript.testDescription)",
                    filePath: transcript.path,
                    line: max(1, failure.location.line),
                    column: 1
                )
            )
        }
    }

    @Test(arguments: SampleBots.transcripts)
    func `Replayed, and saved and loaded at every turn, a transcript gives equal bytes`(
        transcript: SampleTranscript
    ) throws {
        let once = try transcript.run().bytes
        #expect(try transcript.run().bytes == once)
        #expect(try transcript.run(savingEveryTurn: true).bytes == once)
    }

    /// What a safe call gave is deleted from every state that the customer writes to, one entry in
    /// each: the call is made again, and nothing else is different.
    @Test(arguments: SampleBots.transcripts)
    func `A memo without what a safe step gave leads to the same conversation`(
        transcript: SampleTranscript
    ) throws {
        let bot = try #require(transcript.sample.bot)
        let whole = try transcript.run()
        for place in 0..<4 {
            let losing = try transcript.run { conversation in
                conversation.withoutSafeEntry(place, of: bot.definition)
            }
            #expect(losing.withoutCalls == whole.withoutCalls)
        }
    }

    /// A version that changed nothing is one all the same: the conversation is carried over at each
    /// event, and is the same.
    @Test(arguments: SampleBots.transcripts)
    func `Another version of the same files changes no word`(transcript: SampleTranscript) throws {
        let carried = try transcript.run { conversation in
            var conversation = conversation
            conversation.bot = "the version before"
            return conversation
        }
        #expect(carried.withoutBots == (try transcript.run().withoutBots))
    }

    /// Whoever they claim to be, what is called for a customer is about the one who is proven.
    @Test(arguments: SampleBots.bank.transcripts)
    func `No call reaches another customer's data`(transcript: SampleTranscript) throws {
        let bot = try #require(SampleBots.bank.bot)
        let owners = Owners(bot.definition)
        for report in try transcript.run().reports {
            for call in report.calls {
                guard bot.definition.actions[call.action]?.verified != nil else { continue }
                let own = report.conversation.subject.flatMap { owners.customer(of: $0) }
                for (name, value) in call.arguments {
                    guard let owner = owners.owner(name, value.string ?? "") else { continue }
                    #expect(owner == own, "\(call.action) \(name) \(value.text)")
                }
            }
        }
    }

    @Test func `A conversation's saved state stays under four kilobytes`() throws {
        for transcript in SampleBots.transcripts {
            for report in try transcript.run().reports {
                let size = report.conversation.saved().count
                #expect(size < 4096, "\(transcript.testDescription)")
            }
        }
    }
}

extension TranscriptResult {
    /// What the customer and the people see, and what is known; not which calls were made for it.
    fileprivate var withoutCalls: [String] {
        reports.map { report in
            var fields = report.json.object ?? [:]
            fields["calls"] = nil
            return JSON.object(fields).text
        }
    }
}

extension Conversation {
    /// The conversation without the `place`-th entry of a safe call that succeeded.
    func withoutSafeEntry(_ place: Int, of bot: BotDefinition) -> Conversation {
        var entries: [(Int, String)] = []
        for (index, frame) in frames.enumerated() {
            for (identity, memo) in frame.memo.sorted(by: { $0.key < $1.key }) {
                guard case .called(let record, .ok, _) = memo,
                    bot.actions[record.action]?.safe == true
                else { continue }
                entries.append((index, identity))
            }
        }
        guard entries.indices.contains(place) else { return self }
        var copy = self
        copy.frames[entries[place].0].memo[entries[place].1] = nil
        return copy
    }
}

/// Whose the rows of the bank are.
private struct Owners {
    private let identities: [String: String]
    private let rows: [String: [String: String]]

    init(_ bot: BotDefinition) {
        func column(_ name: String, of table: String) -> [String: String] {
            var column: [String: String] = [:]
            for row in bot.tables[table]?.rows ?? [] {
                guard case .value(.string(let id))? = row["id"],
                    case .value(.string(let owner))? = row[name]
                else { continue }
                column[id] = owner
            }
            return column
        }
        identities = column("customer", of: "identities")
        let cases = column("customer", of: "cases")
        var customers: [String: String] = [:]
        for row in bot.tables["customers"]?.rows ?? [] {
            if case .value(.string(let id))? = row["id"] { customers[id] = id }
        }
        rows = [
            "customer": customers, "card": column("customer", of: "cards"),
            "number": cases.merging(customers) { one, _ in one },
        ]
    }

    func customer(of subject: String) -> String? { identities[subject] }

    /// nil: the argument is no row of a customer.
    func owner(_ argument: String, _ value: String) -> String? { rows[argument]?[value] }
}
