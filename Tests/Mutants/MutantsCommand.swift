import Foundation

/// `mutants [BOT] [--at-least PERCENT] [--only TEXT] [--refused]`.
enum MutantsCommand {
    private static let usage = """
        usage: mutants [BOT] [--at-least PERCENT] [--only TEXT] [--verbose]

        Makes small mistakes in the topics of a bot's folder (default: topics), one at a time, and
        runs its transcripts: a mistake that none notices is printed. Exits with 1 where fewer than
        PERCENT of 100 (default: 90) are noticed.

          --only TEXT  only mistakes with this in their line, such as open_case.yaml:52
          --verbose    a line for every mistake: refused by the checker, noticed, and where
        """

    static func run(_ arguments: [String]) -> Int32 {
        var folder = "topics"
        var least = 90.0
        var only: String?
        var isVerbose = false
        var rest = arguments.dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "--verbose": isVerbose = true
            case "--only":
                guard let text = rest.popFirst() else { return fail(usage) }
                only = text
            case "--at-least":
                guard let percent = rest.popFirst().flatMap(Double.init) else {
                    return fail(usage)
                }
                least = percent
            case let word where word.hasPrefix("-"): return fail(usage)
            default: folder = word
            }
        }
        let bench: TestBench
        do {
            bench = try TestBench(folder: folder)
        } catch {
            return fail(
                error.reasons.joined(separator: "\n") + "\n\(folder) must pass as it is first"
            )
        }
        let mutants = bench.mutants.filter { only.map($0.rendered.contains) ?? true }
        let start = Date()
        let tally = Tally(mutants, verdicts(on: mutants, bench))
        for line in isVerbose ? tally.lines : tally.survivors { print(line) }
        print(tally.table)
        print("\(Int(Date().timeIntervalSince(start))) s")
        return tally.noticedPercent >= least ? 0 : 1
    }

    /// Tries all, on every core.
    private static func verdicts(
        on mutants: [Mutant],
        _ bench: TestBench
    ) -> [TestBench.Verdict] {
        let verdicts = Verdicts(count: mutants.count)
        DispatchQueue.concurrentPerform(iterations: mutants.count) { index in
            verdicts.set(index, bench.verdict(on: mutants[index]))
        }
        return verdicts.all
    }

    private static func fail(_ message: String) -> Int32 {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        return 64  // EX_USAGE
    }
}
