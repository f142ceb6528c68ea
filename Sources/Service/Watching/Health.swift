import BotRuntime
import Synchronization

/// Whether the service takes messages, and why not.
package final class Health: Sendable {
    enum Readiness: Hashable, Sendable {
        case ready
        case notReady(why: String)

        init(_ problem: String?) { self = problem.map { .notReady(why: $0) } ?? .ready }
    }

    private struct Probe {
        var at: ContinuousClock.Instant
        var problem: String?
    }

    private let runtime: Runtime
    /// Where the store's file lies; nil: somewhere else.
    private let folder = Mutex<String?>(nil)
    private let last = Mutex<Probe?>(nil)
    private let isDraining = Atomic(false)

    init(_ runtime: Runtime) { self.runtime = runtime }

    /// From now on it is not ready, so that nobody sends more.
    package func drain() { isDraining.store(true, ordering: .relaxed) }

    /// Also goes by how much room there is where the store's file lies.
    package func watch(folder: String) { self.folder.withLock { $0 = folder } }

    /// As of the last second at most.
    var readiness: Readiness {
        get async {
            if isDraining.load(ordering: .relaxed) {
                return .notReady(why: "it is stopping")
            }
            let now = ContinuousClock.now
            if let probe = last.withLock(\.self), probe.at.duration(to: now) < .seconds(1) {
                return Readiness(probe.problem)
            }
            var problem = folder.withLock(\.self).flatMap { DiskRoom.problem(in: $0) }
            do throws(StoreError) { try await runtime.probe() } catch {
                problem = Self.reason(error)
            }
            last.withLock { $0 = Probe(at: now, problem: problem) }
            return Readiness(problem)
        }
    }

    /// What anybody may know of it: where the store is, and what it says, is not for everybody.
    private static func reason(_ error: StoreError) -> String {
        switch error {
        case .unavailable: "the store cannot be reached"
        case .full: "the store is full"
        case .outcomeUnknown: "it is not known whether the store writes"
        case .broken: "the store is broken"
        }
    }
}
