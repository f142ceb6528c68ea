import BotRuntime
import Synchronization
import Values

/// Whether the service takes messages, and why not.
package final class Health: Sendable {
    enum Readiness: Hashable, Sendable {
        case ready
        case notReady(why: String)

        init(_ problem: String?) { self = problem.map { .notReady(why: $0) } ?? .ready }
    }

    private struct Probe {
        var at: ContinuousClock.Instant
        /// What anybody may know of it.
        var problem: String?
        /// What whoever runs the service is told.
        var why: String?
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
            return Readiness(await probe().problem)
        }
    }

    /// What the store said within the last second.
    private func probe() async -> Probe {
        let now = ContinuousClock.now
        if let probe = last.withLock(\.self), probe.at.duration(to: now) < .seconds(1) {
            return probe
        }
        var probe = Probe(at: now)
        probe.problem = folder.withLock(\.self).flatMap { DiskRoom.problem(in: $0) }
        probe.why = probe.problem
        do throws(StoreError) { try await runtime.probe() } catch {
            probe.problem = Self.reason(error)
            probe.why = error.description
        }
        last.withLock { [probe] in $0 = probe }
        return probe
    }

    /// How soon a store that is away is noticed where nobody asks.
    package static let pace = Duration.seconds(5)

    /// Says in a log when the store takes nothing any more, and when it does again; until it is
    /// cancelled.
    ///
    /// - Parameters:
    ///   - log: Where it is said.
    ///   - pace: How often the store is asked.
    package func keepWatch(_ log: Log, every pace: Duration = Health.pace) async {
        var since: ContinuousClock.Instant?
        while !Task.isCancelled {
            let probe = await probe()
            switch (probe.why, since) {
            case (let why?, nil):
                since = probe.at
                log.write(.error, "the store takes nothing", ["why": .string(why)])
            case (nil, let begin?):
                since = nil
                let span = begin.duration(to: probe.at).components.seconds
                log.write(.info, "the store takes turns again", ["seconds": .int(span)])
            case (nil, nil), (_?, _?): break
            }
            try? await Task.sleep(for: pace)
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
