import Foundation
import Synchronization
import Text
import Values

/// The values that an evaluation may read, and the occasion it happens on.
package struct Environment: Sendable {
    /// The topic's own values by name.
    package var values: [String: Value]
    package let occasion: Occasion

    /// The value of a name, the topic's own or one known everywhere; null where it has none.
    package subscript(_ name: String) -> Value {
        if let value = values[name] { return value }
        return switch name {
        case "now": .timestamp(occasion.now)
        case "today": .date(occasion.today)
        default: occasion.known(name)
        }
    }

    package init(values: [String: Value] = [:], on occasion: Occasion) {
        self.values = values
        self.occasion = occasion
    }

    package init(
        values: [String: Value] = [:],
        now: Timestamp,
        zone: TimeZone,
        locale: Locale = Locale(identifier: "en_US"),
        language: String = "",
        calendar: BusinessCalendar = BusinessCalendar(),
        functions: [String: Occasion.Function] = [:]
    ) {
        self.init(
            values: values,
            on: Occasion(
                now: now,
                zone: zone,
                locale: locale,
                language: language,
                calendar: calendar,
                functions: functions
            )
        )
    }
}

/// When, where and in which language a turn happens: the same for all its expressions.
package final class Occasion: Sendable {
    /// What a function beside the built-in ones does.
    package typealias Function = @Sendable ([Value]) throws(EvaluationError) -> Value
    /// The values of the names known everywhere beside the time: worked out where one is read, as
    /// most turns read none.
    package typealias Known = @Sendable (_ name: String) -> Value

    package let now: Timestamp
    /// The contact's.
    package let zone: TimeZone
    package let locale: Locale
    /// The conversation's, as the bot lists it; texts have their translations by it.
    package let language: String
    let isRightToLeft: Bool
    package let calendar: BusinessCalendar
    package let functions: [String: Function]
    let known: Known
    /// How a telephone number in E.164 is shown.
    package let showPhone: @Sendable (String) -> String
    /// The locale's identifier, read once.
    let localeName: String
    private let day = Mutex<CivilDate?>(nil)

    package init(
        now: Timestamp,
        zone: TimeZone,
        locale: Locale = Locale(identifier: "en_US"),
        language: String = "",
        calendar: BusinessCalendar = BusinessCalendar(),
        functions: [String: Function] = [:],
        known: @escaping Known = { _ in .null },
        showPhone: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.now = now
        self.zone = zone
        self.locale = locale
        self.language = language
        isRightToLeft = LanguageTag.isRightToLeft(language)
        self.calendar = calendar
        self.functions = functions
        self.known = known
        self.showPhone = showPhone
        localeName = locale.identifier
    }

    /// The contact's date now.
    package var today: CivilDate {
        day.withLock { day in
            if let day { return day }
            let today = civil(now).date
            day = today
            return today
        }
    }

    /// What the contact's clock shows at a moment.
    func civil(_ moment: Timestamp) -> CivilDateTime {
        moment.civil(offset: zone.offset(at: moment))
    }
}

extension TimeZone {
    /// Seconds east of Greenwich.
    func offset(at moment: Timestamp) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
    }
}
