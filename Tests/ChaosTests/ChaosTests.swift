import ChaosPlan
import Foundation
import TestSupport
import Testing

/// Servers that are killed at every step of a turn, and at random, with customers who go on writing.
///
/// `CHAOS_SEEDS=20 swift test --filter ChaosTests` runs more seeds than the three of every day.
@Suite("Servers that keep dying", .prompt, .serialized)
struct ChaosTests {
    private static let seeds =
        1...(ProcessInfo.processInfo.environment["CHAOS_SEEDS"]
        .flatMap { UInt64($0) } ?? 3)

    @Test(
        "lose nothing and do nothing twice, two of them on a database that dies too",
        arguments: seeds
    )
    func database(_ seed: UInt64) async throws {
        let run = ChaosRun(seed: seed, store: .postgresql)
        let outcome = try await run()
        #expect(outcome.report(run) == [])
        #expect(outcome.missing(["database restarted", "refusals"]) == [], "seed \(seed) is void")
    }

    @Test("lose nothing and do nothing twice, one of them on its file")
    func file() async throws {
        let run = ChaosRun(seed: 1, store: .sqlite)
        let outcome = try await run()
        #expect(outcome.report(run) == [])
        #expect(outcome.missing([]) == [], "it is void")
    }

    @Test(
        "are found out where a rule of the protocol is broken",
        arguments: [
            (Mutant.noDedupe, Invariant.once), (.noCompareAndSet, .turns),
            (.sendBeforeCommit, .written), (.markBeforeSend, .delivered), (.noOrder, .order),
            (.noEpochCheck, .takeover),
        ]
    )
    func mutants(_ mutant: Mutant, _ invariant: Invariant) async throws {
        let run = ChaosRun(seed: 1, store: .postgresql, mutant: mutant)
        let outcome = try await run()
        #expect(outcome.broken.contains { $0.invariant == invariant }, "\(outcome.report(run))")
    }
}

extension ChaosRun.Outcome {
    /// Faults that never happened: a run without them shows nothing.
    fileprivate func missing(_ more: [String]) -> [String] {
        let wanted =
            more + Step.allCases.map { "at \($0.rawValue)" } + [
                "gateway down", "gateway's answer lost", "copies", "takeovers",
            ]
        return wanted.filter { faults[$0, default: 0] == 0 }
    }
}
