import Foundation
import Values

/// What a slot can ask to be found in a message.
package enum EntityType: String, CaseIterable, Hashable, Sendable {
    case date, time, datetime, period, duration, number, ordinal, money, percent, phone, email
    case url, yesno, choice, any, address, digits
}

/// What was found, where, and what else it may mean.
package struct Recognition: Hashable, Sendable {
    package let text: String
    /// Unicode scalars of the original.
    package let span: Range<Int>
    package let type: EntityType
    package let value: EntityValue
    /// Other honest readings, the likelier first.
    package let alternatives: [EntityValue]
    /// Why the expression means nothing, as "April has only 30 days"; its value is then
    /// `impossible`.
    package let problem: String?
}

/// What recognition must know beyond the words.
package struct RecognitionContext: Hashable, Sendable {
    package enum Direction: String, Hashable, Sendable { case past, future, none }

    /// The contact's clock.
    package var now: CivilDateTime
    /// BCP 47.
    package var language: String
    /// Two capital letters, or empty where nothing is known.
    package var region: String
    /// Where a date without a year, or a weekday, is looked for first.
    package var prefer: Direction

    package init(
        now: CivilDateTime,
        language: String = "en",
        region: String = "US",
        prefer: Direction = .none
    ) {
        self.now = now
        self.language = language
        self.region = region
        self.prefer = prefer
    }
}

/// A value of an entity; those that a slot can hold as they are stand in `value`.
package enum EntityValue: Hashable, Sendable {
    case value(Value)
    /// A year, or a month of one, with no day said: `2016-11`.
    case partialDate(year: Int, month: Int?)
    case period(Period)
    case duration(CalendarSpan)
    /// Place in a list; -1 is the last.
    case ordinal(Int)
    case percent(Decimal)
    case url(String)
    case digits(String)
    /// 31 April; the recognition says why.
    case impossible

    /// What a slot stores, nil where it must ask further.
    package var slotValue: Value? {
        switch self {
        case .value(let value): value
        case .duration(let span): .duration(span.timeSpan)
        case .ordinal(let place): .int(Int64(place))
        case .percent(let number): .decimal(number)
        case .url(let text), .digits(let text): .string(text)
        case .partialDate, .period, .impossible: nil
        }
    }

    /// The spelling of `recognize`; null for what is impossible.
    package var spelled: JSON {
        switch self {
        case .value(let value): value.spelled
        case .partialDate(let year, let month):
            .string(zeroPadded(year, 4) + (month.map { "-" + zeroPadded($0, 2) } ?? ""))
        case .period(let period):
            ["start": period.start?.spelled ?? .null, "end": period.end?.spelled ?? .null]
        case .duration(let span): .string(span.iso8601)
        case .ordinal(let place): .string(String(place))
        case .percent(let number): .string(number.description)
        case .url(let text), .digits(let text): .string(text)
        case .impossible: .null
        }
    }
}

/// A half-open stretch of days or hours; an end left out is open.
package struct Period: Hashable, Sendable {
    package enum End: Hashable, Sendable {
        case date(CivilDate)
        case datetime(CivilDateTime)
        case time(CivilTime)

        var spelled: JSON {
            switch self {
            case .date(let date): .string(date.description)
            case .datetime(let moment): .string(moment.description)
            case .time(let time): .string(time.description)
            }
        }
    }

    package let start: End?
    package let end: End?

    package init(start: End?, end: End?) {
        self.start = start
        self.end = end
    }
}

/// A length of time as it is said: months are not days.
package struct CalendarSpan: Hashable, Sendable {
    package var months: Int = 0
    package var days: Int = 0
    package var seconds: Int = 0

    package init(months: Int = 0, days: Int = 0, seconds: Int = 0) {
        self.months = months
        self.days = days
        self.seconds = seconds
    }

    /// A month counted as 30 days.
    package var timeSpan: TimeSpan {
        TimeSpan(seconds: Int64((months &* 30 &+ days) &* 86_400 &+ seconds))
    }

    /// ISO 8601: `P1Y2M`, `P3D`, `PT2H30M`.
    package var iso8601: String {
        var text = "P"
        if months / 12 != 0 { text += "\(months / 12)Y" }
        if months % 12 != 0 { text += "\(months % 12)M" }
        if days != 0 { text += "\(days)D" }
        if seconds != 0 || text == "P" {
            text += "T"
            if seconds / 3600 != 0 { text += "\(seconds / 3600)H" }
            if seconds / 60 % 60 != 0 { text += "\(seconds / 60 % 60)M" }
            if seconds % 60 != 0 || seconds == 0 { text += "\(seconds % 60)S" }
        }
        return text
    }
}

func zeroPadded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
