import ChaosPlan
import Foundation
import PostgreSQLTesting
import Synchronization
import TestSupport

/// The deaths that servers are to die, and those that they died.
final class Fates: Sendable {
    private struct State {
        var waiting: [Orders.Death]
        var left: Int
        var counts: [String: Int] = [:]
        var isEnding = false
    }

    private let state: Mutex<State>
    private let mutant: Mutant?

    init(_ deaths: [Orders.Death], _ mutant: Mutant?) {
        state = Mutex(State(waiting: deaths, left: deaths.count))
        self.mutant = mutant
    }

    /// Every death was died, and after that some by chance.
    var areMet: Bool {
        state.withLock {
            $0.left == 0 && (mutant != nil || $0.counts["by chance", default: 0] > 1)
        }
    }
    var hasRestarted: Bool { state.withLock { $0.counts[Self.restart] != nil } }
    private static let restart = "database restarted"
    var counts: [String: Int] { state.withLock(\.counts) }

    func end() { state.withLock { $0.isEnding = true } }

    private var isEnding: Bool { state.withLock(\.isEnding) }

    /// Lets one server after the other live and die there, until the end.
    func live(at berth: Berth) async throws {
        while !isEnding {
            let death = state.withLock { state in
                state.waiting.popLast() ?? .byChance(perThousand: 8)
            }
            let isReady = try await berth.begin(Orders(death, mutant))
            // Long enough for any step, were anybody to write.
            let patience = ContinuousClock.now + .seconds(15)
            while berth.isAlive, !isEnding, ContinuousClock.now < patience {
                try await Task.sleep(for: .milliseconds(10))
            }
            let hasDied = !berth.isAlive
            berth.signal(SIGKILL)
            let isKilled = try await berth.end()
            note(death, isReady && hasDied && isKilled)
        }
    }

    private func note(_ death: Orders.Death, _ isDied: Bool) {
        state.withLock { state in
            switch death {
            case .never: break
            case .byChance: state.counts["by chance", default: 0] += isDied ? 1 : 0
            case .at(let step, _) where isDied:
                state.left -= 1
                state.counts["at \(step.rawValue)", default: 0] += 1
            // The database was away, or nobody wrote: another tries.
            case .at: state.waiting.insert(death, at: 0)
            }
        }
    }

    /// Lets the database crash now and then, until the end.
    func restart(_ cluster: TestCluster) async throws {
        while !isEnding {
            for _ in 0..<150 where !isEnding { try await Task.sleep(for: .milliseconds(20)) }
            guard !isEnding else { break }
            try await aside { try cluster.restart(.immediate) }
            state.withLock { $0.counts["database restarted", default: 0] += 1 }
        }
    }
}
