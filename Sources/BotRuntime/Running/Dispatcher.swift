import Synchronization
import Values

/// Empties the outbox: a few rows at a time for each destination, each lane of a conversation in its
/// order, and none to a destination that fails all the time.
actor Dispatcher {
    /// Rows under way to one destination.
    private static let mostInFlight = 16
    /// What is not on its way so long after it was asked for is let go of.
    ///
    /// Meanwhile a person may have taken over, who waits no longer for what is just leaving.
    static let latestStart = Duration.seconds(1)
    /// How often the store is asked for rows that nobody told of.
    private static let pause = Duration.milliseconds(500)

    private let engine: any StorageEngine
    private let clock: any RuntimeClock
    private let metrics: RuntimeMetrics
    private let log: ConversationLog
    private var carriers: [OutboxRow.Lane: Carrier] = [:]

    /// Brings a row to where it goes.
    typealias Carrier = @Sendable (OutboxRow) async -> DeliveryOutcome

    /// Told of a row whose receiver has closed the conversation for good, before it is settled.
    private var closing: @Sendable (OutboxRow) async -> Void = { _ in }

    private var watch: LeaseWatch
    private var traffic: [DueDestination: Traffic] = [:]
    private var holds: [DueDestination: Hold] = [:]
    private var loop: Task<Void, Never>?
    private var isStopping = false

    /// Whether anything is sent to one destination, as somebody decided.
    private struct Hold {
        /// Of the decision: what comes later than its successor is no news.
        var rev: Int64
        var isOn: Bool
    }

    /// What goes on with one destination.
    private struct Traffic {
        var inFlight = 0
        var isClaiming = false
        /// Something came while rows were being claimed.
        var isAskedAgain = false
        var failures = 0
        /// Nothing is tried before.
        var closedUntil: Duration?
    }

    init(
        engine: any StorageEngine,
        clock: any RuntimeClock,
        metrics: RuntimeMetrics,
        log: ConversationLog,
        leases: LeasePeriods
    ) {
        watch = LeaseWatch(leases)
        self.engine = engine
        self.clock = clock
        self.metrics = metrics
        self.log = log
    }

    func start(
        _ carriers: [OutboxRow.Lane: Carrier],
        closing: @escaping @Sendable (OutboxRow) async -> Void
    ) {
        self.carriers = carriers
        self.closing = closing
        loop = Task { [self] in
            while !Task.isCancelled {
                await takeFromTheGone()
                if let due = try? await engine.dueDestinations(at: clock.now) { wake(Set(due)) }
                try? await clock.sleep(Self.pause)
            }
        }
    }

    /// Lets go of what processes had in hand that say nothing more of it.
    private func takeFromTheGone() async {
        guard let claims = try? await engine.claims() else { return }
        let lapsed = watch.lapsed(claims, at: clock.uptime)
        try? await engine.release(lapsed, at: clock.now)
    }

    /// Claims nothing more, and waits for what is under way.
    func stop() async {
        isStopping = true
        loop?.cancel()
        while traffic.values.contains(where: { $0.inFlight > 0 || $0.isClaiming }) {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    // MARK: Holding back

    /// Begins to send nothing there, or to send again.
    ///
    /// - Parameters:
    ///   - destination: What goes there waits in the store, with nothing of it lost.
    ///   - isOn: Whether it is held back.
    ///   - rev: Counts the decisions about the destination.
    func hold(_ destination: DueDestination, _ isOn: Bool, rev: Int64) {
        guard rev > holds[destination]?.rev ?? 0 else { return }
        holds[destination] = Hold(rev: rev, isOn: isOn)
        if !isOn { wake([destination]) }
    }

    /// Where nothing is sent.
    var held: Set<DueDestination> { Set(holds.filter(\.value.isOn).keys) }

    private func isHeld(_ destination: DueDestination) -> Bool { holds[destination]?.isOn ?? false }

    // MARK: Bringing

    /// Something waits there.
    func wake(_ destinations: Set<DueDestination>) {
        for destination in destinations where carriers[destination.lane] != nil {
            claim(destination)
        }
    }

    private func claim(_ destination: DueDestination) {
        var state = traffic[destination] ?? Traffic()
        defer { traffic[destination] = state }
        guard !isStopping, !isHeld(destination), state.inFlight < Self.mostInFlight,
            state.closedUntil.map({ $0 <= clock.uptime }) ?? true
        else { return }
        guard !state.isClaiming else {
            state.isAskedAgain = true
            return
        }
        state.isClaiming = true
        // After failures one row tries whether the destination is well again.
        let free = state.failures >= Self.failuresUntilClosed ? 1 : Self.mostInFlight
        let limit = max(1, free - state.inFlight)
        // What waits here came of many requests: it takes nothing over from the one that woke it.
        Task.detached(priority: Task.currentPriority) { [self] in
            await take(destination, limit)
        }
    }

    private func take(_ destination: DueDestination, _ limit: Int) async {
        let now = clock.now
        let latest = ContinuousClock.now + Self.latestStart
        let rows =
            (try? await engine.claim(
                destination,
                at: now,
                until: now.after(watch.periods.period(of: destination.lane).seconds),
                limit: limit
            )) ?? []
        traffic[destination]?.isClaiming = false
        traffic[destination]?.inFlight += rows.count
        for row in rows { Task { await bring(row, to: destination, before: latest) } }
        if traffic[destination]?.isAskedAgain == true {
            traffic[destination]?.isAskedAgain = false
            claim(destination)
        }
    }

    private func bring(
        _ row: OutboxRow,
        to destination: DueDestination,
        before latest: ContinuousClock.Instant
    ) async {
        guard let carrier = carriers[row.lane] else { return }
        let settlement: Settlement
        var isClosed = false
        if ContinuousClock.now < latest, !isHeld(destination) {
            let outcome = await carrier(row)
            isClosed = outcome == .closed
            settlement = self.settlement(row, outcome, destination)
        } else {
            let why = "it was not begun in time"
            settlement = Settlement(row, .again(at: clock.now, why: why), at: clock.now)
        }
        // Before it is settled: should the process end here, it is brought again, and told again.
        if isClosed { await closing(row) }
        // What cannot be noted is brought again after its lease: the receiver knows the key.
        try? await engine.settle([settlement])
        traffic[destination]?.inFlight -= 1
        claim(destination)
    }

    // MARK: What comes of it

    /// Failures in a row before a destination is left alone for a while.
    private static let failuresUntilClosed = 5
    private static let longestClosed = Duration.seconds(60)

    private func settlement(
        _ row: OutboxRow,
        _ outcome: DeliveryOutcome,
        _ destination: DueDestination
    ) -> Settlement {
        let now = clock.now
        switch outcome {
        case .delivered:
            traffic[destination]?.failures = 0
            traffic[destination]?.closedUntil = nil
            metrics.delivered.add()
            return Settlement(row, .sent, at: now)
        case .closed:
            metrics.dead.closed.add()
            return Settlement(row, .dead(why: "the customer closed the conversation"), at: now)
        case .refused(let why):
            metrics.dead.refused.add()
            log.gaveUp(row, why: why)
            return Settlement(row, .dead(why: why), at: now)
        case .again(let after, let why):
            noteFailure(destination)
            let random = Double.random(in: 0...1)
            guard let pause = RetrySchedule.pause(after: row.attempts, random: random) else {
                metrics.dead.exhausted.add()
                log.gaveUp(row, why: why)
                return Settlement(row, .dead(why: why), at: now)
            }
            metrics.retried.add()
            let wanted = after.map { Double($0.components.seconds) } ?? 0
            let due = now.after(max(pause, wanted))
            log.failed(row, why: why, again: due)
            return Settlement(row, .again(at: due, why: why), at: now)
        }
    }

    private func noteFailure(_ destination: DueDestination) {
        let failures = (traffic[destination]?.failures ?? 0) + 1
        traffic[destination]?.failures = failures
        guard failures >= Self.failuresUntilClosed else { return }
        let doubled = Duration.seconds(1 << min(6, failures - Self.failuresUntilClosed))
        traffic[destination]?.closedUntil = clock.uptime + min(Self.longestClosed, doubled)
    }
}

extension Timestamp {
    /// That many seconds later, to the millisecond.
    func after(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64(seconds * 1000))
    }
}
