import Foundation
import Values

/// What time it is, and how to wait: the system's, or a test's.
package protocol RuntimeClock: Sendable {
    /// Wall time, for what is kept.
    var now: Timestamp { get }
    /// For what this process waits and watches: how long the clock has run, however often its hands
    /// are set.
    var uptime: Duration { get }
    func sleep(_ span: Duration) async throws
}

/// The system's clock.
package struct SystemClock: RuntimeClock {
    package init() {}

    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package var uptime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    package func sleep(_ span: Duration) async throws { try await Task.sleep(for: span) }
}
