extension Conversation {
    /// Whether its counts are ones that a conversation can reach: what is damaged is told when it is
    /// loaded, and not by an overflow in the middle of a turn.
    var isPlausible: Bool {
        let counts =
            [
                ordinal, epoch, misses, insults, counters.questions, counters.replies,
                counters.runs, counters.handoffs, counters.secrets, desk.reminders,
                desk.place ?? 0, signIn?.failures ?? 0, abs(waiting.failures),
            ] + (frames + kept).flatMap(\.counts)
        return counts.allSatisfy { (0...Self.mostCounted).contains($0) }
    }

    private static let mostCounted = 1 << 31
}

extension Frame {
    fileprivate var counts: [Int] {
        [run] + (secrets ?? [:]).values.map(\.mark)
            + memo.values.flatMap { memo -> [Int] in
                switch memo {
                case .calling(let record), .called(let record, _, _): [record.execution]
                case .lapsed(let execution): [execution]
                case .paused(let part): part.counts
                case .said, .formDone, .asking, .confirmed, .declined, .running, .ran, .searched,
                    .handedOver, .asked, .awaiting, .paid, .happened:
                    []
                }
            }
    }
}
