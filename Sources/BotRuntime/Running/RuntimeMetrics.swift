import Synchronization

/// What a runtime counts of its work, from its start.
package final class RuntimeMetrics: Sendable {
    /// Something that is counted.
    package final class Counter: Sendable {
        private let value = Atomic<Int64>(0)

        package var count: Int64 { value.load(ordering: .relaxed) }

        func add(_ number: Int64 = 1) { value.add(number, ordering: .relaxed) }
    }

    /// Turns that were written.
    package let turns = Counter()
    package let duplicates = Counter()
    /// Turns that were made anew because another came between.
    package let conflicts = Counter()
    /// Messages that were put aside because they stopped the process.
    package let quarantined = Counter()
    /// Rows of the outbox that arrived.
    package let delivered = Counter()
    /// Attempts that came to nothing and are made again.
    package let retried = Counter()
    /// Rows of the outbox that were given up.
    package let dead = Counter()
    package let timers = Counter()
    /// How often the clock was set, or nobody was there for a day.
    package let clockJumps = Counter()
    /// How often memory was short, and what only saves time was let go of.
    package let shortages = Counter()
}
