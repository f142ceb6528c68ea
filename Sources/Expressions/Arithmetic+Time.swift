import Values

extension Value {
    /// Sums and differences of moments, dates and durations.
    func combinedInTime(
        _ sign: Arithmetic,
        _ other: Value,
        at offset: Int
    ) throws(EvaluationError) -> Value {
        switch (self, other, sign) {
        case (.timestamp(let moment), .duration(let span), .plus),
            (.duration(let span), .timestamp(let moment), .plus):
            return .timestamp(try moment.moved(by: span, at: offset))
        case (.timestamp(let moment), .duration(let span), .minus):
            return .timestamp(try moment.moved(by: try span.times(-1, at: offset), at: offset))
        case (.timestamp(let one), .timestamp(let two), .minus):
            return .duration(try one.since(two, at: offset))
        case (.duration(let one), .duration(let two), .plus):
            return .duration(try one.plus(two, at: offset))
        case (.duration(let one), .duration(let two), .minus):
            return .duration(try one.plus(try two.times(-1, at: offset), at: offset))
        case (.duration(let span), .int(let factor), .times),
            (.int(let factor), .duration(let span), .times):
            return .duration(try span.times(factor, at: offset))
        case (.date(let date), .duration(let span), .plus),
            (.duration(let span), .date(let date), .plus):
            return .date(try date.moved(by: span.seconds, at: offset))
        case (.date(let date), .duration(let span), .minus):
            return .date(try date.moved(by: 0 &- span.seconds, at: offset))
        case (.date(let one), .date(let two), .minus):
            return .duration(
                TimeSpan(seconds: Int64(one.daysSinceEpoch - two.daysSinceEpoch) * 86_400)
            )
        case (.datetime(let moment), .duration(let span), .plus),
            (.duration(let span), .datetime(let moment), .plus):
            return .datetime(try moment.moved(by: span.seconds, at: offset))
        case (.datetime(let moment), .duration(let span), .minus):
            return .datetime(try moment.moved(by: 0 &- span.seconds, at: offset))
        case (.datetime(let one), .datetime(let two), .minus):
            let apart = one.clockSeconds - (one.offset ?? 0) - two.clockSeconds + (two.offset ?? 0)
            return .duration(TimeSpan(seconds: Int64(apart)))
        case (.time(let time), .duration(let span), .plus),
            (.duration(let span), .time(let time), .plus):
            return .time(time.moved(by: span.seconds))
        case (.time(let time), .duration(let span), .minus):
            return .time(time.moved(by: 0 &- (span.seconds % 86_400)))
        case (.time(let one), .time(let two), .minus):
            let apart = one.secondsSinceMidnight - two.secondsSinceMidnight
            return .duration(TimeSpan(seconds: Int64(apart)))
        default: throw refused(sign.rawValue, other, offset)
        }
    }
}

extension Timestamp {
    /// 1 January of the year 1 up to 31 December 9999, in seconds.
    static let bounds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    func moved(by span: TimeSpan, at offset: Int) throws(EvaluationError) -> Timestamp {
        let result = adding(span)
        guard Self.bounds.contains(seconds), span.total != nil,
            Self.bounds.contains(result.seconds)
        else { throw EvaluationError(.outOfRange("the timestamp"), at: offset) }
        return result
    }

    func since(_ other: Timestamp, at offset: Int) throws(EvaluationError) -> TimeSpan {
        let (apart, overflows) = seconds.subtractingReportingOverflow(other.seconds)
        let (whole, tooLong) = apart.multipliedReportingOverflow(by: 1_000_000_000)
        let (total, tooLongAgain) =
            whole.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
        guard !overflows, !tooLong, !tooLongAgain else {
            throw EvaluationError(.outOfRange("the duration"), at: offset)
        }
        return TimeSpan(total: total)
    }
}

extension TimeSpan {
    /// All of it in nanoseconds; nil beyond 292 years, which is the longest duration.
    var total: Int64? {
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (total, overflowsAgain) = whole.addingReportingOverflow(Int64(nanoseconds))
        return overflows || overflowsAgain ? nil : total
    }

    init(total: Int64) {
        self.init(
            seconds: total / 1_000_000_000,
            nanoseconds: Int32(total % 1_000_000_000)
        )
    }

    func plus(_ other: TimeSpan, at offset: Int) throws(EvaluationError) -> TimeSpan {
        guard let one = total, let two = other.total,
            case let (sum, overflows) = one.addingReportingOverflow(two), !overflows
        else { throw EvaluationError(.outOfRange("the duration"), at: offset) }
        return TimeSpan(total: sum)
    }

    func times(_ factor: Int64, at offset: Int) throws(EvaluationError) -> TimeSpan {
        guard let total,
            case let (product, overflows) = total.multipliedReportingOverflow(by: factor),
            !overflows
        else { throw EvaluationError(.outOfRange("the duration"), at: offset) }
        return TimeSpan(total: product)
    }
}

extension CivilDate {
    /// Whole days only: half a day more is the same date.
    func moved(by seconds: Int64, at offset: Int) throws(EvaluationError) -> CivilDate {
        try adding(Int(seconds / 86_400), at: offset)
    }

    /// - Throws: Where the date leaves the years 1 to 9999.
    func adding(_ days: Int, at offset: Int) throws(EvaluationError) -> CivilDate {
        let (day, overflows) = daysSinceEpoch.addingReportingOverflow(days)
        let result = CivilDate(daysSinceEpoch: day)
        guard !overflows, result.daysSinceEpoch == day else {
            throw EvaluationError(.outOfRange("the date"), at: offset)
        }
        return result
    }
}

extension CivilDateTime {
    func moved(by seconds: Int64, at errorOffset: Int) throws(EvaluationError) -> CivilDateTime {
        let days = Int(seconds / 86_400)
        var clock = time.secondsSinceMidnight + Int(seconds % 86_400)
        var carry = 0
        if clock < 0 { (clock, carry) = (clock + 86_400, -1) }
        if clock >= 86_400 { (clock, carry) = (clock - 86_400, 1) }
        return CivilDateTime(
            date: try date.adding(days &+ carry, at: errorOffset),
            time: CivilTime(secondsSinceMidnight: clock),
            offset: offset
        )
    }
}

extension CivilTime {
    /// Around the clock.
    func moved(by seconds: Int64) -> CivilTime {
        CivilTime(secondsSinceMidnight: secondsSinceMidnight + Int(seconds % 86_400))
    }
}
