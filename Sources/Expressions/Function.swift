import Values

/// The built-in functions; what each takes stands in `Signature`.
enum Function: String, Hashable, Sendable, CaseIterable {
    // The standard functions of CEL.
    case size, contains, startsWith, endsWith, matches
    case dyn, bool, int, double, string, timestamp, duration
    case getFullYear, getMonth, getDate, getDayOfMonth, getDayOfWeek, getDayOfYear
    case getHours, getMinutes, getSeconds, getMilliseconds
    // Its extension for texts.
    case charAt, indexOf, lastIndexOf, join, lowerAscii, upperAscii, replace, split, substring
    case trim, reverse, format, quote
    // What topics need beside them.
    case date, time, datetime, decimal, money
    case addDays = "add_days"
    case addMonths = "add_months"
    case daysBetween = "days_between"
    case addBusinessDays = "add_business_days"
    case isBusinessDay = "is_business_day"
    case nextBusinessDay = "next_business_day"
    case businessDaysBetween = "business_days_between"
    case lower, upper, digits, last, luhn
    case long, short, list, line

    /// Whether the answer depends on the language, the zone, the calendar or the moment.
    var dependsOnOccasion: Bool {
        switch self {
        case .long, .short, .list, .line, .addBusinessDays, .isBusinessDay, .nextBusinessDay,
            .businessDaysBetween, .date, .time, .datetime:
            true
        // Made known to the checker by their own types, and never worked out ahead.
        case .dyn: true
        default: false
        }
    }
}

extension Function {
    /// Whether a call with these values gives the same on every occasion.
    func isFixed(for values: [Value]) -> Bool {
        switch self {
        case .date, .time, .datetime:
            if case .string? = values.first { true } else { false }
        // A date and time is a moment only on somebody's clock.
        case .timestamp: if case .datetime? = values.first { false } else { true }
        default: !dependsOnOccasion
        }
    }

    /// Steps of an evaluation that a call counts as, beside the reading of its arguments.
    var cost: Int {
        switch self {
        // A pattern that is not known before is compiled each time.
        case .matches: 200
        case .addBusinessDays: 50
        case .long, .short, .list: 10
        default: 0
        }
    }
}
