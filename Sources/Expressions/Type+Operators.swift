extension Type {
    /// The type of a sum, difference, product …; nil where there is none.
    func combined(_ sign: Arithmetic, _ other: Type) -> Type? {
        switch (self, other, sign) {
        case (.dyn, _, _), (_, .dyn, _): return .dyn
        case (.int, .int, _): return .int
        case (.double, .double, .modulo): return nil
        case (.double, .double, _): return .double
        case (.decimal, .int, _), (.int, .decimal, _), (.decimal, .decimal, _): return .decimal
        case (.decimal, .double, _), (.double, .decimal, _): return .decimal
        case (.money, .money, .plus), (.money, .money, .minus): return .money
        case (.money, .money, .divided): return .decimal
        case (.money, .int, .times), (.money, .double, .times), (.money, .decimal, .times),
            (.money, .int, .divided), (.money, .double, .divided), (.money, .decimal, .divided),
            (.int, .money, .times), (.double, .money, .times), (.decimal, .money, .times):
            return .money
        case (.list(let one), .list(let two), .plus): return one.joined(with: two).map(Type.list)
        case (.timestamp, .timestamp, .minus), (.date, .date, .minus), (.time, .time, .minus),
            (.datetime, .datetime, .minus):
            return .duration
        case (.timestamp, .duration, .plus), (.timestamp, .duration, .minus),
            (.duration, .timestamp, .plus):
            return .timestamp
        case (.date, .duration, .plus), (.date, .duration, .minus), (.duration, .date, .plus):
            return .date
        case (.time, .duration, .plus), (.time, .duration, .minus), (.duration, .time, .plus):
            return .time
        case (.datetime, .duration, .plus), (.datetime, .duration, .minus),
            (.duration, .datetime, .plus):
            return .datetime
        case (.duration, .duration, .plus), (.duration, .duration, .minus),
            (.duration, .int, .times), (.int, .duration, .times):
            return .duration
        case (_, _, .plus) where isText && other.isText: return .string
        default: return nil
        }
    }

    func hint(_ sign: Arithmetic, _ other: Type) -> String? {
        switch (self, other) {
        case (.date, .int), (.date, .decimal): "write add_days(date, n)"
        case (.int, .double), (.double, .int): "write double(…) around the whole number"
        case (.string, _) where sign == .plus: "write string(…) around it, or a text with {…}"
        case (_, .string) where sign == .plus: "write string(…) around it, or a text with {…}"
        default: nil
        }
    }

    func hasOrder(with other: Type) -> Bool {
        if self == .dyn || other == .dyn { return true }
        if isNumber && other.isNumber || isText && other.isText { return true }
        switch (self, other) {
        case (.bool, .bool), (.timestamp, .timestamp), (.duration, .duration), (.date, .date),
            (.time, .time), (.datetime, .datetime), (.money, .money):
            return true
        case (.money, _): return other.isNumber
        case (_, .money): return isNumber
        default: return false
        }
    }

    /// Whether `==` can ever be true.
    func mayEqual(_ other: Type) -> Bool {
        let (one, two) = (unwrapped, other.unwrapped)
        if one == two || one == .dyn || two == .dyn || one == .null || two == .null { return true }
        if one.hasOrder(with: two) { return true }
        switch (one, two) {
        case (.choice, .choice), (.choice, .string), (.string, .choice): return true
        case (.timeSlot, .timeSlot), (.timeSlot, .string), (.string, .timeSlot): return true
        case (.list(let a), .list(let b)): return a.mayEqual(b)
        case (.map(let a, let c), .map(let b, let d)): return a.mayEqual(b) && c.mayEqual(d)
        default: return false
        }
    }

    func comparisonHint(_ other: Type) -> String? {
        switch (unwrapped, other.unwrapped) {
        case (.timestamp, .date), (.date, .timestamp), (.datetime, .date), (.date, .datetime):
            "write date(…) around the one with a time"
        case (.timestamp, .datetime), (.datetime, .timestamp):
            "write datetime(…) around the timestamp"
        case (.timeSlot, .timestamp), (.timestamp, .timeSlot), (.timeSlot, .timeSlot):
            "compare its start or its end"
        case (.date, .string), (.string, .date): "write date(\"2026-11-20\")"
        case (.time, .string), (.string, .time): "write time(\"17:30\")"
        case (.bool, .string), (.string, .bool): "write true or false without quotes"
        case (.record, .string), (.string, .record): "compare one of its fields"
        case (let type, .string) where type.isNumber: "a text has quotes, a number has none"
        case (.string, let type) where type.isNumber: "a text has quotes, a number has none"
        default: nil
        }
    }
}
