import Glibc

/// CPU time of this process; other load on the machine does not count.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A fixed amount of work, to compare machines and moments by: 200 million rounds of a 64-bit
/// linear congruential generator (multiplier from Knuth's MMIX).
///
/// - Returns: CPU seconds.
func calibration() -> Double {
    let start = cpuSeconds()
    var state: UInt64 = 1
    for _ in 0..<200_000_000 { state = state &* 6_364_136_223_846_793_005 &+ 1 }
    precondition(state != 0, "the loop is not optimised away")
    return cpuSeconds() - start
}

/// The middle of some figures.
func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
