import Synchronization

/// Wakes whoever waits for a contact's next turn.
final class TurnWatch: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private struct State {
        var next = 0
        var waiters: [ContactKey: [Int: Waiter]] = [:]
    }

    private let state = Mutex(State())

    /// A turn of the contact was written.
    func tell(_ contact: ContactKey) {
        let waiters = state.withLock { $0.waiters.removeValue(forKey: contact) }
        for waiter in waiters?.values ?? [:].values { waiter.resume() }
    }

    /// Waits for the contact's next turn in this process, or until the time is over or the task is
    /// cancelled.
    func wait(for contact: ContactKey, atMost span: Duration, _ clock: any RuntimeClock) async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let alarm = Task {
            try? await clock.sleep(span)
            leave(contact, number)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume() }
                state.withLock { $0.waiters[contact, default: [:]][number] = continuation }
                // The alarm or the cancellation may have come before.
                if Task.isCancelled { leave(contact, number) }
            }
        } onCancel: {
            leave(contact, number)
        }
        alarm.cancel()
    }

    private func leave(_ contact: ContactKey, _ number: Int) {
        let waiter = state.withLock { state -> Waiter? in
            let waiter = state.waiters[contact]?.removeValue(forKey: number)
            if state.waiters[contact]?.isEmpty == true { state.waiters[contact] = nil }
            return waiter
        }
        waiter?.resume()
    }
}
