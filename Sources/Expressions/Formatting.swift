import Foundation
import Synchronization
import Text
import Values

/// How a value is spelled for a customer.
enum Spelling: Hashable, Sendable {
    /// As a text with `{…}` shows it.
    case plain
    case long, short
}

extension Function {
    func shown(_ arguments: Arguments, _ occasion: Occasion) throws(EvaluationError) -> Value {
        switch (self, arguments[0]) {
        case (.line, .address(let address)): return .string(address.line)
        case (.line, .location):
            return .string(try arguments[0].shown(on: occasion, at: arguments.offset))
        case (.long, let value):
            return .string(try value.shown(on: occasion, .long, at: arguments.offset))
        case (.short, let value):
            return .string(try value.shown(on: occasion, .short, at: arguments.offset))
        case (.list, .list):
            return try arguments.made(
                try arguments[0].shown(on: occasion, at: arguments.offset)
            )
        default: throw arguments.refused()
        }
    }
}

extension Value {
    /// The value in the customer's language.
    func shown(
        on occasion: Occasion,
        _ spelling: Spelling = .plain,
        at offset: Int
    ) throws(EvaluationError) -> String {
        switch self {
        case .null: throw EvaluationError(.empty, at: offset)
        case .string(let text), .email(let text): return text
        case .phone(let number): return occasion.showPhone(number)
        case .choice(let choice): return choice.title
        case .timeSlot(let slot): return slot.title
        case .address(let address): return address.line
        case .file(let file): return file.name ?? file.mime
        case .bool(let truth): return YesAndNo.word(for: truth, in: occasion.locale)
        case .list(let items):
            var texts: [String] = []
            var size = 0
            for item in items {
                let text = try item.shown(on: occasion, spelling, at: offset)
                size += text.utf8.count
                guard size <= Limits.textBytes else {
                    throw EvaluationError(.tooLarge, at: offset)
                }
                texts.append(text)
            }
            return texts.joinedAsList(in: occasion.locale)
        case .location(let place):
            if let name = place.name { return name }
            guard let latitude = place.latitude, let longitude = place.longitude else { return "" }
            return "\(latitude), \(longitude)"
        case .record(let record):
            guard let title = record.fields["title"] else { throw refused("{ }", offset) }
            return try title.shown(on: occasion, spelling, at: offset)
        case .map: throw refused("{ }", offset)
        case .int(let number) where spelling != .short && (-999...999).contains(number):
            // The same digits with and without groups, where the language has these digits.
            if occasion.locale.writesWesternDigits { return String(number) }
            return Spelled.text(self, spelling, on: occasion)
        case .int, .double, .decimal, .money, .date, .time, .datetime, .timestamp, .duration:
            return Spelled.text(self, spelling, on: occasion)
        }
    }
}

extension Locale {
    /// Read from the identifier: asking the numbering system costs more than formatting.
    fileprivate var writesWesternDigits: Bool {
        let name = identifier
        return name.hasPrefix("en") || name.hasPrefix("es")
    }
}

/// Numbers, amounts, dates and times by the rules of a language, each worked out once.
private enum Spelled {
    private struct Key: Hashable {
        let locale: String
        let spelling: Spelling
        let value: Value
        /// Moments are shown on the contact's clock.
        let zone: String?
    }

    /// Formatting takes ICU many microseconds; the same few dates and amounts come again and again.
    private static let known = Mutex<[Key: String]>([:])
    private static let mostKnown = 4096

    static func text(_ value: Value, _ spelling: Spelling, on occasion: Occasion) -> String {
        var zone: String?
        if case .timestamp = value { zone = occasion.zone.identifier }
        let key = Key(
            locale: occasion.localeName,
            spelling: spelling,
            value: value,
            zone: zone
        )
        if let text = known.withLock({ $0[key] }) { return text }
        let text = made(value, spelling, occasion).withPlainSpaces
        known.withLock { known in
            if known.count >= mostKnown { known.removeAll(keepingCapacity: true) }
            known[key] = text
        }
        return text
    }

    private static func made(
        _ value: Value,
        _ spelling: Spelling,
        _ occasion: Occasion
    ) -> String {
        let locale = occasion.locale
        switch value {
        case .int(let number): return text(Decimal(number), spelling, locale)
        case .decimal(let number): return text(number, spelling, locale)
        case .double(let number):
            guard let decimal = Decimal(shortest: number) else { return number.spelled }
            return text(decimal, spelling, locale)
        case .money(let money): return text(money, spelling, locale)
        case .date(let date):
            return text(CivilDateTime(date: date, time: .noon), spelling, locale, parts: .date)
        case .time(let time):
            return text(
                CivilDateTime(date: CivilDate(daysSinceEpoch: 0), time: time),
                spelling,
                locale,
                parts: .time
            )
        case .datetime(let moment): return text(moment, spelling, locale, parts: .both)
        case .timestamp(let moment):
            return text(occasion.civil(moment), spelling, locale, parts: .both)
        case .duration(let span): return text(span, spelling, locale)
        default: return value.spelledPlainly ?? ""
        }
    }

    private static func text(_ number: Decimal, _ spelling: Spelling, _ locale: Locale) -> String {
        let style = Decimal.FormatStyle.number.locale(locale)
        return spelling == .short
            ? style.notation(.compactName).format(number)
            : style.precision(.fractionLength(0...15)).format(number)
    }

    private static func text(_ money: Money, _ spelling: Spelling, _ locale: Locale) -> String {
        guard let currency = money.currency else {
            return Decimal.FormatStyle.number.locale(locale).precision(.fractionLength(2))
                .format(money.amount)
        }
        let style = Decimal.FormatStyle.Currency(code: currency, locale: locale)
        switch spelling {
        case .plain: return style.format(money.amount)
        case .long: return style.presentation(.fullName).format(money.amount)
        case .short:
            // A whole amount without its zeros; never rounded, because it is money.
            let isWhole = Int64(exactly: money.amount) != nil
            return isWhole
                ? style.precision(.fractionLength(0)).format(money.amount)
                : style.format(money.amount)
        }
    }

    private enum Parts {
        case date, time, both
    }

    private static func text(
        _ moment: CivilDateTime,
        _ spelling: Spelling,
        _ locale: Locale,
        parts: Parts
    ) -> String {
        let seconds = moment.date.daysSinceEpoch * 86_400 + moment.time.secondsSinceMidnight
        var style = Date.FormatStyle(locale: locale, calendar: .gregorian, timeZone: .gmt)
        if parts != .time {
            style =
                spelling == .short
                ? style.month(.abbreviated).day().year()
                : style.weekday(.wide).month(.wide).day().year()
        }
        if parts != .date { style = style.hour().minute() }
        var text = style.format(Date(timeIntervalSince1970: Double(seconds)))
        // "El jueves 5 de marzo": a comma, as ICU has it, cannot stand behind an article.
        guard parts != .time, spelling != .short, locale.identifier.hasPrefix("es"),
            let comma = text.firstRange(of: ", ")
        else { return text }
        text.replaceSubrange(comma, with: " ")
        return text
    }

    private static func text(_ span: TimeSpan, _ spelling: Spelling, _ locale: Locale) -> String {
        let width: Duration.UnitsFormatStyle.UnitWidth =
            spelling == .short ? .abbreviated : .wide
        var units: Set<Duration.UnitsFormatStyle.Unit> = [.days, .hours, .minutes]
        if span.seconds.magnitude < 3600 { units = [.minutes, .seconds] }
        return Duration.UnitsFormatStyle(allowedUnits: units, width: width)
            .locale(locale)
            .format(.seconds(span.seconds))
    }
}

extension String {
    /// With a space for each space that does not break.
    ///
    /// ICU writes "5:00 PM" with a narrow one, which no author types into a transcript and which
    /// turns an SMS of 160 characters into one of 70.
    fileprivate var withPlainSpaces: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { $0 == "\u{202F}" || $0 == "\u{A0}" ? " " : $0 }
            )
        )
    }
}

extension Calendar {
    fileprivate static let gregorian = Calendar(identifier: .gregorian)
}

extension CivilTime {
    fileprivate static let noon = CivilTime(secondsSinceMidnight: 43_200)
}

extension [String] {
    /// `a, b and c` by the rules of a language.
    fileprivate func joinedAsList(in locale: Locale) -> String {
        if count < 2 { return first ?? "" }
        // ICU sets marks around the items of an Arabic list: a value has none, a text sets them.
        return formatted(.list(type: .and).locale(locale)).withoutIsolates
    }
}

/// The words for true and false.
private enum YesAndNo {
    private static let words: [String: (yes: String, no: String)] = [
        "ar": ("نعم", "لا"), "de": ("ja", "nein"), "en": ("yes", "no"), "es": ("sí", "no"),
        "fr": ("oui", "non"), "hi": ("हाँ", "नहीं"), "it": ("sì", "no"), "ja": ("はい", "いいえ"),
        "nl": ("ja", "nee"), "pl": ("tak", "nie"), "pt": ("sim", "não"), "ru": ("да", "нет"),
        "tr": ("evet", "hayır"), "uk": ("так", "ні"), "zh": ("是", "否"),
    ]

    static func word(for truth: Bool, in locale: Locale) -> String {
        let pair = words[String(locale.identifier.prefix(2))] ?? ("yes", "no")
        return truth ? pair.yes : pair.no
    }
}
