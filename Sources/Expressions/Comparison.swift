import Foundation
import Values

extension Value {
    /// CEL's equality: numbers by size, texts by scalar, a choice by its ID.
    ///
    /// Values of types that have nothing in common are unequal.
    func equals(
        _ other: Value,
        _ frame: inout Frame,
        at offset: Int
    ) throws(EvaluationError) -> Bool {
        switch (self, other) {
        case (.bool(let one), .bool(let two)): return one == two
        case (.int(let one), .int(let two)): return one == two
        case (.double(let one), .double(let two)): return one == two
        case (_, .string(let text)), (_, .phone(let text)), (_, .email(let text)):
            return isText(text)
        case (.string(let text), _), (.phone(let text), _), (.email(let text), _):
            return other.isText(text)
        case (.choice(let one), .choice(let two)): return one.id.hasSameScalars(as: two.id)
        case (.timeSlot(let one), .timeSlot(let two)): return one.id.hasSameScalars(as: two.id)
        case (.list(let one), .list(let two)):
            guard one.count == two.count else { return false }
            for (item, otherItem) in zip(one, two) {
                try frame.spend(at: offset)
                if try !item.equals(otherItem, &frame, at: offset) { return false }
            }
            return true
        case (.map(let one), .map(let two)):
            guard one.count == two.count else { return false }
            for (key, value) in one {
                try frame.spend(at: offset)
                guard let otherValue = two[key],
                    try value.equals(otherValue, &frame, at: offset)
                else { return false }
            }
            return true
        case (.money(let one), .money(let two)):
            return one.amount == two.amount && one.currency == two.currency
        default:
            if let order = numericOrder(other) { return order == .same }
            return self == other
        }
    }

    func isOrdered(
        _ relation: Relation,
        _ other: Value,
        at offset: Int
    ) throws(EvaluationError) -> Bool {
        guard let order = try order(other, at: offset) else {
            throw refused(relation.rawValue, other, offset)
        }
        return switch relation {
        case .less: order == .before
        case .lessOrEqual: order == .before || order == .same
        case .greater: order == .after
        case .greaterOrEqual: order == .after || order == .same
        case .equal: order == .same
        case .unequal: order != .same
        case .isIn: false
        }
    }

    private enum Order {
        case before, same, after
        /// A number beside NaN.
        case none

        init<T: Comparable>(_ one: T, _ two: T) {
            self = one < two ? .before : one == two ? .same : one > two ? .after : .none
        }

        /// Two comparisons at most, because one of decimals takes a tenth of a microsecond.
        init(_ one: Decimal, _ two: Decimal) {
            self = one < two ? .before : two < one ? .after : .same
        }
    }

    private func order(_ other: Value, at offset: Int) throws(EvaluationError) -> Order? {
        switch (self, other) {
        case (.bool(let one), .bool(let two)): return one == two ? .same : two ? .before : .after
        case (.timestamp(let one), .timestamp(let two)): return Order(one, two)
        case (.duration(let one), .duration(let two)): return Order(one, two)
        case (.date(let one), .date(let two)): return Order(one, two)
        case (.time(let one), .time(let two)): return Order(one, two)
        case (.datetime(let one), .datetime(let two)): return Order(one, two)
        case (.money(let one), .money(let two)):
            if let a = one.currency, let b = two.currency, a != b {
                throw EvaluationError(.differentCurrencies, at: offset)
            }
            return Order(one.amount, two.amount)
        default:
            if let one = plainText, let two = other.plainText {
                return one.hasSameScalars(as: two) ? .same : one.precedes(two) ? .before : .after
            }
            return numericOrder(other)
        }
    }

    private func numericOrder(_ other: Value) -> Order? {
        switch (self, other) {
        case (.int(let one), .int(let two)): Order(one, two)
        case (.double(let one), .double(let two)): Order(one, two)
        case (.int(let one), .double(let two)): Order(Double(one), two)
        case (.double(let one), .int(let two)): Order(one, Double(two))
        case (.money(let one), _):
            if case .money = other { nil } else { Value.decimal(one.amount).numericOrder(other) }
        case (_, .money(let two)): numericOrder(.decimal(two.amount))
        default:
            switch (asDecimal, other.asDecimal) {
            case (let one?, let two?): Order(one, two)
            default: infiniteOrder(other)
            }
        }
    }

    /// A decimal beside a double that has no decimal: infinity or NaN.
    private func infiniteOrder(_ other: Value) -> Order? {
        switch (self, other) {
        case (.decimal, .double(let two)): Order(0, two)
        case (.double(let one), .decimal): Order(one, 0)
        default: nil
        }
    }

    /// A number as an exact decimal: a double by its shortest spelling.
    var asDecimal: Decimal? {
        switch self {
        case .decimal(let number): number
        case .int(let number): Decimal(number)
        case .double(let number): Decimal(shortest: number)
        default: nil
        }
    }
}

extension Decimal {
    /// The decimal that a double is written as: 0.1 is a tenth.
    init?(shortest number: Double) {
        guard number.isFinite,
            let decimal = Decimal(
                string: "\(number)",
                locale: Locale(identifier: "en_US_POSIX")
            ),
            let held = decimal.held
        else { return nil }
        self = held
    }

    /// The decimal, cut to 38 places where it has more; nil where it is not below 10^78.
    ///
    /// Foundation traps where a product or quotient has an exponent beyond ±127.
    var held: Decimal? {
        guard !isNaN, exponent <= 40 else { return nil }
        guard exponent < -38 else { return self }
        var (source, result) = (self, Decimal())
        NSDecimalRound(&result, &source, 38, .bankers)
        return result
    }

    /// The nearest double.
    var double: Double { Double(description) ?? .nan }
}

extension Int64 {
    /// - Returns: nil where the decimal has a fraction or does not fit.
    init?(exactly number: Decimal) {
        guard let whole = Int64(number.description) else { return nil }
        self = whole
    }
}
