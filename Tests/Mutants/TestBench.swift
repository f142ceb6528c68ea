import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import KnowledgeSearch
import Records
import Topics
import Transcripts
import YAML

/// A bot and the conversations that must stay true of it.
struct TestBench: Sendable {
    let mutants: [Mutant]
    private let files: [BotFile]
    private let articles: [Article]
    private let languages: [String]
    private let original: BotDefinition
    private let library: ArticleLibrary
    /// The likeliest to notice first.
    private let order: [Mutant.Subject: [Transcript]]
    private let transcripts: [Transcript]

    /// What keeps a bot from being tried.
    struct Unfit: Error {
        let reasons: [String]
    }

    /// What became of a mutant.
    enum Verdict: Hashable, Sendable {
        /// The checker refused it.
        case refused
        /// A transcript failed; which one, and where.
        case noticed(String)
        /// It does the same as the original, so there is nothing to notice.
        case harmless
        case survived
    }

    /// Reads a bot's folder, and holds the bot itself against its transcripts.
    ///
    /// - Throws: Where it does not load or a transcript fails as it is.
    init(folder: String) throws(Unfit) {
        let shown = folder.hasSuffix("/") ? folder : folder + "/"
        let (files, unreadable) = BotLoader.files(folder: folder)
        let knowledge = [shown + "knowledge", shown + "community.jsonl"].filter {
            FileManager.default.fileExists(atPath: $0)
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: shown + "transcripts"))
        let texts = (names ?? []).filter { $0.hasSuffix(".chat") }.sorted().map { name in
            let path = shown + "transcripts/" + name
            return SourceFile(
                path: path,
                text: (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            )
        }
        guard unreadable.isEmpty else { throw Unfit(reasons: unreadable.map(\.rendered)) }
        try self.init(
            files: files,
            shownIn: shown,
            articles: ArticleFolder.load(knowledge).articles,
            transcripts: texts
        )
    }

    /// The same for files that are there already.
    ///
    /// - Parameters:
    ///   - files: Of a bot's folder.
    ///   - folder: Stands before each path in what is shown.
    ///   - articles: What the bot's search knows.
    ///   - transcripts: What must stay true.
    /// - Throws: Where the bot does not load or a transcript fails as it is.
    init(
        files: [BotFile],
        shownIn folder: String = "",
        articles: [Article] = [],
        transcripts: [SourceFile]
    ) throws(Unfit) {
        let (asItIs, mistakes) = BotLoader.load(files: files, shownIn: folder)
        guard asItIs != nil else { throw Unfit(reasons: mistakes.map(\.rendered)) }
        let nodes = files.filter { $0.path.hasSuffix(".yaml") }.compactMap { file in
            YAML.load(bytes: file.bytes, path: folder + file.path).node.map { (file.path, $0) }
        }
        // Written anew like the mutants, so that nothing but the mistake tells them apart.
        let rewritten = nodes.map { BotFile(path: $0, text: $1.flow) }
        let paths = Set(rewritten.map(\.path))
        let written = rewritten + files.filter { !paths.contains($0.path) }
        let (definition, diagnostics) = BotLoader.load(files: written, shownIn: folder)
        guard let definition else { throw Unfit(reasons: diagnostics.map(\.rendered)) }
        var read: [Transcript] = []
        for text in transcripts {
            let (transcript, diagnostics) = Transcript.parse(text)
            guard let transcript else { throw Unfit(reasons: diagnostics.map(\.rendered)) }
            read.append(transcript)
        }
        mutants = MutantMaker.mutants(of: nodes)
        self.files = written
        self.articles = articles
        self.transcripts = read
        languages = definition.languages
        original = definition
        library = Bot(definition, articles: articles).articles
        order = try Self.order(read, definition, library)
    }

    /// Runs every transcript once, and puts first for each topic and action those that speak of it
    /// most.
    private static func order(
        _ transcripts: [Transcript],
        _ definition: BotDefinition,
        _ library: ArticleLibrary
    ) throws(Unfit) -> [Mutant.Subject: [Transcript]] {
        let runner = runner(Bot(definition, articles: library))
        var counts: [Mutant.Subject: [Int: Int]] = [:]
        var failures: [String] = []
        for (number, transcript) in transcripts.enumerated() {
            let result = runner.run(transcript)
            failures += result.failures.map(\.rendered)
            for report in result.reports {
                for frame in report.conversation.frames {
                    counts[.topic(frame.topic.rawValue), default: [:]][number, default: 0] += 1
                }
                for call in report.calls {
                    counts[.action(call.action.rawValue), default: [:]][number, default: 0] += 1
                }
            }
        }
        guard failures.isEmpty else { throw Unfit(reasons: failures) }
        return counts.mapValues { counts in
            transcripts.indices.sorted { one, other in
                (counts[other] ?? 0, one) < (counts[one] ?? 0, other)
            }
            .map { transcripts[$0] }
        }
    }

    private static func runner(_ bot: Bot) -> TranscriptRunner {
        TranscriptRunner(bot: bot) { try RecordsBackEnd(definition: bot.definition, now: $0) }
    }

    /// Loads a mutant and runs transcripts until one fails.
    func verdict(on mutant: Mutant) -> Verdict {
        let files = self.files.map { $0.path == mutant.file.path ? mutant.file : $0 }
        guard let definition = BotLoader.load(files: files).bot else { return .refused }
        // What is searched does not change with a topic, unless the languages did.
        let bot =
            definition.languages == languages
            ? Bot(definition, articles: library) : Bot(definition, articles: articles)
        let runner = Self.runner(bot)
        for transcript in order[mutant.subject] ?? transcripts {
            if let failure = runner.run(transcript).failures.first {
                return .noticed("\(failure.location.file.path):\(failure.location.line)")
            }
        }
        return mutant.isHarmless || isSame(definition) ? .harmless : .survived
    }

    /// The checker made the same of both, as of a key with the value that it has without.
    private func isSame(_ definition: BotDefinition) -> Bool {
        Shape.text(definition.topics) == Shape.text(original.topics)
            && Shape.text(definition.actions) == Shape.text(original.actions)
    }
}
