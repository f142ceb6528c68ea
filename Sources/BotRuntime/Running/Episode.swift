import Synchronization
import Values

/// Somebody who waits for the answer to their message, across all turns that it sets off.
///
/// What is said while they wait is theirs and posted to nobody; what is said after they have gone is
/// posted. Which of the two is decided before a turn is written, and whoever leaves waits for the
/// turns that were promised to them.
final class Episode: Sendable {
    private struct State {
        var isOver: Bool
        /// Turns under way whose replies are promised.
        var promised = 0
        var lines: [JSON] = []
        var waiter: CheckedContinuation<Void, Never>?

        /// Whoever leaves, once nothing is promised to them any more.
        mutating func taken() -> CheckedContinuation<Void, Never>? {
            guard promised == 0 else { return nil }
            defer { waiter = nil }
            return waiter
        }
    }

    private let state: Mutex<State>

    /// - Parameter isWaiting: *false*: nobody waits, and nothing is promised.
    init(isWaiting: Bool) { state = Mutex(State(isOver: !isWaiting)) }

    /// Asks whether a turn's replies go to whoever waits; a turn that was promised is settled.
    func promise() -> Bool {
        state.withLock { state in
            guard !state.isOver else { return false }
            state.promised += 1
            return true
        }
    }

    /// A turn that was promised was written, or is not, or is tried again.
    func settle() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.promised -= 1
            return state.taken()
        }
        waiter?.resume()
    }

    /// A turn was written.
    func keep(_ line: JSON) { state.withLock { $0.lines.append(line) } }

    /// The lines of the turns that were written so far.
    var lines: [JSON] { state.withLock(\.lines) }

    /// Whoever waited leaves: what is said from now on is not theirs.
    func leave() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                state.isOver = true
                guard state.promised > 0 else { return true }
                state.waiter = continuation
                return false
            }
            if isFree { continuation.resume() }
        }
    }
}

/// Those who wait for an answer that takes its time, by the turn that took their message.
final class Episodes: Sendable {
    private struct Place: Hashable {
        let contact: ContactKey
        let cause: Int64
    }

    private let waiting = Mutex<[Place: Episode]>([:])

    subscript(contact: ContactKey, cause: Int64) -> Episode? {
        get { waiting.withLock { $0[Place(contact: contact, cause: cause)] } }
        set { waiting.withLock { $0[Place(contact: contact, cause: cause)] = newValue } }
    }
}
