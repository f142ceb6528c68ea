import Foundation
import Values

extension Function {
    func converted(_ arguments: Arguments) throws(EvaluationError) -> Value {
        let value = arguments[0]
        func failed(_ type: Type) -> EvaluationError {
            arguments.error(.notConvertible(value.shown, to: "\(type)"))
        }
        switch (self, value) {
        case (.bool, .bool), (.int, .int), (.double, .double), (.string, .string),
            (.timestamp, .timestamp), (.duration, .duration), (.decimal, .decimal):
            return value
        case (.bool, .string(let text)):
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .yes
            case "0", "f", "F", "false", "FALSE", "False": return .no
            default: throw failed(.bool)
            }
        case (.int, .double(let number)):
            // The least whole number is refused too: as a double it stands for smaller ones.
            guard number > -0x1p63, number < 0x1p63 else {
                throw arguments.error(.outOfRange("the number"))
            }
            return .int(Int64(number))
        case (.int, .decimal(let number)):
            let whole = number.description.prefix { $0 != "." }
            guard let result = Int64(whole) else {
                throw arguments.error(.outOfRange("the number"))
            }
            return .int(result)
        case (.int, .timestamp(let moment)): return .int(moment.seconds)
        case (.int, _):
            guard let text = value.plainText else { throw arguments.refused() }
            guard let number = Int64(text), !text.hasPrefix("+") else { throw failed(.int) }
            return .int(number)
        case (.double, .int(let number)): return .double(Double(number))
        case (.double, .decimal(let number)): return .double(number.double)
        case (.double, _):
            guard let text = value.plainText else { throw arguments.refused() }
            guard let number = Double(spelled: text) else { throw failed(.double) }
            return .double(number)
        case (.string, _):
            if let text = value.plainText { return .string(text) }
            guard let text = value.spelledPlainly else { throw arguments.refused() }
            return .string(text)
        case (.timestamp, .int(let seconds)):
            guard Timestamp.bounds.contains(seconds) else {
                throw arguments.error(.outOfRange("the timestamp"))
            }
            return .timestamp(Timestamp(seconds: seconds))
        case (.timestamp, .string(let text)):
            guard let moment = Timestamp(text) else { throw failed(.timestamp) }
            guard Timestamp.bounds.contains(moment.seconds) else {
                throw arguments.error(.outOfRange("the timestamp"))
            }
            return .timestamp(moment)
        case (.duration, .string(let text)):
            guard let span = TimeSpan(spelled: text) else { throw failed(.duration) }
            return .duration(span)
        case (.decimal, .int), (.decimal, .double):
            guard let number = value.asDecimal else { throw failed(.decimal) }
            return .decimal(number)
        case (.decimal, .string(let text)):
            guard let number = Decimal.exactly(text) else { throw failed(.decimal) }
            return .decimal(number)
        case (.money, _):
            guard let amount = value.asDecimal else { throw arguments.refused() }
            let currency = try arguments.text(1)
            guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) })
            else {
                throw arguments.error(.failed("'\(currency)' is not a currency such as USD"))
            }
            return .money(Money(amount: amount, currency: currency))
        default: throw arguments.refused()
        }
    }
}

extension Value {
    func converted(
        _ conversion: Code.Conversion,
        at offset: Int
    ) throws(EvaluationError) -> Value {
        switch (conversion, self) {
        case (_, .null): return self
        case (.decimal, _):
            guard let number = asDecimal else { throw refused("decimal", offset) }
            return .decimal(number)
        case (.double, .int(let number)): return .double(Double(number))
        case (.double, _): return self
        case (.decimals, .list(let items)):
            var numbers: [Value] = []
            for item in items { numbers.append(try item.converted(.decimal, at: offset)) }
            return .list(numbers)
        case (.decimals, _): throw refused("decimal", offset)
        }
    }

    /// The one word for the type in messages.
    var typeWord: String {
        switch self {
        case .null: "null"
        case .bool: "a yes or no"
        case .int: "a whole number"
        case .double: "a floating-point number"
        case .string: "a text"
        case .list: "a list"
        case .map: "a map"
        case .timestamp: "a timestamp"
        case .duration: "a duration"
        case .decimal: "a number"
        case .money: "money"
        case .date: "a date"
        case .time: "a time"
        case .datetime: "a date and time"
        case .phone: "a phone number"
        case .email: "an email address"
        case .address: "an address"
        case .choice: "a choice"
        case .timeSlot: "a time slot"
        case .file: "a file"
        case .location: "a location"
        case .record: "a row"
        }
    }

    /// The value for a message, quoted and cut where it is long.
    var shown: String {
        guard let text = plainText ?? spelledPlainly else { return typeWord }
        return "'\(text.prefix(40))'"
    }

    /// What `string` gives, and `%s`; nil for what has no one spelling.
    var spelledPlainly: String? {
        switch self {
        case .null: nil
        case .bool(let truth): String(truth)
        case .int(let number): String(number)
        case .double(let number): number.spelled
        case .decimal(let number): number.description
        case .timestamp(let moment): moment.description
        case .duration(let span): span.description
        case .date(let date): date.description
        case .time(let time): time.description
        case .datetime(let moment): moment.description
        default: plainText
        }
    }
}

extension Double {
    /// The shortest spelling that reads back, a whole number without a point.
    var spelled: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Digits with an optional sign, point and exponent, or the three names.
    init?(spelled text: String) {
        switch text {
        case "NaN": self = .nan
        case "Infinity", "+Infinity", "Inf", "+Inf": self = .infinity
        case "-Infinity", "-Inf": self = -.infinity
        default:
            guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
                let number = Double(text)
            else { return nil }
            self = number
        }
    }
}

extension TimeSpan {
    /// Reads numbers with units, `1h45m`, `-1.5h`, `250ms`, and days, `2d`.
    ///
    /// Source of all units but days: the language definition of CEL, which has them from Go.
    init?(spelled text: String) {
        var rest = text[...]
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        if rest == "0" {
            self.init(seconds: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
            rest = rest.dropFirst(digits.count)
            let word = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
            rest = rest.dropFirst(word.count)
            guard let unit = Self.units[String(word)],
                let part = Self.nanoseconds(digits, of: unit),
                case let (sum, overflows) = total.addingReportingOverflow(part), !overflows
            else { return nil }
            total = sum
        }
        self.init(total: isNegative ? -total : total)
    }

    private static let units: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
        "m": 60_000_000_000, "h": 3_600_000_000_000, "d": 86_400_000_000_000,
    ]

    private static func nanoseconds(_ digits: Substring, of unit: Int64) -> Int64? {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        guard let whole = parts[0].isEmpty ? 0 : Int64(parts[0]),
            case let (size, overflows) = whole.multipliedReportingOverflow(by: unit), !overflows
        else { return nil }
        guard parts.count == 2 else { return size }
        var fraction: Int64 = 0
        var place = unit
        for digit in parts[1].utf8 {
            // Below a nanosecond: cut.
            if place.isMultiple(of: 10) {
                place /= 10
                fraction += Int64(digit - 48) * place
            } else {
                fraction += Int64(digit - 48) * place / 10
                place /= 10
            }
        }
        let (sum, overflowsAgain) = size.addingReportingOverflow(fraction)
        return overflowsAgain ? nil : sum
    }
}
