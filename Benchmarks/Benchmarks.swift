import Diagnostics
import Dialogue
import KnowledgeSearch
import Messages
import Proof
import Topics
import Values

/// The figures that the project promises; see README.md beside this file.
enum Benchmarks {
    static func run(_ arguments: [String]) -> Int32 {
        let folder = arguments.dropFirst().first ?? "topics"
        print("calibration loop      \(rounded(calibration() * 1000)) ms of CPU")
        if folder == "http" { return HTTPLoad.run() }
        if folder == "server" { return ServerLoad.run(Array(arguments.dropFirst(2))) }
        if folder == "limits" { return ServerLimits.run() }
        if folder == "neighbours" { return Neighbours.run() }
        guard let mix = TurnMix() else {
            print("the bot of the benchmark does not load")
            return 1
        }
        let runs = (0..<7).map { _ in mix.run(conversations: 5_000) }
        let perSecond = median(runs.map(\.turnsPerSecond))
        print("step, fixed mix       \(Int(perSecond)) turns/s on one core (median of 7)")
        for kind in TurnMix.Kind.allCases {
            let micros = median(runs.map { $0.microseconds[kind] ?? 0 })
            print("  \(kind.rawValue.padded(to: 18))  \(rounded(micros)) us")
        }
        let codec = CodecFigures(mix.midTopic)
        print("saved state, mid-topic \(codec.state.count) bytes")
        for (what, micros) in codec.microseconds {
            print("  \(what.padded(to: 18))  \(rounded(micros)) us")
        }
        guard let load = loading(folder) else {
            print("\(folder) does not load")
            return 1
        }
        print("load and check \(folder)  \(rounded(load * 1000)) ms of CPU (median of 7)")
        guard let (everywhere, once) = proving(folder) else { return 1 }
        print("proof of \(folder)        \(rounded(everywhere * 1000)) ms of CPU (median of 7)")
        print("  each stage once     \(rounded(once * 1000)) ms")
        return 0
    }

    /// CPU seconds to prove that a person can be reached: from every stage in every language on
    /// every channel, and from every stage once, as where a conversation begins.
    private static func proving(_ folder: String) -> (everywhere: Double, once: Double)? {
        guard let definition = BotLoader.load(folder: folder).bot else { return nil }
        let bot = Bot(definition, articles: [Article]())
        func seconds(_ extent: Proof.Extent) -> Double {
            median(
                (0..<7).map { _ in
                    let start = cpuSeconds()
                    let proof = Proof(of: bot, at: Timestamp(seconds: 1_772_445_600), extent)
                    precondition(proof.holds, "a person can be reached")
                    return cpuSeconds() - start
                }
            )
        }
        return (seconds(.everywhere), seconds(.once))
    }

    /// CPU seconds to read, check and make ready a bot's folder, its articles too.
    private static func loading(_ folder: String) -> Double? {
        var figures: [Double] = []
        for _ in 0..<7 {
            let start = cpuSeconds()
            guard let definition = BotLoader.load(folder: folder).bot else { return nil }
            let articles = ArticleFolder.load(
                [folder + "/knowledge"],
                languages: definition.languages
            )
            let bot = Bot(definition, articles: articles.articles)
            precondition(!bot.id.isEmpty, "a bot has an ID")
            figures.append(cpuSeconds() - start)
        }
        return median(figures)
    }

    static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
