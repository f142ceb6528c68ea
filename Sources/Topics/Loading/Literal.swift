import Expressions
import Foundation
import Values
import YAML

/// Reads what a row of `records/*.yaml` holds in one column.
enum Literal {
    /// - Returns: nil where the text is not of that type.
    static func cell(_ node: Node, of type: Expressions.`Type`) -> Table.Cell? {
        let type = type.unwrapped
        if case .list(let item) = type {
            guard let items = node.sequence else { return nil }
            let values = items.compactMap { $0.isNull ? nil : value($0, of: item) }
            return values.count == items.count ? .value(.list(values)) : nil
        }
        if let text = node.string, text.hasPrefix("+") || text.hasPrefix("-"),
            let cell = relative(text, of: type)
        {
            return cell
        }
        return value(node, of: type).map { .value($0) }
    }

    /// How a designer writes a value of the type.
    static func spelling(of type: Expressions.`Type`) -> String {
        switch type.unwrapped {
        case .string: "a text"
        case .int: "a whole number such as 3"
        case .decimal, .double: "a number such as 12.5"
        case .bool: "true or false"
        case .date: "a date such as 2026-03-02 or +2d"
        case .time: "a time such as 09:00"
        case .datetime: "a date and time such as 2026-03-02T09:00 or +2d 09:00"
        case .timestamp: "a timestamp such as 2026-03-02T09:00:00Z or +2d 09:00"
        case .duration: "a length of time such as 90m or 2h"
        case .money: "money such as 12.50 USD"
        case .phone: "a phone number such as +14155550100"
        case .email: "an email address"
        case .address: "an address"
        case .list(let item): "a list: \(spelling(of: item))"
        default: "a text"
        }
    }

    /// `+2d` for a date, `+2d 09:00` for a timestamp or a datetime.
    private static func relative(_ text: String, of type: Expressions.`Type`) -> Table.Cell? {
        let parts = text.split(separator: " ")
        guard (1...2).contains(parts.count), let first = parts.first, first.hasSuffix("d"),
            let days = Int(first.dropLast()), (-3660...3660).contains(days)
        else { return nil }
        switch type {
        case .date where parts.count == 1: return .relative(days: days, time: nil)
        case .timestamp, .datetime:
            guard parts.count == 2, let time = CivilTime(parts[1]) else { return nil }
            return .relative(days: days, time: time)
        default: return nil
        }
    }

    static func value(_ node: Node, of type: Expressions.`Type`) -> Value? {
        guard let text = node.string else { return nil }
        switch type.unwrapped {
        case .string: return .string(text)
        case .bool:
            guard case .bool(let truth) = node.resolved else { return nil }
            return .bool(truth)
        case .int:
            guard case .int(let number) = node.resolved else { return nil }
            return .int(Int64(number))
        case .double: return Double(text).map { .double($0) }
        case .decimal: return Decimal.exactly(text).map { .decimal($0) }
        // Spelled back, because `Int("+1")` reads what nobody means as a month.
        case .date: return CivilDate(text).flatMap { $0.description == text ? .date($0) : nil }
        case .time:
            return CivilTime(text).flatMap { $0.description.hasPrefix(text) ? .time($0) : nil }
        case .datetime: return CivilDateTime(text).map { .datetime($0) }
        case .timestamp: return Timestamp(text).map { .timestamp($0) }
        case .duration: return TimeSpan(text).map { .duration($0) }
        case .money: return money(text).map { .money($0) }
        case .phone: return isPhone(text) ? .phone(text) : nil
        case .email: return isEmail(text) ? .email(text) : nil
        case .address: return text.isEmpty ? nil : .address(Address(text))
        default: return nil
        }
    }

    private static func money(_ text: String) -> Money? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = Decimal.exactly(parts[0]), isCurrency(parts[1]) else {
            return nil
        }
        return Money(amount: amount, currency: String(parts[1]))
    }

    /// Three capital letters, as ISO 4217 has them.
    static func isCurrency(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) }
    }

    /// E.164: a plus sign and 6 to 15 digits, the first not zero; an extension may follow.
    private static func isPhone(_ text: String) -> Bool {
        guard text.hasPrefix("+") else { return false }
        let parts = text.dropFirst().components(separatedBy: ";ext=")
        guard (1...2).contains(parts.count), (6...15).contains(parts[0].utf8.count),
            parts[0].first != "0"
        else { return false }
        return parts.allSatisfy { part in
            (1...15).contains(part.utf8.count)
                && part.utf8.allSatisfy { (48...57).contains($0) }
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
            && !text.contains(where: \.isWhitespace)
    }
}
