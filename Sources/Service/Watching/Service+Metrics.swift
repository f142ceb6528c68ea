import BotRuntime
import Values

extension Service {
    /// What is counted and measured, in the text format of Prometheus.
    ///
    /// What lines are told apart by is what the service was set up with, and its operations: never
    /// anything of a conversation.
    func metricsText() async -> String {
        var text = PrometheusText()
        text.histograms(
            "http_server_request_duration_seconds",
            "From the end of a request's head to its answer.",
            requests.all
        )
        turns(&text)
        timers(&text)
        outbox(&text, await runtime.gateways())
        store(&text, await storeFigures.reading)
        bots(&text)
        process(&text)
        return text.text
    }

    private func turns(_ text: inout PrometheusText) {
        let metrics = runtime.metrics
        let results = [
            ("written", metrics.turns), ("nothing", metrics.idle),
            ("duplicate", metrics.duplicates), ("reused", metrics.refused.reused),
            ("busy", metrics.refused.busy), ("store", metrics.refused.store),
            ("refused", metrics.refused.other),
        ]
        text.counters(
            "va_turns_total",
            "Events by what came of them: a turn that is written, nothing to write, one that was "
                + "processed before, an ID that was used for another, too much under way, a store "
                + "that did not take it, anything else.",
            results.map { ([("result", $0.0)], $0.1) }
        )
        let stages = [
            ("queue", metrics.stages.waiting), ("load", metrics.stages.loading),
            ("step", metrics.stages.stepping), ("commit", metrics.stages.committing),
        ]
        text.histograms(
            "va_turn_seconds",
            "What a turn's time goes to: earlier turns of the contact, reading where memory does not "
                + "have it, making the turn, making it durable.",
            stages.map { ([("stage", $0.0)], $0.1) }
        )
        text.counter(
            "va_duplicates_total",
            "Messages that had been processed before.",
            metrics.duplicates
        )
        text.counter(
            "va_conflicts_total",
            "Turns made anew because another came between.",
            metrics.conflicts
        )
        text.counter(
            "va_quarantined_total",
            "Messages put aside because they stopped the process.",
            metrics.quarantined
        )
        text.counter(
            "va_memory_shortages_total",
            "How often memory was short: what only saves time was let go of.",
            metrics.shortages
        )
    }

    private func timers(_ text: inout PrometheusText) {
        let metrics = runtime.metrics
        text.counter("va_timers_total", "Contacts looked at for a timer.", metrics.timers)
        text.histogram(
            "va_timers_late_seconds",
            "How long after its moment a contact was looked at for a timer.",
            metrics.lateness
        )
        text.counter(
            "va_clock_jumps_total",
            "How often the clock was set, or nothing ran for a day: timers are held back then.",
            metrics.clockJumps
        )
    }

    private func outbox(
        _ text: inout PrometheusText,
        _ gateways: [Runtime.GatewayStanding]
    ) {
        let metrics = runtime.metrics
        text.counter(
            "va_outbox_delivered_total",
            "Rows of the outbox that arrived.",
            metrics.delivered
        )
        text.counter(
            "va_outbox_retried_total",
            "Attempts that are made again.",
            metrics.retried
        )
        let deaths = [
            ("closed", metrics.dead.closed), ("refused", metrics.dead.refused),
            ("exhausted", metrics.dead.exhausted),
        ]
        text.counters(
            "va_dead_letters_total",
            "Rows of the outbox that were given up: the customer had closed the conversation, whoever "
                + "it was for does not take it, it was tried for as long as things are.",
            deaths.map { ([("why", $0.0)], $0.1) }
        )
        text.gauges(
            "va_gateway_paused",
            "Whether somebody has paused what is posted to a gateway.",
            gateways.map { ([("gateway", $0.account.description)], $0.isHeld ? 1 : 0) }
        )
    }

    private func store(_ text: inout PrometheusText, _ reading: StoreFigures.Reading?) {
        let metrics = runtime.storeMetrics
        text.histogram(
            "va_commit_batch_size",
            "How much was made durable together.",
            metrics.batches
        )
        text.histogram(
            "va_fsync_seconds",
            "How long a commit took, which the disk or the database makes durable.",
            metrics.syncs
        )
        text.histogram(
            "va_checkpoint_seconds",
            "How long it took to bring SQLite's log into its file.",
            metrics.checkpoints
        )
        text.gauge(
            "va_sessions_active",
            "Conversations that are open, at whichever process.",
            reading.map { Double($0.openConversations) }
        )
        let backlogs = (reading?.backlogs ?? [:])
            .sorted { one, other in
                (one.key.lane.rawValue, one.key.destination)
                    < (other.key.lane.rawValue, other.key.destination)
            }
            .map { destination, backlog -> (PrometheusText.Labels, Runtime.Backlog) in
                let labels = [
                    ("gateway", destination.destination), ("lane", destination.lane.rawValue),
                ]
                return (labels, backlog)
            }
        text.gauges(
            "va_outbox_depth",
            "Rows of the outbox that wait, by whom they are for.",
            backlogs.map { ($0.0, Double($0.1.rows)) }
        )
        text.gauges(
            "va_outbox_oldest_seconds",
            "How long ago the oldest of them was written.",
            backlogs.map { ($0.0, $0.1.seconds) }
        )
    }

    private func bots(_ text: inout PrometheusText) {
        let bots = runtime.botsInService.sorted { one, other in
            (one.account.description, one.isTrial ? 1 : 0)
                < (other.account.description, other.isTrial ? 1 : 0)
        }
        text.gauges(
            "va_bundle_info",
            "The bots in service, by their IDs and accounts; a trial is for a part of the new "
                + "conversations.",
            bots.map { bot in
                let labels = [
                    ("hash", bot.bot), ("account", bot.account.description),
                    ("trial", bot.isTrial ? "true" : "false"),
                ]
                return (labels, 1)
            }
        )
    }

    private func process(_ text: inout PrometheusText) {
        let figures = ProcessFigures()
        if let seconds = figures.cpuSeconds {
            text.counter("process_cpu_seconds_total", "Processor time, in seconds.", seconds)
        }
        text.gauge(
            "process_resident_memory_bytes",
            "Memory of the machine that it has.",
            figures.residentBytes
        )
        text.gauge(
            "process_virtual_memory_bytes",
            "Addresses that it has asked for.",
            figures.virtualBytes
        )
        text.gauge("process_open_fds", "Files and sockets that are open.", figures.openFiles)
        text.gauge("process_max_fds", "How many may be.", figures.mostFiles)
        text.gauge(
            "process_start_time_seconds",
            "When it was begun, in seconds since 1970.",
            figures.startSeconds
        )
    }
}
