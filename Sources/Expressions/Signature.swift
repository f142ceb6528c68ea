/// One way to call a function.
struct Signature {
    enum Style {
        case global, member, both
    }

    let function: Function
    let style: Style
    let parameters: [Parameter]
    let result: Result

    enum Result {
        case type(Type)
        case sameAsFirst
    }

    /// What may stand in a place.
    enum Parameter {
        case text, number, wholeNumber, list, textList, map, any
        /// A value that has a long and a short spelling.
        case shown
        case type(Type)

        func accepts(_ type: Type) -> Bool {
            if type == .dyn { return true }
            switch self {
            case .text: return type.isText
            case .number: return type.isNumber
            case .wholeNumber: return type == .int || type == .decimal
            case .list: if case .list = type { return true } else { return false }
            case .textList:
                if case .list(let item) = type { return item.isText } else { return false }
            case .map: if case .map = type { return true } else { return false }
            case .any: return true
            case .shown:
                switch type {
                case .date, .time, .datetime, .timestamp, .money, .int, .double, .decimal:
                    return true
                default: return false
                }
            case .type(let wanted): return type == wanted
            }
        }
    }

    /// All ways to call, by name.
    static let byName: [String: [Signature]] = Dictionary(grouping: all) {
        $0.function == .quote ? "strings.quote" : $0.function.rawValue
    }

    private static func one(
        _ function: Function,
        _ style: Style,
        _ parameters: [Parameter],
        _ result: Type
    ) -> Signature {
        Signature(
            function: function,
            style: style,
            parameters: parameters,
            result: .type(result)
        )
    }

    private static func oneOf(
        _ functions: [Function],
        _ style: Style,
        _ parameters: [Parameter],
        _ result: Type
    ) -> [Signature] {
        functions.map { one($0, style, parameters, result) }
    }

    private static let all: [Signature] = standard + texts + own

    private static let standard: [Signature] =
        [
            one(.size, .both, [.text], .int), one(.size, .both, [.list], .int),
            one(.size, .both, [.map], .int), one(.matches, .both, [.text, .text], .bool),
            one(.dyn, .global, [.any], .dyn),
        ]
        + oneOf([.contains, .startsWith, .endsWith], .member, [.text, .text], .bool)
        + conversions(.bool, .bool, [.type(.bool), .text])
        + conversions(.int, .int, [.number, .text, .type(.timestamp)])
        + conversions(.double, .double, [.number, .text])
        + conversions(
            .string,
            .string,
            [
                .number, .text, .type(.bool), .type(.timestamp), .type(.duration), .type(.date),
                .type(.time), .type(.datetime),
            ]
        )
        + conversions(
            .timestamp,
            .timestamp,
            [.text, .type(.int), .type(.timestamp), .type(.datetime)]
        )
        + conversions(.duration, .duration, [.text, .type(.duration)])
        + oneOf(clockParts + dateParts, .member, [.type(.timestamp)], .int)
        + oneOf(clockParts + dateParts, .member, [.type(.timestamp), .text], .int)
        + oneOf(clockParts, .member, [.type(.duration)], .int)

    private static let clockParts: [Function] = [
        .getHours, .getMinutes, .getSeconds, .getMilliseconds,
    ]

    private static let dateParts: [Function] = [
        .getFullYear, .getMonth, .getDate, .getDayOfMonth, .getDayOfWeek, .getDayOfYear,
    ]

    private static func conversions(
        _ function: Function,
        _ result: Type,
        _ parameters: [Parameter]
    ) -> [Signature] {
        parameters.map { one(function, .global, [$0], result) }
    }

    private static let texts: [Signature] =
        oneOf([.lowerAscii, .upperAscii, .trim, .reverse], .member, [.text], .string)
        + oneOf([.indexOf, .lastIndexOf], .member, [.text, .text], .int)
        + oneOf([.indexOf, .lastIndexOf], .member, [.text, .text, .wholeNumber], .int)
        + [
            one(.charAt, .member, [.text, .wholeNumber], .string),
            one(.join, .member, [.textList], .string),
            one(.join, .member, [.textList, .text], .string),
            one(.replace, .member, [.text, .text, .text], .string),
            one(.replace, .member, [.text, .text, .text, .wholeNumber], .string),
            one(.split, .member, [.text, .text], .list(.string)),
            one(.split, .member, [.text, .text, .wholeNumber], .list(.string)),
            one(.substring, .member, [.text, .wholeNumber], .string),
            one(.substring, .member, [.text, .wholeNumber, .wholeNumber], .string),
            one(.format, .member, [.text, .list], .string),
            one(.quote, .global, [.text], .string),
            Signature(
                function: .reverse,
                style: .member,
                parameters: [.list],
                result: .sameAsFirst
            ),
        ]

    private static let own: [Signature] =
        conversions(.date, .date, [.type(.date), .type(.datetime), .type(.timestamp), .text])
        + conversions(.time, .time, [.type(.time), .type(.datetime), .type(.timestamp), .text])
        + conversions(.datetime, .datetime, [.type(.datetime), .type(.timestamp), .text])
        + conversions(.decimal, .decimal, [.number, .text])
        + oneOf([.lower, .upper, .digits], .both, [.text], .string)
        + oneOf([.long, .short], .member, [.shown], .string)
        + [
            one(.money, .global, [.number, .text], .money),
            one(.datetime, .global, [.type(.date), .type(.time)], .datetime),
            one(.addDays, .global, [.type(.date), .wholeNumber], .date),
            one(.addMonths, .global, [.type(.date), .wholeNumber], .date),
            one(.daysBetween, .global, [.type(.date), .type(.date)], .int),
            one(.addBusinessDays, .global, [.type(.date), .wholeNumber], .date),
            one(.addBusinessDays, .global, [.type(.timestamp), .wholeNumber], .date),
            one(.addBusinessDays, .global, [.type(.datetime), .wholeNumber], .date),
            one(.isBusinessDay, .global, [.type(.date)], .bool),
            one(.nextBusinessDay, .global, [.type(.date)], .date),
            one(.businessDaysBetween, .global, [.type(.date), .type(.date)], .int),
            one(.last, .both, [.text, .wholeNumber], .string),
            one(.luhn, .both, [.text], .bool),
            one(.list, .member, [.list], .string),
            one(.line, .member, [.type(.address)], .string),
            one(.line, .member, [.type(.location)], .string),
        ]
}
