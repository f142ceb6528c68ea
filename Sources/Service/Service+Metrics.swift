import BotRuntime
import Values

extension Service {
    /// What is counted, in the text format of Prometheus, version 0.0.4.
    func metricsText() async -> String {
        let metrics = runtime.metrics
        var text = PrometheusText()
        text.counter("va_turns_total", "Turns that were written.", metrics.turns.count)
        text.counter(
            "va_duplicates_total",
            "Messages that had been processed before.",
            metrics.duplicates.count
        )
        text.counter(
            "va_conflicts_total",
            "Turns made anew because another came between.",
            metrics.conflicts.count
        )
        text.counter(
            "va_quarantined_total",
            "Messages put aside because they stopped the process.",
            metrics.quarantined.count
        )
        text.counter("va_timers_total", "Contacts looked at for a timer.", metrics.timers.count)
        text.counter(
            "va_clock_jumps_total",
            "How often the clock was set, or nothing ran for a day: timers are held back then.",
            metrics.clockJumps.count
        )
        text.counter(
            "va_memory_shortages_total",
            "How often memory was short: what only saves time was let go of.",
            metrics.shortages.count
        )
        text.counter(
            "va_outbox_delivered_total",
            "Rows of the outbox that arrived.",
            metrics.delivered.count
        )
        text.counter(
            "va_outbox_retried_total",
            "Attempts that are made again.",
            metrics.retried.count
        )
        text.counter(
            "va_dead_letters_total",
            "Rows of the outbox that were given up.",
            metrics.dead.count
        )
        let depths = (try? await runtime.outboxDepth()) ?? [:]
        text.gauge(
            "va_outbox_depth",
            "Rows of the outbox that wait.",
            depths.map { ("lane", $0.key, Double($0.value.rows)) }
        )
        text.gauge(
            "va_outbox_oldest_seconds",
            "How long the oldest of them has waited.",
            depths.map { ("lane", $0.key, $0.value.seconds) }
        )
        return text.text
    }
}

/// Builds the text format of Prometheus.
struct PrometheusText {
    private(set) var text = ""

    mutating func counter(_ name: String, _ help: String, _ value: Int64) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) counter\n\(name) \(value)\n"
    }

    mutating func gauge(
        _ name: String,
        _ help: String,
        _ values: [(label: String, of: String, value: Double)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        for value in values.sorted(by: { $0.of < $1.of }) {
            text += "\(name){\(value.label)=\"\(value.of)\"} \(value.value)\n"
        }
    }
}
