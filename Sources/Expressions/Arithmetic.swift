import Foundation
import Values

extension Value {
    func negated(at offset: Int) throws(EvaluationError) -> Value {
        switch self {
        case .int(let number):
            guard number != .min else { throw EvaluationError(.overflow, at: offset) }
            return .int(-number)
        case .double(let number): return .double(-number)
        case .decimal(let number): return .decimal(-number)
        case .money(let money):
            return .money(Money(amount: -money.amount, currency: money.currency))
        case .duration(let span):
            return .duration(TimeSpan(seconds: 0 &- span.seconds, nanoseconds: -span.nanoseconds))
        default: throw refused("-", offset)
        }
    }

    func combined(
        _ sign: Arithmetic,
        _ other: Value,
        at offset: Int
    ) throws(EvaluationError) -> Value {
        switch (self, other) {
        case (.int(let one), .int(let two)): return .int(try one.combined(sign, two, at: offset))
        case (.double(let one), .double(let two)):
            switch sign {
            case .plus: return .double(one + two)
            case .minus: return .double(one - two)
            case .times: return .double(one * two)
            case .divided: return .double(one / two)
            case .modulo: throw refused("%", other, offset)
            }
        case (.decimal(let one), _):
            if case .money(let money) = other, sign == .times {
                return .money(try money.scaled(.times, one, at: offset))
            }
            guard let two = other.asDecimal else { throw refused(sign.rawValue, other, offset) }
            return .decimal(try one.combined(sign, two, at: offset))
        case (_, .decimal(let two)):
            if case .money(let money) = self, sign == .times || sign == .divided {
                return .money(try money.scaled(sign, two, at: offset))
            }
            guard let one = asDecimal else { throw refused(sign.rawValue, other, offset) }
            return .decimal(try one.combined(sign, two, at: offset))
        case (.money(let one), .money(let two)):
            return try one.combined(sign, two, at: offset)
        case (.money(let money), .int), (.money(let money), .double):
            guard sign == .times || sign == .divided, let factor = other.asDecimal else {
                throw refused(sign.rawValue, other, offset)
            }
            return .money(try money.scaled(sign, factor, at: offset))
        case (.int, .money(let money)), (.double, .money(let money)):
            guard sign == .times, let factor = asDecimal else {
                throw refused(sign.rawValue, other, offset)
            }
            return .money(try money.scaled(sign, factor, at: offset))
        case (.list(let one), .list(let two)) where sign == .plus:
            guard one.count + two.count <= Limits.iterations else {
                throw EvaluationError(.tooLarge, at: offset)
            }
            return .list(one + two)
        default:
            if sign == .plus, let one = plainText, let two = other.plainText {
                guard one.utf8.count + two.utf8.count <= Limits.textBytes else {
                    throw EvaluationError(.tooLarge, at: offset)
                }
                return .string(one + two)
            }
            return try combinedInTime(sign, other, at: offset)
        }
    }

    private func combinedInTime(
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

extension Int64 {
    fileprivate func combined(
        _ sign: Arithmetic,
        _ other: Int64,
        at offset: Int
    ) throws(EvaluationError) -> Int64 {
        if sign == .divided || sign == .modulo, other == 0 {
            throw EvaluationError(.divisionByZero, at: offset)
        }
        let (result, overflows) =
            switch sign {
            case .plus: addingReportingOverflow(other)
            case .minus: subtractingReportingOverflow(other)
            case .times: multipliedReportingOverflow(by: other)
            case .divided: dividedReportingOverflow(by: other)
            case .modulo: remainderReportingOverflow(dividingBy: other)
            }
        guard !overflows else { throw EvaluationError(.overflow, at: offset) }
        return result
    }
}

extension Decimal {
    fileprivate func combined(
        _ sign: Arithmetic,
        _ other: Decimal,
        at offset: Int
    ) throws(EvaluationError) -> Decimal {
        if sign == .divided || sign == .modulo, other == 0 {
            throw EvaluationError(.divisionByZero, at: offset)
        }
        guard let one = held, let two = other.held else {
            throw EvaluationError(.overflow, at: offset)
        }
        let result: Decimal
        switch sign {
        case .plus: result = one + two
        case .minus: result = one - two
        case .times: result = one * two
        case .divided:
            // What is cut to nothing divides as nothing.
            guard two != 0 else { throw EvaluationError(.divisionByZero, at: offset) }
            result = one / two
        case .modulo:
            guard let one = Int64(exactly: self), let two = Int64(exactly: other) else {
                throw EvaluationError(
                    .noOverload("%", ["numbers with a fraction"]),
                    at: offset
                )
            }
            result = Decimal(try one.combined(.modulo, two, at: offset))
        }
        guard let result = result.held else { throw EvaluationError(.overflow, at: offset) }
        return result
    }
}

extension Money {
    fileprivate func scaled(
        _ sign: Arithmetic,
        _ factor: Decimal,
        at offset: Int
    ) throws(EvaluationError) -> Money {
        Money(amount: try amount.combined(sign, factor, at: offset), currency: currency)
    }

    fileprivate func combined(
        _ sign: Arithmetic,
        _ other: Money,
        at offset: Int
    ) throws(EvaluationError) -> Value {
        if let one = currency, let two = other.currency, one != two {
            throw EvaluationError(.differentCurrencies, at: offset)
        }
        let result = try amount.combined(sign, other.amount, at: offset)
        switch sign {
        case .plus, .minus:
            return .money(Money(amount: result, currency: currency ?? other.currency))
        case .divided: return .decimal(result)
        case .times, .modulo:
            throw EvaluationError(.noOverload(sign.rawValue, ["money", "money"]), at: offset)
        }
    }
}

// MARK: - Time

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
