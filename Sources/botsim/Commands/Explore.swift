import Bots
import Diagnostics
import Dialogue
import Exploration
import Foundation
import Proof
import Topics
import Values

extension Command {
    static let explore = Command(
        name: "explore",
        summary: "walk through a bot at random, and find what must be impossible",
        positionals: [.bot],
        options: [
            Option(name: "--walks", value: "N", help: "how many conversations; 2000"),
            Option(name: "--seed", value: "N", help: "another number makes other walks; 1"),
            Option(name: "--topic", value: "T", help: "walks begin with this topic"),
            Option(name: "--json", value: nil, help: "a line of JSON for each finding"),
            Option(name: "--into", value: "FOLDER", help: "write each finding as a .chat file"),
        ],
        run: runExplore
    )
}

private func runExplore(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    var plan = try plan(arguments)
    guard let folder = try BotFolder.open(arguments) else { return .failed }
    if let topic = plan.topic, folder.bot.topic(topic) == nil {
        let known = folder.bot.definition.topics.map(\.id.rawValue)
        throw .usage(
            "there is no topic '\(topic)': "
                + (nearest(to: topic.rawValue, in: known).map { "did you mean '\($0)'?" }
                    ?? "there are \(known.joined(separator: ", "))")
        )
    }
    plan.stages = Stages.of(folder.bot.definition)
    var explorer = Explorer(folder.bot, plan)
    let report: ExplorationReport
    do {
        report = try explorer.explore(progress: progress(of: plan.walks))
    } catch {
        throw CommandFailure(message: "the back end does not start: \(error)", code: .failed)
    }
    try show(report, arguments)
    return report.items.isEmpty ? .ok : .failed
}

private func plan(_ arguments: Arguments) throws(CommandFailure) -> Explorer.Plan {
    var plan = Explorer.Plan()
    if let text = arguments.value("--walks") {
        guard let walks = Int(text), (1...10_000_000).contains(walks) else {
            throw .usage("--walks is a number from 1 to 10000000, not '\(text)'")
        }
        plan.walks = walks
    }
    if let text = arguments.value("--seed") {
        guard let seed = UInt64(text) else {
            throw .usage("--seed is a whole number, not '\(text)'")
        }
        plan.seed = seed
    }
    plan.topic = arguments.value("--topic").map { TopicID($0) }
    return plan
}

/// A line on a terminal that counts the walks; nothing elsewhere.
private func progress(of walks: Int) -> (Int) -> Void {
    guard isatty(2) == 1, walks >= 1000 else { return { _ in } }
    return { number in
        guard number % 500 == 0 || number == walks else { return }
        let line = "\r\(number) of \(walks) walks" + (number == walks ? "\r\u{1B}[K" : "")
        FileHandle.standardError.write(Data(line.utf8))
    }
}

private func show(_ report: ExplorationReport, _ arguments: Arguments) throws(CommandFailure) {
    let isJSON = arguments.has("--json")
    for (number, item) in report.items.enumerated() {
        if let into = arguments.value("--into") {
            do {
                try FileManager.default.createDirectory(
                    atPath: into,
                    withIntermediateDirectories: true
                )
            } catch {
                throw CommandFailure(message: "'\(into)' cannot be made", code: .failed)
            }
            let name = "\(number + 1)-\(item.finding.code.rawValue).chat"
            try TextFile.write(item.transcript, to: "\(into)/\(name)")
        }
        guard !isJSON else {
            Output.line(item.json.text)
            continue
        }
        Output.line(item.diagnostic.rendered)
        Output.line("")
        Output.line(
            item.transcript.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
        )
    }
    guard !isJSON else { return }
    Output.line(
        "\(Summary.count(report.walks, "walk")), \(Summary.count(report.steps, "step")): "
            + "\(report.stages) stages, \(report.places.reached) of \(report.places.all) steps, "
            + "\(report.ways.reached) of \(report.ways.all) ways; "
            + Summary.count(report.items.count, "finding")
    )
}
