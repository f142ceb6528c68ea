import Bots
import Diagnostics
import Dialogue
import Drawings
import Foundation
import Topics
import Transcripts

extension Command {
    static let graph = Command(
        name: "graph",
        summary: "draw a topic's flow, or a bot's topics and what runs what",
        positionals: [
            .bot, Positional(name: "TOPIC", help: "one topic; without it the whole bot"),
        ],
        options: [
            Option(
                name: "--format",
                value: "FORMAT",
                help: "mermaid (as usual), dot, svg, html; with --into what the file's name says",
                allowed: PictureFormat.allCases.map(\.rawValue)
            ),
            Option(
                name: "--coverage",
                value: nil,
                help: "draw on it what the transcripts go through"
            ),
            Option(name: "--into", value: "FILE", help: "write it there"),
        ],
        run: runGraph
    )
}

private enum PictureFormat: String, CaseIterable {
    case mermaid, dot, svg, html

    /// The format that a file's name asks for.
    init?(path: String) {
        switch path.split(separator: ".").last {
        case "mmd"?, "mermaid"?: self = .mermaid
        case "dot"?, "gv"?: self = .dot
        case "svg"?: self = .svg
        case "html"?, "htm"?: self = .html
        default: return nil
        }
    }
}

private func runGraph(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let (path, name) = try bot(arguments)
    guard let folder = try BotFolder.open(path: path) else { return .failed }
    let topic = try name.map { name throws(CommandFailure) in
        try find(name, in: folder.bot.definition)
    }
    let file = arguments.value("--into")
    let format =
        arguments.value("--format").flatMap { PictureFormat(rawValue: $0) }
        ?? file.flatMap { PictureFormat(path: $0) } ?? .mermaid
    let coverage = arguments.has("--coverage") ? try coverage(of: folder) : nil
    let picture = draw(topic, of: folder.bot.definition, coverage, as: format)
    guard let file else {
        Output.text(picture)
        return .ok
    }
    try TextFile.write(picture, to: file)
    return .ok
}

/// The bot's folder and the topic; a single word that is no folder is a topic of the usual bot.
private func bot(_ arguments: Arguments) throws(CommandFailure) -> (String, String?) {
    guard arguments.positionals.count == 1, let word = arguments.positionals.first,
        !word.contains("/"), !FileManager.default.fileExists(atPath: word)
    else { return (BotFolder.path(arguments), arguments.positionals.dropFirst().first) }
    return (BotFolder.path(Arguments()), word)
}

private func find(_ name: String, in bot: BotDefinition) throws(CommandFailure) -> Topic {
    let topics = bot.topics + bot.inherited
    if let topic = topics.first(where: { $0.id.rawValue == name }) { return topic }
    let near = nearest(to: name, in: topics.map(\.id.rawValue)).map { "did you mean '\($0)'?" }
    throw .usage(
        "there is no topic '\(name)': "
            + (near ?? "there is \(topics.map(\.id.rawValue).joined(separator: ", "))")
    )
}

private func draw(
    _ topic: Topic?,
    of bot: BotDefinition,
    _ coverage: Coverage?,
    as format: PictureFormat
) -> String {
    let graph =
        topic.map { FlowGraph(of: $0, coverage: coverage) }
        ?? FlowGraph(of: bot, coverage: coverage)
    switch format {
    case .mermaid: return graph.mermaid
    case .dot: return graph.dot
    case .svg: return graph.svg
    case .html:
        // The page of a bot has each topic below it.
        let below = topic == nil ? bot.topics.map { FlowGraph(of: $0, coverage: coverage) } : []
        return FlowPage(title: graph.title, [graph] + below).html
    }
}

/// What the bot's reviewed transcripts go through.
private func coverage(of folder: BotFolder) throws(CommandFailure) -> Coverage {
    let runner = TranscriptRunner(bot: folder.bot) { try folder.makeBackEnd(at: $0) }
    var coverage = Coverage()
    for path in folder.transcriptPaths {
        let file = SourceFile(path: path, text: try TextFile.read(path))
        let (transcript, problems) = Transcript.parse(file)
        for problem in problems { Output.error(problem.rendered) }
        guard let transcript, transcript.header.isReviewed else { continue }
        let observer = CoverageObserver()
        _ = runner.run(transcript, observer: observer)
        coverage.add(observer.seen)
    }
    return coverage
}
