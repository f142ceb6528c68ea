import Synchronization
import Values

/// Somebody who waits for the answer to their message, across all turns that it sets off.
///
/// What is said while they wait is theirs and posted to nobody; what is said after they have gone is
/// posted. Which of the two is decided before a turn is written, and whoever leaves waits for the
/// turns that were promised to them.
final class Episode: Sendable {
    private struct State {
        var lines: [JSON] = []
        /// Turns under way whose replies are promised, and calls that have not come back.
        var promised = 0
        var calls = 0
        /// What a call led to is not known here.
        var isElsewhere = false
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?

        var isAtRest: Bool { promised == 0 && (calls == 0 || isOver) }

        /// Whoever waits, once everything is at rest.
        mutating func taken() -> CheckedContinuation<Void, Never>? {
            guard isAtRest else { return nil }
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    /// Asks whether a turn's replies go to whoever waits; a turn that was promised is kept or broken.
    func promise() -> Bool {
        state.withLock { state in
            guard !state.isOver else { return false }
            state.promised += 1
            return true
        }
    }

    /// The turn was written; so many calls of it are still out.
    func keep(_ line: JSON, calls: Int) {
        settle { state in
            state.lines.append(line)
            state.calls += calls
        }
    }

    /// The turn was not written, or is tried again.
    func breakPromise() { settle { _ in } }

    private func settle(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            change(&state)
            state.promised -= 1
            return state.taken()
        }
        waiter?.resume()
    }

    /// A call came back.
    ///
    /// - Parameter result: What it led to; nil: it could not be written, and will be made again.
    func callReturned(_ result: TurnRunner.Result?) {
        let isElsewhere =
            switch result {
            // It has been kept already, or there is nothing to keep.
            case .written, .nothing: false
            case .duplicate, nil: true
            }
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.calls -= 1
            state.isElsewhere = state.isElsewhere || isElsewhere
            return state.taken()
        }
        waiter?.resume()
    }

    /// Waits until everything has come to rest, or the time is over.
    ///
    /// - Returns: The lines of all turns, and whether there may be more.
    func wait(atMost span: Duration, _ clock: any RuntimeClock) async -> ([JSON], isWhole: Bool) {
        if state.withLock({ $0.calls > 0 || $0.promised > 0 }) {
            let alarm = Task { [self] in
                try? await clock.sleep(span)
                leave()
            }
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.isAtRest { return true }
                    state.waiter = continuation
                    return false
                }
                if isThere { continuation.resume() }
            }
            alarm.cancel()
        }
        return state.withLock { state in
            state.isOver = true
            return (state.lines, state.calls == 0 && !state.isElsewhere)
        }
    }

    private func leave() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isOver = true
            return state.taken()
        }
        waiter?.resume()
    }
}
