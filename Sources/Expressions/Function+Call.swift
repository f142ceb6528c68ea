import Foundation
import Values

/// The values a function was called with, each read as what the function needs.
struct Arguments {
    let function: Function
    let values: [Value]
    let offset: Int

    var count: Int { values.count }

    subscript(_ place: Int) -> Value { place < values.count ? values[place] : .null }

    func text(_ place: Int) throws(EvaluationError) -> String {
        guard let text = self[place].plainText else { throw refused() }
        return text
    }

    func whole(_ place: Int) throws(EvaluationError) -> Int {
        switch self[place] {
        case .int(let number): return Int(number)
        case .decimal(let number):
            guard let whole = Int64(exactly: number) else { throw refused() }
            return Int(whole)
        default: throw refused()
        }
    }

    func date(_ place: Int) throws(EvaluationError) -> CivilDate {
        guard case .date(let date) = self[place] else { throw refused() }
        return date
    }

    func refused() -> EvaluationError {
        if values.contains(.null) { return EvaluationError(.empty, at: offset) }
        return EvaluationError(.noOverload(function.rawValue, values.map(\.typeWord)), at: offset)
    }

    func error(_ reason: EvaluationError.Reason) -> EvaluationError {
        EvaluationError(reason, at: offset)
    }

    /// A text that a function made, unless it is too long.
    func made(_ text: String) throws(EvaluationError) -> Value {
        guard text.utf8.count <= Limits.textBytes else { throw error(.tooLarge) }
        return .string(text)
    }

    func made(_ truth: Bool) -> Value { truth ? .yes : .no }

    func made(_ number: Int) -> Value { .int(Int64(number)) }
}

extension Function {
    func call(
        _ values: [Value],
        on occasion: Occasion,
        at offset: Int
    ) throws(EvaluationError) -> Value {
        let arguments = Arguments(function: self, values: values, offset: offset)
        switch self {
        case .dyn: return arguments[0]
        case .timestamp where arguments[0].isDateTime:
            return try occasion.moment(arguments)
        case .bool, .int, .double, .string, .timestamp, .duration, .decimal, .money:
            return try converted(arguments)
        case .date, .time, .datetime: return try civil(arguments, occasion)
        case .getFullYear, .getMonth, .getDate, .getDayOfMonth, .getDayOfWeek, .getDayOfYear,
            .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            return try part(arguments)
        case .size: return try size(arguments)
        case .contains, .startsWith, .endsWith, .charAt, .indexOf, .lastIndexOf, .join,
            .lowerAscii, .upperAscii, .replace, .split, .substring, .trim, .reverse, .lower, .upper,
            .digits, .last, .luhn, .quote:
            return try onText(arguments)
        case .format: return try arguments.made(try TextFormat(arguments).formatted())
        // Done where the cost of the search is counted.
        case .matches: throw arguments.refused()
        case .addDays, .addMonths, .daysBetween, .addBusinessDays, .isBusinessDay,
            .nextBusinessDay, .businessDaysBetween:
            return try onDates(arguments, occasion)
        case .long, .short, .list, .line: return try shown(arguments, occasion)
        }
    }

    private func size(_ arguments: Arguments) throws(EvaluationError) -> Value {
        switch arguments[0] {
        case .string(let text), .phone(let text), .email(let text):
            arguments.made(text.unicodeScalars.count)
        case .list(let items): arguments.made(items.count)
        case .map(let pairs): arguments.made(pairs.count)
        default: throw arguments.refused()
        }
    }

    private func onDates(
        _ arguments: Arguments,
        _ occasion: Occasion
    ) throws(EvaluationError) -> Value {
        switch self {
        case .addDays:
            return .date(
                try arguments.date(0).adding(try arguments.whole(1), at: arguments.offset)
            )
        case .addMonths:
            let months = try arguments.whole(1)
            guard (-120_000...120_000).contains(months) else {
                throw arguments.error(.outOfRange("the date"))
            }
            return .date(try arguments.date(0).adding(months: months))
        case .daysBetween:
            return arguments.made(
                try arguments.date(1).daysSinceEpoch - (try arguments.date(0).daysSinceEpoch)
            )
        case .isBusinessDay:
            return arguments.made(occasion.calendar.isBusinessDay(try arguments.date(0)))
        case .businessDaysBetween:
            return arguments.made(
                occasion.calendar.days(from: try arguments.date(0), to: try arguments.date(1))
            )
        case .nextBusinessDay:
            guard let day = occasion.calendar.adding(1, to: try arguments.date(0)) else {
                throw arguments.error(.outOfRange("the date"))
            }
            return .date(day)
        default:
            let days = try arguments.whole(1)
            let day: CivilDate?
            switch arguments[0] {
            case .date(let date): day = occasion.calendar.adding(days, to: date)
            case .timestamp(let moment):
                day = occasion.calendar.adding(days, to: occasion.civil(moment))
            case .datetime(let moment): day = occasion.calendar.adding(days, to: moment)
            default: throw arguments.refused()
            }
            guard let day else { throw arguments.error(.outOfRange("the date")) }
            return .date(day)
        }
    }
}
