import Foundation

/// Why an expression means nothing, in the customer's words.
struct Impossible: Sendable {
    private let language: String

    init(language: String) { self.language = language }

    var month: String {
        switch primaryTag(language) {
        case "es": "un año tiene 12 meses"
        case "ar": "في السنة 12 شهرًا"
        default: "a year has 12 months"
        }
    }

    /// "April has only 30 days"; of February with its year.
    func days(_ days: Int, inMonth month: Int, of year: Int) -> String {
        let name = monthName(month)
        let dated = month == 2 ? "\(name) \(year)" : name
        return switch primaryTag(language) {
        case "es": "\(month == 2 ? "\(name) de \(year)" : name) solo tiene \(days) días"
        case "ar": "في شهر \(dated) \(days) يومًا فقط"
        default: "\(dated) has only \(days) days"
        }
    }

    func day(_ day: Int) -> String {
        switch primaryTag(language) {
        case "es": "un mes no tiene día \(day)"
        case "ar": "لا يوجد يوم \(day) في أي شهر"
        default: "a month has no day \(day)"
        }
    }

    /// A time of day that there is not, as it was said: `25:00`.
    func time(_ time: String) -> String {
        switch primaryTag(language) {
        case "es": "un día no tiene \(time)"
        case "ar": "لا توجد ساعة \(time) في اليوم"
        default: "a day has no \(time)"
        }
    }

    var phone: String {
        switch primaryTag(language) {
        case "es": "no hay ningún número así en uso"
        case "ar": "لا يوجد رقم كهذا قيد الاستخدام"
        default: "no number like this is in use"
        }
    }

    private func monthName(_ month: Int) -> String {
        switch primaryTag(language) {
        case "es": Self.spanish[month - 1]
        case "ar": Self.arabic[month - 1]
        default: Self.english[month - 1]
        }
    }

    private static let english = names("en")
    private static let spanish = names("es")
    private static let arabic = names("ar")

    private static func names(_ language: String) -> [String] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = Locale(identifier: language)
        return calendar.standaloneMonthSymbols
    }
}
