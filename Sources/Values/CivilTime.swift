/// A time of day, with no date and no zone: `17:30:00`.
public struct CivilTime: Hashable, Comparable, Sendable {
    /// 0 up to 86,399.
    public let secondsSinceMidnight: Int

    public init?(hour: Int, minute: Int = 0, second: Int = 0) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        secondsSinceMidnight = hour * 3600 + minute * 60 + second
    }

    /// Reads `hh:mm` or `hh:mm:ss`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = parts.count == 3 ? Int(parts[2]) : 0
        else { return nil }
        self.init(hour: hour, minute: minute, second: second)
    }

    /// The time of day that many seconds after midnight, counted around the clock.
    public init(secondsSinceMidnight seconds: Int) {
        secondsSinceMidnight = (seconds % 86_400 + 86_400) % 86_400
    }

    public var hour: Int { secondsSinceMidnight / 3600 }
    public var minute: Int { secondsSinceMidnight / 60 % 60 }
    public var second: Int { secondsSinceMidnight % 60 }

    public static func < (one: CivilTime, other: CivilTime) -> Bool {
        one.secondsSinceMidnight < other.secondsSinceMidnight
    }
}

extension CivilTime: CustomStringConvertible {
    /// The ISO 8601 spelling, `17:30:00`.
    public var description: String {
        padded(hour, to: 2) + ":" + padded(minute, to: 2) + ":" + padded(second, to: 2)
    }
}

/// A date and a time of day, in nobody's zone unless an offset was said: `2016-11-06T17:30:00`.
public struct CivilDateTime: Hashable, Comparable, Sendable {
    public let date: CivilDate
    public let time: CivilTime
    /// Seconds east of Greenwich, if the speaker gave them.
    public let offset: Int?

    public init(date: CivilDate, time: CivilTime, offset: Int? = nil) {
        self.date = date
        self.time = time
        self.offset = offset
    }

    /// Reads `yyyy-mm-ddThh:mm[:ss]`, with `Z` or `±hh:mm` behind it or nothing.
    public init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let date = CivilDate(halves[0]) else { return nil }
        var clock = Substring(halves[1])
        var offset: Int?
        if clock.hasSuffix("Z") {
            clock = clock.dropLast()
            offset = 0
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let size = CivilTime(clock[clock.index(after: sign)...]) else { return nil }
            offset = (clock[sign] == "-" ? -1 : 1) * size.secondsSinceMidnight
            clock = clock[..<sign]
        }
        guard let time = CivilTime(clock) else { return nil }
        self.init(date: date, time: time, offset: offset)
    }

    /// Seconds since 1 January 1970 at midnight of the same clock; the offset is not counted.
    public var clockSeconds: Int { date.daysSinceEpoch * 86_400 + time.secondsSinceMidnight }

    public static func < (one: CivilDateTime, other: CivilDateTime) -> Bool {
        one.clockSeconds - (one.offset ?? 0) < other.clockSeconds - (other.offset ?? 0)
    }
}

extension CivilDateTime: CustomStringConvertible {
    public var description: String {
        guard let offset else { return "\(date)T\(time)" }
        if offset == 0 { return "\(date)T\(time)Z" }
        let size = CivilTime(secondsSinceMidnight: abs(offset)).description.prefix(5)
        return "\(date)T\(time)\(offset < 0 ? "-" : "+")\(size)"
    }
}
