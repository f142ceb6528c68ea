import Synchronization

/// A place for each verdict, whichever thread comes to it.
final class Verdicts: Sendable {
    private let slots: Mutex<[TestBench.Verdict]>

    init(count: Int) {
        slots = Mutex(Array(repeating: .refused, count: count))
    }

    func set(_ index: Int, _ verdict: TestBench.Verdict) {
        slots.withLock { $0[index] = verdict }
    }

    var all: [TestBench.Verdict] { slots.withLock { $0 } }
}

/// The verdicts, counted.
struct Tally {
    let results: [(mutant: Mutant, verdict: TestBench.Verdict)]

    init(_ mutants: [Mutant], _ verdicts: [TestBench.Verdict]) {
        results = Array(zip(mutants, verdicts).map { ($0, $1) })
    }

    /// Of those that load and do something else than the original, how many of 100 are noticed.
    var noticedPercent: Double {
        let (noticed, survived) = counts { _ in true }
        return noticed + survived == 0 ? 100 : 100 * Double(noticed) / Double(noticed + survived)
    }

    var survivors: [String] {
        results.filter { $0.verdict == .survived }.map { "\($0.mutant.rendered): not noticed" }
    }

    /// Every mutant with what became of it.
    var lines: [String] {
        results.map { mutant, verdict in
            let end =
                switch verdict {
                case .refused: "refused by the checker"
                case .noticed(let place): "noticed in \(place)"
                case .harmless: "does the same"
                case .survived: "not noticed"
                }
            return "\(mutant.rendered): \(end)"
        }
    }

    /// A row for each kind of mistake, and the sum.
    var table: String {
        var rows = Mutant.Kind.allCases.compactMap { kind -> String? in
            let (noticed, survived) = counts { $0.kind == kind }
            guard noticed + survived > 0 else { return nil }
            return row(kind.rawValue, noticed, survived)
        }
        let (noticed, survived) = counts { _ in true }
        rows.append(row("all", noticed, survived))
        let refused = results.count { $0.verdict == .refused }
        let harmless = results.count { $0.verdict == .harmless }
        rows.append(
            "\(results.count) mistakes, of which the checker refused \(refused) and \(harmless) "
                + "changed nothing"
        )
        return rows.joined(separator: "\n")
    }

    private func row(_ name: String, _ noticed: Int, _ survived: Int) -> String {
        let all = noticed + survived
        let tenths = (1000 * noticed + all / 2) / max(1, all)
        let padding = String(repeating: " ", count: max(1, 26 - name.count))
        return "\(name)\(padding)\(noticed) of \(all) noticed, \(tenths / 10).\(tenths % 10) %"
    }

    private func counts(where isCounted: (Mutant) -> Bool) -> (noticed: Int, survived: Int) {
        var noticed = 0
        var survived = 0
        for (mutant, verdict) in results where isCounted(mutant) {
            switch verdict {
            case .noticed: noticed += 1
            case .survived: survived += 1
            case .refused, .harmless: break
            }
        }
        return (noticed, survived)
    }
}
