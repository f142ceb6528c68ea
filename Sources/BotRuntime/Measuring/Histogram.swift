import Synchronization

/// How often something was how large, in buckets that stay the same.
///
/// It is noted with every turn and request: two additions, without a lock or memory. Whoever reads it
/// meanwhile may have a value in the buckets that is not in the sum yet.
///
/// Unchecked: the buckets are atomic, and their place stays the same; the compiler does not see into
/// the pointer.
package final class Histogram: @unchecked Sendable {
    /// What values are counted in.
    package enum Unit: Sendable {
        /// Values are nanoseconds and shown as seconds.
        case seconds
        /// Values are shown as they are.
        case pieces

        fileprivate var perShown: Double {
            switch self {
            case .seconds: 1e9
            case .pieces: 1
            }
        }
    }

    /// Upper bounds of the buckets as they are shown, ascending; above the last there is one more.
    package let bounds: [Double]
    private let unit: Unit
    private let limits: [Int64]
    private let counts: UnsafeMutablePointer<Atomic<Int64>>
    private let total = Atomic<Int64>(0)

    package init(_ unit: Unit, _ bounds: [Double]) {
        self.bounds = bounds
        self.unit = unit
        limits = bounds.map { Int64(($0 * unit.perShown).rounded()) }
        counts = .allocate(capacity: bounds.count + 1)
        for place in 0...bounds.count { (counts + place).initialize(to: Atomic(0)) }
    }

    deinit {
        counts.deinitialize(count: bounds.count + 1)
        counts.deallocate()
    }

    /// - Parameter value: In nanoseconds, or pieces; what is below nothing counts as nothing.
    package func note(_ value: Int64) {
        let value = max(0, value)
        var place = 0
        while place < limits.count, value > limits[place] { place += 1 }
        counts[place].add(1, ordering: .relaxed)
        total.add(value, ordering: .relaxed)
    }

    package func note(_ span: Duration) { note(span.nanoseconds) }

    /// Notes how long something took that has come to its end.
    ///
    /// - Returns: That moment: what comes after it begins then.
    @discardableResult
    package func note(since start: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let now = ContinuousClock.now
        note(start.duration(to: now))
        return now
    }

    /// What was noted so far.
    package struct Reading: Hashable, Sendable {
        /// How many values there are up to each bound, and in all.
        package var cumulative: [Int64]
        /// What they add up to, as it is shown.
        package var sum: Double

        package var count: Int64 { cumulative.last ?? 0 }
    }

    package var reading: Reading {
        var so: Int64 = 0
        let cumulative = (0...bounds.count).map { place in
            so += counts[place].load(ordering: .relaxed)
            return so
        }
        let sum = Double(total.load(ordering: .relaxed)) / unit.perShown
        return Reading(cumulative: cumulative, sum: sum)
    }
}

extension Histogram {
    /// For requests, with the bounds that OpenTelemetry gives.
    package static func requests() -> Histogram {
        Histogram(
            .seconds,
            [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
        )
    }

    /// For what is over in a moment.
    package static func moments() -> Histogram {
        Histogram(
            .seconds,
            [
                0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1,
                0.25, 0.5, 1, 5,
            ]
        )
    }

    /// For what comes later than it should.
    package static func lateness() -> Histogram {
        Histogram(.seconds, [0.1, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600, 86_400])
    }

    /// For how many go together.
    package static func sizes() -> Histogram {
        Histogram(.pieces, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    }
}

extension Duration {
    /// Longer than that counts as that: what it adds up to must not overflow.
    private static let longest = Duration.seconds(1_000_000)

    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = min(self, Self.longest).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
