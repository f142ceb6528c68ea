import Synchronization

/// Wakes whoever waits for a contact's next turn.
///
/// Turns are counted for as long as somebody watches: one that is written between looking and waiting
/// is not missed.
final class TurnWatch: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private struct Watched {
        var watchers = 0
        /// Turns since the first of them began to watch.
        var turns = 0
        var waiters: [Int: Waiter] = [:]
    }

    private struct State {
        var lastTicket = 0
        var contacts: [ContactKey: Watched] = [:]
    }

    private let state = Mutex(State())

    /// A turn of the contact was written.
    func tell(_ contact: ContactKey) {
        let waiters = state.withLock { state -> [Waiter] in
            guard var watched = state.contacts[contact] else { return [] }
            defer { state.contacts[contact] = watched }
            watched.turns += 1
            defer { watched.waiters = [:] }
            return Array(watched.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    func begin(_ contact: ContactKey) {
        state.withLock { $0.contacts[contact, default: Watched()].watchers += 1 }
    }

    func end(_ contact: ContactKey) {
        state.withLock { state in
            state.contacts[contact]?.watchers -= 1
            if state.contacts[contact]?.watchers == 0 { state.contacts[contact] = nil }
        }
    }

    /// How many turns there were while the contact is watched.
    func turns(of contact: ContactKey) -> Int {
        state.withLock { $0.contacts[contact]?.turns ?? 0 }
    }

    /// Waits for a turn of this process after so many, or until the time is over or the task is
    /// cancelled.
    func wait(
        for contact: ContactKey,
        after turns: Int,
        atMost span: Duration,
        _ clock: any RuntimeClock
    ) async {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    guard let watched = state.contacts[contact], watched.turns == turns,
                        !Task.isCancelled
                    else { return true }
                    state.contacts[contact]?.waiters[ticket] = continuation
                    return false
                }
                if isThere { return continuation.resume() }
                // Not before the waiter is there; one that has gone by then is not found.
                Task {
                    try? await clock.sleep(span)
                    leave(contact, ticket)
                }
                // The cancellation may have come between.
                if Task.isCancelled { leave(contact, ticket) }
            }
        } onCancel: {
            leave(contact, ticket)
        }
    }

    private func leave(_ contact: ContactKey, _ ticket: Int) {
        let waiter = state.withLock { $0.contacts[contact]?.waiters.removeValue(forKey: ticket) }
        waiter?.resume()
    }
}
