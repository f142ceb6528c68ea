import Synchronization

extension Runtime {
    /// How long a message waits for the one before it: longer than gateways take to send both.
    private static let longestGap = Duration.seconds(2)
    /// Another process may take the one before it, and tells nobody here.
    private static let lookingAgain = Duration.milliseconds(100)

    /// Where the gateway numbers its messages, waits until the one before has been taken, for as long
    /// as those before it come.
    ///
    /// What does not come in time does not come, or comes late: it is then taken as it comes.
    func waitForPredecessor(of message: IncomingMessage) async throws(RuntimeError) {
        guard let order = message.order else { return }
        let contact = message.contact
        var end = ContinuousClock.now.advanced(by: Self.longestGap)
        var before: Int64?
        watch.begin(contact)
        defer { watch.end(contact) }
        while true {
            guard !isStopping.load(ordering: .relaxed) else { throw .stopping }
            let seen = watch.changes(of: contact)
            let last = try await lastOrder(of: contact)
            // While those before it are being taken there is no gap.
            if last != before { end = ContinuousClock.now.advanced(by: Self.longestGap) }
            before = last
            let rest = ContinuousClock.now.duration(to: end)
            guard let last, last < .max, order > last + 1, rest > .zero, !Task.isCancelled else {
                return
            }
            await watch.wait(
                for: contact,
                after: seen,
                atMost: min(rest, Self.lookingAgain),
                SystemClock()
            )
        }
    }

    /// The highest number that was taken; nil: the contact has written, and without numbers.
    private func lastOrder(of contact: ContactKey) async throws(RuntimeError) -> Int64? {
        let row = try await stored { () async throws(StoreError) in
            try await engine.load(contact, nil).row
        }
        guard let row else { return 0 }
        return StoredFacts(bytes: row.facts)?.order
    }
}
