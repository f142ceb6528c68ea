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
