import Diagnostics
import Dialogue
import KnowledgeSearch
import Messages
import Topics
import Values

/// The figures that the project promises; see README.md beside this file.
enum Benchmarks {
    static func run(_ arguments: [String]) -> Int32 {
        let folder = arguments.dropFirst().first ?? "topics"
        print("calibration loop      \(rounded(calibration() * 1000)) ms of CPU")
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
        print("saved state, mid-topic \(mix.savedBytes) bytes")
        guard let load = loading(folder) else {
            print("\(folder) does not load")
            return 1
        }
        print("load and check \(folder)  \(rounded(load * 1000)) ms of CPU (median of 7)")
        return 0
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
