import BotRuntime
import ChaosPlan
import Foundation
import Glibc
import RuntimeTesting
import Serving
import Synchronization
import Values

/// Ends the process at a step, as its orders say.
final class Fate: Sendable {
    private let death: Orders.Death
    private let passed = Mutex(0)

    init(_ death: Orders.Death) { self.death = death }

    func pass(_ step: Step) {
        switch death {
        case .never: break
        case .at(let last, let number):
            guard step == last else { return }
            let count = passed.withLock { count in
                count += 1
                return count
            }
            if count == number { end() }
        case .byChance(let chance): if Int.random(in: 0..<1000) < chance { end() }
        }
    }

    /// Nothing of the process runs after this.
    private func end() { kill(getpid(), SIGKILL) }
}

extension Orders {
    var seams: Seams {
        let fate = Fate(death)
        let breach = mutant.map { Breach($0) }
        var seams = Seams()
        seams.engine = { engine in
            let mortal = MortalEngine(engine, fate)
            return breach.map { MutantEngine(mortal, $0) } ?? mortal
        }
        seams.courier = { courier in
            let mortal = MortalCourier(courier, fate)
            breach?.give(mortal)
            return mortal
        }
        // Nor for the dead.
        seams.leases.posts = .seconds(1)
        seams.leases.calls = .milliseconds(400)
        return seams
    }
}

/// A store between whose steps the process may end.
///
/// What failed comes again soon: nobody waits longer than a test can.
final class MortalEngine: EngineBehind {
    let inner: any StorageEngine
    private let fate: Fate
    private static let longestPause = TimeSpan(seconds: 1)

    init(_ inner: any StorageEngine, _ fate: Fate) {
        self.inner = inner
        self.fate = fate
    }

    func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded {
        fate.pass(.loading)
        let loaded = try await inner.load(contact, message)
        fate.pass(.loaded)
        return loaded
    }

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        fate.pass(.committing)
        let result = try await inner.commit(turn)
        fate.pass(.committed)
        return result
    }

    func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [OutboxRow] {
        fate.pass(.claiming)
        let rows = try await inner.claim(destination, at: now, until: lease, limit: limit)
        // What claims nothing is asked all the time and changes nothing.
        if !rows.isEmpty { fate.pass(.claimed) }
        return rows
    }

    func settle(_ settlements: [Settlement]) async throws(StoreError) {
        fate.pass(.settling)
        let hurried = settlements.map { settlement in
            var settlement = settlement
            let latest = settlement.at.adding(Self.longestPause)
            switch settlement.outcome {
            case .again(let at, let why):
                settlement.outcome = .again(at: min(at, latest), why: why)
            // A day of attempts would be over in seconds.
            case .dead(let why): settlement.outcome = .again(at: latest, why: why)
            case .sent, .held: break
            }
            return settlement
        }
        try await inner.settle(hurried)
        fate.pass(.settled)
    }
}

/// A courier around whose posts the process may end.
struct MortalCourier: Courier {
    private let inner: any Courier
    private let fate: Fate

    init(_ inner: any Courier, _ fate: Fate) {
        self.inner = inner
        self.fate = fate
    }

    func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
        fate.pass(.posting)
        let outcome = await inner.deliver(delivery)
        fate.pass(.posted)
        return outcome
    }
}
