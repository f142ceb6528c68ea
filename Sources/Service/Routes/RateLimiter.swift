import Synchronization

/// Lets each key come so often, and a little more in a burst.
///
/// A bucket for each key: it fills with time, and each request takes one out.
final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private struct Buckets {
        var perSecond: Double
        var burst: Double
        var byKey: [Key: Bucket] = [:]
        /// So many are looked through for full ones, which are as good as none.
        var most = 1000

        func tokens(of key: Key, at now: ContinuousClock.Instant) -> Double {
            byKey[key].map { tokens(in: $0, at: now) } ?? burst
        }

        func tokens(in bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
            let passed = bucket.filled.duration(to: now).components
            let seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
            return min(burst, bucket.tokens + max(0, seconds) * perSecond)
        }
    }

    private let buckets: Mutex<Buckets>

    init(perSecond: Double, burst: Double) {
        buckets = Mutex(Buckets(perSecond: perSecond, burst: burst))
    }

    convenience init(perSecond: Int) {
        self.init(perSecond: Double(perSecond), burst: Double(perSecond))
    }

    /// So often from now on; what each key has used up stays so.
    func set(perSecond: Int) {
        buckets.withLock {
            ($0.perSecond, $0.burst) = (Double(perSecond), Double(perSecond))
        }
    }

    /// Keys whose last requests are remembered.
    var count: Int { buckets.withLock(\.byKey.count) }

    /// - Returns: After how many seconds to ask again; nil: now.
    func pause(for key: Key, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            var bucket = Bucket(tokens: buckets.tokens(of: key, at: now), filled: now)
            if buckets.byKey[key] == nil, buckets.byKey.count >= buckets.most {
                buckets.byKey = buckets.byKey.filter {
                    buckets.tokens(in: $0.value, at: now) < buckets.burst
                }
                buckets.most = max(1000, buckets.byKey.count * 2)
            }
            defer { buckets.byKey[key] = bucket }
            guard bucket.tokens >= 1 else {
                return max(1, Int(((1 - bucket.tokens) / buckets.perSecond).rounded(.up)))
            }
            bucket.tokens -= 1
            return nil
        }
    }
}
