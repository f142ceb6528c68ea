import Values

extension Runtime {
    /// How long it takes until a reply that was claimed is on its way or never will be.
    static let longestStart =
        Dispatcher.latestStart + Delivery.latestStart + .milliseconds(500)
    /// How often the store is asked meanwhile.
    private static let pause = Duration.milliseconds(5)

    /// Waits until nothing that a turn dropped can begin to go out any more.
    ///
    /// A reply is claimed in one transaction and posted a moment later, by this process or by
    /// another. A takeover between the two drops it in the store and cannot stop it: so nobody hears
    /// of the takeover before the reply has come through, or its time to begin is over.
    func waitForDropped(of contact: ContactKey) async {
        let end = ContinuousClock.now + Self.longestStart
        var leaving: [OutboxClaim] = []
        while ContinuousClock.now < end {
            if let rows = try? await engine.outbox(of: contact) {
                leaving = rows.filter { $0.state == .dropped }.compactMap(\.claim)
                if leaving.isEmpty { return }
            }
            try? await Task.sleep(for: Self.pause)
        }
        // Whoever claimed it has gone: nobody waits for it a second time.
        try? await engine.release(leaving, at: clock.now)
    }
}
