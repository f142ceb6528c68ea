import Values

/// How long a claimed row is left to whoever claimed it, where they say nothing more of it.
package struct LeasePeriods: Hashable, Sendable {
    /// Longer than a post takes.
    package var posts = Duration.seconds(15)
    /// Of a call, whose process says every second that it is still at it: a customer waits.
    package var calls = Duration.seconds(4)

    package init() {}

    package func period(of lane: OutboxRow.Lane) -> Duration {
        switch lane {
        case .actions: calls
        case .channel, .desk, .events: posts
        }
    }
}

/// Finds claims whose process has gone.
///
/// A claim is over when this process has seen it unchanged for its whole period, by the time that
/// has passed here. What clocks on walls say does not matter: machines may be apart, and a clock may
/// be set.
struct LeaseWatch {
    let periods: LeasePeriods
    /// Since when each claim is known here.
    private var seen: [OutboxClaim: Duration] = [:]
    private var lastLook = Duration.zero

    /// Where nobody looked for so long, or the store was away, those who hold claims could not say
    /// so either, or were not heard: everything is as if it were new.
    private static let longestGap = Duration.seconds(3)

    init(_ periods: LeasePeriods) { self.periods = periods }

    /// - Parameters:
    ///   - claims: All that there are.
    ///   - uptime: How long the clock has run.
    /// - Returns: Those that are over.
    mutating func lapsed(_ claims: [OutboxClaim], at uptime: Duration) -> [OutboxClaim] {
        if uptime - lastLook > Self.longestGap { seen = [:] }
        lastLook = uptime
        seen = Dictionary(uniqueKeysWithValues: claims.map { ($0, seen[$0] ?? uptime) })
        return claims.filter { claim in
            guard let since = seen[claim] else { return false }
            return uptime - since >= periods.period(of: claim.lane)
        }
    }
}
