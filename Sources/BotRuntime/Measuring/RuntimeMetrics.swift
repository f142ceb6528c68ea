/// What a runtime counts and measures of its work, from its start.
package final class RuntimeMetrics: Sendable {
    /// Turns that were written.
    package let turns = Counter()
    /// Events that nothing comes of.
    package let idle = Counter()
    /// Messages that had been processed before.
    package let duplicates = Counter()
    /// Events that were not taken, by why.
    package let refused = Refusals()
    /// Turns that were made anew because another came between.
    package let conflicts = Counter()
    /// Messages that were put aside because they stopped the process.
    package let quarantined = Counter()
    /// Rows of the outbox that arrived.
    package let delivered = Counter()
    /// Attempts that came to nothing and are made again.
    package let retried = Counter()
    /// Rows of the outbox that were given up, by why.
    package let dead = Deaths()
    package let timers = Counter()
    /// How long after its moment a timer was looked at.
    package let lateness = Histogram.lateness()
    /// How often the clock was set, or nobody was there for a day.
    package let clockJumps = Counter()
    /// How often memory was short, and what only saves time was let go of.
    package let shortages = Counter()

    /// What a turn's time goes to.
    package let stages = Stages()

    package struct Stages: Sendable {
        /// Until the contact's earlier turns are through.
        package let waiting = Histogram.moments()
        /// Reading what the store has, where memory does not.
        package let loading = Histogram.moments()
        /// Making the turn.
        package let stepping = Histogram.moments()
        /// Until what was made is durable.
        package let committing = Histogram.moments()
    }

    package struct Refusals: Sendable {
        /// The ID was used for another message.
        package let reused = Counter()
        /// Too much was under way.
        package let busy = Counter()
        /// The store did not take it, or took others all the time.
        package let store = Counter()
        /// Whatever else.
        package let other = Counter()

        func add(_ error: RuntimeError) {
            switch error {
            case .reused: reused.add()
            case .busy, .overloaded: busy.add()
            case .store, .contended: store.add()
            case .unknownAccount, .badID, .unreadable, .stopping: other.add()
            }
        }
    }

    package struct Deaths: Sendable {
        /// The customer had closed the conversation.
        package let closed = Counter()
        /// Whoever it was for does not take it.
        package let refused = Counter()
        /// It was tried for as long as things are.
        package let exhausted = Counter()
    }
}
