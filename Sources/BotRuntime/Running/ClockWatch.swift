import Values

/// Notices when a clock is set: its time of day goes another way than the time that has passed.
package struct ClockWatch {
    /// What time services put right without a word, in seconds.
    private static let smallestJump = 30.0

    private var last: (now: Timestamp, uptime: Duration)?

    package init() {}

    /// Looks at the clock.
    ///
    /// - Returns: The moment that it should be, where it is another.
    package mutating func look(at now: Timestamp, _ uptime: Duration) -> Timestamp? {
        defer { last = (now, uptime) }
        guard let last else { return nil }
        let expected = last.now.after((uptime - last.uptime).seconds)
        return abs(expected.seconds(until: now)) > Self.smallestJump ? expected : nil
    }
}

extension Timestamp {
    /// How many seconds it is until another; negative where that is before.
    func seconds(until other: Timestamp) -> Double {
        Double(other.milliseconds - milliseconds) / 1000
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
