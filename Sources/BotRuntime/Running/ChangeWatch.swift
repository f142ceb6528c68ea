import Synchronization

/// Wakes whoever waits for a change of something: a contact's next turn, something new at a desk.
///
/// Changes are counted for as long as somebody watches: one that comes between looking and waiting is
/// not missed.
package final class ChangeWatch<Subject: Hashable & Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private struct Watched {
        var watchers = 0
        /// Changes since the first of them began to watch.
        var changes = 0
        var waiters: [Int: Waiter] = [:]
    }

    private struct State {
        var lastTicket = 0
        var isOver = false
        var subjects: [Subject: Watched] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// It has changed.
    package func tell(_ subject: Subject) {
        let waiters = state.withLock { state -> [Waiter] in
            guard var watched = state.subjects[subject] else { return [] }
            defer { state.subjects[subject] = watched }
            watched.changes += 1
            defer { watched.waiters = [:] }
            return Array(watched.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Nobody is to wait any more; whoever begins to is not made to.
    package func end() {
        let waiters = state.withLock { state -> [Waiter] in
            state.isOver = true
            let waiters = state.subjects.values.flatMap(\.waiters.values)
            for subject in state.subjects.keys { state.subjects[subject]?.waiters = [:] }
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Whether nobody is to wait any more.
    package var isOver: Bool { state.withLock(\.isOver) }

    package func begin(_ subject: Subject) {
        state.withLock { $0.subjects[subject, default: Watched()].watchers += 1 }
    }

    package func end(_ subject: Subject) {
        state.withLock { state in
            state.subjects[subject]?.watchers -= 1
            if state.subjects[subject]?.watchers == 0 { state.subjects[subject] = nil }
        }
    }

    /// How many changes there were while it is watched.
    package func changes(of subject: Subject) -> Int {
        state.withLock { $0.subjects[subject]?.changes ?? 0 }
    }

    /// Waits for a change by this process after so many, or until the time is over or the task is
    /// cancelled.
    package func wait(
        for subject: Subject,
        after changes: Int,
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
                    guard let watched = state.subjects[subject], watched.changes == changes,
                        !state.isOver, !Task.isCancelled
                    else { return true }
                    state.subjects[subject]?.waiters[ticket] = continuation
                    return false
                }
                if isThere { return continuation.resume() }
                // Not before the waiter is there; one that has gone by then is not found.
                Task {
                    try? await clock.sleep(span)
                    leave(subject, ticket)
                }
                // The cancellation may have come between.
                if Task.isCancelled { leave(subject, ticket) }
            }
        } onCancel: {
            leave(subject, ticket)
        }
    }

    private func leave(_ subject: Subject, _ ticket: Int) {
        let waiter = state.withLock { $0.subjects[subject]?.waiters.removeValue(forKey: ticket) }
        waiter?.resume()
    }
}
