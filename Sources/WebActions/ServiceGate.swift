import Synchronization

/// Who may ask one service now: so many at one time, and nobody while it fails all the time.
final class ServiceGate: Sendable {
    enum Entry: Hashable, Sendable {
        case open
        /// It failed again and again: it is left alone for a while.
        case closed
        /// Too many ask, and none ended in time.
        case full
    }

    /// Failures one after another until the service is left alone.
    static let failuresUntilClosed = 5
    /// Seconds: the first pause, doubled each time, and the longest.
    static let firstPause = 1.0
    static let longestPause = 60.0

    private struct State {
        var inside = 0
        var failures = 0
        /// Nobody asks before; then one tries whether it is well again.
        var closedUntil: ContinuousClock.Instant?
        var isTrying = false
        var lastTicket = 0
        /// In the order in which they came.
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(atOnce limit: Int) { self.limit = limit }

    /// Waits for a place, at most until the deadline.
    ///
    /// - Returns: Where it is `open`, `leave` must follow.
    func enter(until deadline: ContinuousClock.Instant) async -> Entry {
        let entry = state.withLock { state -> Entry? in
            if let until = state.closedUntil {
                guard until <= .now, !state.isTrying else { return .closed }
                state.isTrying = true
                state.inside += 1
                return .open
            }
            guard state.inside >= limit else {
                state.inside += 1
                return .open
            }
            return nil
        }
        if let entry { return entry }
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let alarm = Task { [weak self] in
            try? await Task.sleep(until: deadline, clock: .continuous)
            self?.giveUp(ticket)
        }
        defer { alarm.cancel() }
        let isInside = await withCheckedContinuation { continuation in
            let isFree = state.withLock { state -> Bool? in
                if state.inside < limit {
                    state.inside += 1
                    return true
                }
                guard deadline > .now else { return false }
                state.waiting.append((ticket, continuation))
                return nil
            }
            if let isFree { continuation.resume(returning: isFree) }
        }
        return isInside ? .open : .full
    }

    private func giveUp(_ ticket: Int) {
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: false)
    }

    /// A request is over.
    ///
    /// - Parameter isWell: The service answered as one does that works.
    func leave(isWell: Bool) {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            state.isTrying = false
            if isWell {
                (state.failures, state.closedUntil) = (0, nil)
            } else {
                state.failures += 1
                if state.failures >= Self.failuresUntilClosed {
                    let doublings = min(6, state.failures - Self.failuresUntilClosed)
                    let pause = min(Self.longestPause, Self.firstPause * Double(1 << doublings))
                    state.closedUntil = .now + .seconds(pause)
                }
            }
            // The place goes to whoever waits longest.
            guard !state.waiting.isEmpty else {
                state.inside -= 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
