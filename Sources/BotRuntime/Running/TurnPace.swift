/// Whether turns take long because there are too many: even the quickest of a while was slow.
///
/// One that is slow for itself says nothing, nor does a moment in which all are. Source of the idea:
/// RFC 8289 (CoDel), which goes by the least delay of an interval.
struct TurnPace {
    /// Slower is slow: with what comes before and after, whoever is taken waits at most about twice
    /// as long under any load.
    static let target = Duration.milliseconds(100)
    static let interval = Duration.milliseconds(100)
    /// So long after the last interval nothing is known any more.
    static let memory = Duration.seconds(1)

    /// The quickest turn of this interval, and the interval's end.
    private var least = Duration.seconds(3600)
    private var end = Duration.zero
    private var wasSlow = false

    /// A turn is through.
    mutating func note(_ span: Duration, at now: Duration) {
        least = min(least, span)
        guard now >= end else { return }
        wasSlow = least > Self.target
        least = .seconds(3600)
        end = now + Self.interval
    }

    func isSlow(at now: Duration) -> Bool { wasSlow && now < end + Self.memory }
}
