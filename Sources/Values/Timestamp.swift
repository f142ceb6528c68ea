/// A moment: whole seconds since 1 January 1970 UTC and nanoseconds within the second.
public struct Timestamp: Hashable, Comparable, Sendable {
    public let seconds: Int64
    /// 0 up to 999,999,999, counted forward also before 1970.
    public let nanoseconds: Int32

    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        precondition((0..<1_000_000_000).contains(nanoseconds), "nanoseconds within a second")
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    public init(milliseconds: Int64) {
        let second = milliseconds.floored(by: 1000)
        self.init(
            seconds: second,
            nanoseconds: Int32(milliseconds - second * 1000) * 1_000_000
        )
    }

    public var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds) / 1_000_000 }

    /// Reads RFC 3339: `2009-02-13T23:31:30.5Z`, with at most nine digits of a second.
    public init?(_ text: some StringProtocol) {
        guard let t = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
            return nil
        }
        var clock = text[text.index(after: t)...]
        var offset = 0
        if let last = clock.last, last == "Z" || last == "z" {
            clock = clock.dropLast()
        } else {
            guard let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }),
                let size = CivilTime(clock[clock.index(after: sign)...])
            else { return nil }
            offset = (clock[sign] == "-" ? -1 : 1) * size.secondsSinceMidnight
            clock = clock[..<sign]
        }
        var nanoseconds: Int32 = 0
        if let point = clock.firstIndex(of: ".") {
            let digits = clock[clock.index(after: point)...]
            guard (1...9).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }),
                let fraction = Int32(digits + String(repeating: "0", count: 9 - digits.count))
            else { return nil }
            nanoseconds = fraction
            clock = clock[..<point]
        }
        guard let date = CivilDate(text[..<t]), clock.count == 8, let time = CivilTime(clock) else {
            return nil
        }
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.secondsSinceMidnight)
        self.init(seconds: local - Int64(offset), nanoseconds: nanoseconds)
    }

    public func adding(_ span: TimeSpan) -> Timestamp {
        let nanos = Int64(nanoseconds) + Int64(span.nanoseconds)
        let carry = nanos.floored(by: 1_000_000_000)
        return Timestamp(
            seconds: seconds &+ span.seconds &+ carry,
            nanoseconds: Int32(nanos - carry * 1_000_000_000)
        )
    }

    /// The date and time on a clock that many seconds east of Greenwich.
    public func civil(offset: Int) -> CivilDateTime {
        let local = seconds + Int64(offset)
        let day = local.floored(by: 86_400)
        return CivilDateTime(
            date: CivilDate(daysSinceEpoch: Int(day)),
            time: CivilTime(secondsSinceMidnight: Int(local - day * 86_400))
        )
    }

    public static func < (one: Timestamp, other: Timestamp) -> Bool {
        (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with no fraction when it is zero and no trailing zeros in it.
    public var description: String {
        let civil = civil(offset: 0)
        return "\(civil.date)T\(civil.time)\(fractionText(nanoseconds))Z"
    }
}

/// A length of time: whole seconds and nanoseconds, both of the same sign.
public struct TimeSpan: Hashable, Comparable, Sendable {
    public let seconds: Int64
    public let nanoseconds: Int32

    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    public init(milliseconds: Int64) {
        self.init(
            seconds: milliseconds / 1000,
            nanoseconds: Int32(milliseconds % 1000) * 1_000_000
        )
    }

    public var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds) / 1_000_000 }

    /// Whatever a length of time is added to stays within what can be counted in milliseconds.
    private static let longest: Int64 = 1_000_000_000 * 86_400

    /// Reads a designer's length of time: `8s`, `10m`, `24h`, `2d`, `1h30m`.
    public init?(_ text: some StringProtocol) {
        var total: Int64 = 0
        var digits = ""
        var units = 0
        for character in text {
            if ("0"..."9").contains(character) {
                digits.append(character)
                continue
            }
            let unit: Int64
            switch character {
            case "s": unit = 1
            case "m": unit = 60
            case "h": unit = 3600
            case "d": unit = 86_400
            default: return nil
            }
            guard let number = Int64(digits), number <= 1_000_000_000 else { return nil }
            total += number * unit
            guard total <= Self.longest else { return nil }
            digits = ""
            units += 1
        }
        guard units > 0, digits.isEmpty else { return nil }
        self.init(seconds: total)
    }

    /// Reads hours, minutes and seconds of ISO 8601, `PT2H30M`.
    public init?(iso8601 text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let body = isNegative ? text.dropFirst() : text[...]
        // The designer's spelling has the same units in small letters.
        guard body.hasPrefix("PT"), body == body.uppercased(),
            let span = TimeSpan(body.dropFirst(2).lowercased()), !body.contains("D")
        else { return nil }
        self.init(seconds: isNegative ? -span.seconds : span.seconds)
    }

    /// ISO 8601, `PT2H30M`.
    public var iso8601: String {
        var text = seconds < 0 || nanoseconds < 0 ? "-PT" : "PT"
        let size = seconds.magnitude
        let (hours, minutes, rest) = (size / 3600, size / 60 % 60, size % 60)
        if hours > 0 { text += "\(hours)H" }
        if minutes > 0 { text += "\(minutes)M" }
        let fraction = fractionText(abs(nanoseconds))
        if rest > 0 || !fraction.isEmpty || size == 0 { text += "\(rest)\(fraction)S" }
        return text
    }

    public static func < (one: TimeSpan, other: TimeSpan) -> Bool {
        (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
    }
}

extension TimeSpan: CustomStringConvertible {
    /// Seconds with at most nine decimals: `3.5s`, `-90s`.
    public var description: String {
        let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(fractionText(abs(nanoseconds)))s"
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity.
    func floored(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// `.5` for half a second, nothing for none.
private func fractionText(_ nanoseconds: Int32) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = padded(Int(nanoseconds), to: 9)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
}
