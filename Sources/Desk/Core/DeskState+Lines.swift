import Dialogue
import Topics
import Values

extension DeskState {
    /// How a queue stands for a customer who would come now.
    package func state(
        of queue: String,
        on channel: String,
        _ configuration: DeskConfiguration
    ) -> DeskSnapshot.State {
        let settings = configuration.queue(queue)
        if let channels = settings.channels, !channels.contains(channel) { return .closed }
        return waiting(in: queue) >= settings.longest ? .full : .open
    }

    /// Customers in the line of a queue.
    package func waiting(in queue: String) -> Int {
        tickets.count { $0.queue == queue && $0.isConversation && $0.isInLine }
    }

    /// How long somebody at a place of a queue would wait, in whole minutes; nil where nobody
    /// knows.
    func wait(
        for place: Int,
        in queue: String,
        _ configuration: DeskConfiguration
    ) -> TimeSpan? {
        let present = agents.keys.count { name in
            configuration.agents[name].map { $0.queues?.contains(queue) ?? true } ?? false
        }
        guard present > 0, let seconds = handling[queue], seconds > 0 else { return nil }
        let rounds = (place + present - 1) / present
        return TimeSpan(seconds: Int64((rounds * seconds + 59) / 60 * 60))
    }

    /// What conversations see of the desk.
    package func snapshot(
        queues: [String],
        on channel: String,
        _ configuration: DeskConfiguration
    ) -> DeskSnapshot {
        var snapshot = DeskSnapshot()
        for queue in queues {
            let id = QueueID(queue)
            let place = waiting(in: queue) + 1
            snapshot.states[id] = state(of: queue, on: channel, configuration)
            snapshot.lines[id] = DeskSnapshot.Line(
                place: place,
                wait: place > 1 ? wait(for: place, in: queue, configuration) : nil
            )
        }
        return snapshot
    }
}
