/// What a store measures of its own work, from its start.
package final class StoreMetrics: Sendable {
    /// How much was made durable together: turns, and what else is written.
    package let batches = Histogram.sizes()
    /// How long it took to make it durable.
    package let syncs = Histogram.moments()
    /// How long it took to bring the log into the file, where there is one.
    package let checkpoints = Histogram.moments()

    package init() {}
}
