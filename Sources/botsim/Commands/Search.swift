import Bots
import Diagnostics
import Dialogue
import Foundation
import KnowledgeSearch
import Values

extension Command {
    static let search = Command(
        name: "search",
        summary: "ask a bot's articles, or an index",
        positionals: [Positional(name: "QUERY", help: "the question", isRepeated: true)],
        options: [
            Option(name: "--index", value: "DIR", help: "an index made by 'botsim index'"),
            Option(name: "--bot", value: "BOT", help: "a bot's folder: its articles"),
            Option(
                name: "--queries",
                value: "FILE",
                help: "{\"_id\",\"text\"} a line; - for standard input"
            ),
            Option(name: "--top", value: "K", help: "at most so many articles; 10 without it"),
            Option(
                name: "--language",
                value: "TAG",
                help: "articles of this language; of a bot then those of its first"
            ),
            Option(name: "--audience", value: "NAME", help: "also articles for these readers"),
            Option(name: "--explain", value: nil, help: "why: words, fields, weights"),
            Option(name: "--snippets", value: nil, help: "the passages that answer"),
        ],
        run: runSearch
    )

    static let index = Command(
        name: "index",
        summary: "build or update a search index",
        positionals: [
            Positional(
                name: "INPUT",
                help: "folders of Markdown, JSON Lines files",
                isRepeated: true
            )
        ],
        options: [
            Option(name: "--index", value: "DIR", help: "where the index is"),
            Option(name: "--language", value: "TAG", help: "of articles that name none"),
            Option(name: "--no-text", value: nil, help: "keep no texts: no snippets"),
            Option(
                name: "--delete",
                value: "ID",
                help: "take articles out",
                isRepeated: true
            ),
            Option(name: "--json", value: nil, help: "what was done, as JSON"),
        ],
        run: runIndex
    )
}

private func runSearch(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard let limit = Int(arguments.value("--top") ?? "10"), limit > 0 else {
        throw .usage("--top is a number of articles, 1 or more")
    }
    let language = try LanguageOption.of(arguments)
    let find: @Sendable (String, SearchOptions) -> [Hit]
    if let path = arguments.value("--index") {
        do {
            let index = try ArticleStore.open(path).index(language: language ?? "en")
            find = { index.search($0, options: $1) }
        } catch {
            throw .noInput(error.description)
        }
    } else {
        let path = arguments.value("--bot") ?? BotFolder.path(Arguments())
        guard let folder = try BotFolder.open(path: path) else { return .failed }
        let library = folder.bot.articles
        find = { library.search($0, options: $1) }
    }
    let options = SearchOptions(
        limit: limit,
        audience: arguments.value("--audience"),
        language: language
    )
    if let path = arguments.value("--queries") {
        let batch = SearchBatch(
            options: options,
            explains: arguments.has("--explain"),
            showsSnippets: arguments.has("--snippets"),
            search: find
        )
        return try Batch.run(path) { batch.answer(line: $0) }
    }
    let query = arguments.positionals.joined(separator: " ")
    guard !query.isEmpty else { throw .usage("search needs a QUERY or --queries FILE") }
    let hits = find(query, options)
    for hit in hits {
        let score = (hit.confidence * 100).rounded() / 100
        Output.line("\(score)  \(hit.article.title)  (\(hit.article.id))")
        if arguments.has("--snippets") {
            Output.line("      " + hit.snippet.marked(with: "*", "*"))
        }
        if arguments.has("--explain") {
            for line in Explanation(hit).description.split(separator: "\n") {
                Output.line("      \(line)")
            }
        }
    }
    if hits.isEmpty { Output.line("nothing found") }
    return .ok
}

private func runIndex(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard let path = arguments.value("--index") else {
        throw .usage("index needs --index DIR, the folder of the index")
    }
    guard !arguments.positionals.isEmpty || arguments.has("--delete") else {
        throw .usage("index needs an INPUT, or --delete ID")
    }
    for input in arguments.positionals where !FileManager.default.fileExists(atPath: input) {
        throw .noInput("there is no file or folder '\(input)'")
    }
    let clock = ContinuousClock()
    let start = clock.now
    let folder = ArticleFolder.load(
        arguments.positionals,
        language: try LanguageOption.of(arguments)
    )
    for diagnostic in folder.diagnostics { Output.error(diagnostic.rendered) }
    let update: ArticleStore.Update
    do {
        update = try ArticleStore.update(
            path,
            adding: folder.articles,
            deleting: arguments.all("--delete"),
            keepsText: !arguments.has("--no-text")
        )
    } catch {
        throw CommandFailure(message: error.description, code: .failed)
    }
    let spent = start.duration(to: clock.now)
    let milliseconds =
        spent.components.seconds * 1000 + spent.components.attoseconds / 1_000_000_000_000_000
    let seconds = Double(milliseconds) / 1000
    if arguments.has("--json") {
        let json: JSON = [
            "articles": .int(Int64(update.articles)), "added": .int(Int64(update.added)),
            "replaced": .int(Int64(update.replaced)), "seconds": .double(seconds),
            "bytes": .int(Int64(update.bytes)),
        ]
        Output.line(json.text)
    } else {
        Output.line(
            "\(path): \(Summary.count(update.articles, "article")), \(update.added) added, "
                + "\(update.replaced) replaced, \(update.deleted) deleted, \(update.bytes) bytes, "
                + "\(seconds) s"
        )
    }
    return folder.diagnostics.contains { $0.severity == .error } ? .failed : .ok
}
