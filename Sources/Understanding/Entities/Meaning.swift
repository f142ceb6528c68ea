/// What one word may mean in a number, a date, a time or an amount.
struct Meaning: Sendable {
    enum NumberKind: UInt8, Sendable {
        case none, ones, teens, tens, hundreds
        /// Multiplies what stands before it: hundred; thousand and above.
        case hundred, scale
    }

    struct Roles: OptionSet, Sendable {
        let rawValue: UInt64

        static let article = Roles(rawValue: 1 << 0)
        static let and = Roles(rawValue: 1 << 1)
        static let of = Roles(rawValue: 1 << 2)
        static let at = Roles(rawValue: 1 << 3)
        static let on = Roles(rawValue: 1 << 4)
        /// The word of "in 3 days".
        static let within = Roles(rawValue: 1 << 5)
        static let from = Roles(rawValue: 1 << 6)
        static let to = Roles(rawValue: 1 << 7)
        /// The word of "ten past five".
        static let past = Roles(rawValue: 1 << 8)
        static let before = Roles(rawValue: 1 << 9)
        static let after = Roles(rawValue: 1 << 10)
        /// Behind the length: "3 days ago".
        static let ago = Roles(rawValue: 1 << 11)
        /// Before the length: "hace 3 días".
        static let agoBefore = Roles(rawValue: 1 << 12)
        static let fromNow = Roles(rawValue: 1 << 13)
        static let next = Roles(rawValue: 1 << 14)
        static let last = Roles(rawValue: 1 << 15)
        static let this = Roles(rawValue: 1 << 16)
        static let am = Roles(rawValue: 1 << 17)
        static let pm = Roles(rawValue: 1 << 18)
        static let noon = Roles(rawValue: 1 << 19)
        static let midnight = Roles(rawValue: 1 << 20)
        static let half = Roles(rawValue: 1 << 21)
        static let quarter = Roles(rawValue: 1 << 22)
        static let oclock = Roles(rawValue: 1 << 23)
        static let morning = Roles(rawValue: 1 << 24)
        static let afternoon = Roles(rawValue: 1 << 25)
        static let evening = Roles(rawValue: 1 << 26)
        static let night = Roles(rawValue: 1 << 27)
        static let between = Roles(rawValue: 1 << 28)
        static let since = Roles(rawValue: 1 << 29)
        static let until = Roles(rawValue: 1 << 30)
        static let now = Roles(rawValue: 1 << 31)
        static let point = Roles(rawValue: 1 << 32)
        static let minus = Roles(rawValue: 1 << 33)
        static let couple = Roles(rawValue: 1 << 34)
        static let percent = Roles(rawValue: 1 << 35)
        static let weekend = Roles(rawValue: 1 << 36)
        static let about = Roles(rawValue: 1 << 37)
        /// Also an ordinary word: "may", "sun".
        static let ambiguous = Roles(rawValue: 1 << 38)
        /// "tonight": today and its night.
        static let tonight = Roles(rawValue: 1 << 39)
        static let end = Roles(rawValue: 1 << 40)
        static let beginning = Roles(rawValue: 1 << 41)
        static let cents = Roles(rawValue: 1 << 42)
        /// Takes minutes from the hour before it: "las once menos cuarto".
        static let less = Roles(rawValue: 1 << 43)
        /// Between minutes and the hour they lack: "un cuarto para las tres".
        static let toHour = Roles(rawValue: 1 << 44)
        /// A third of an hour: "السابعة والثلث".
        static let third = Roles(rawValue: 1 << 45)
        /// An ordinal that counts hours of the clock: "الساعة الخامسة".
        static let hour = Roles(rawValue: 1 << 46)
        static let fractions: Roles = [.half, .quarter, .third]
        static let dayParts: Roles = [.morning, .afternoon, .evening, .night]
    }

    enum Unit: UInt8, Sendable {
        case none, second, minute, hour, day, week, fortnight, month, quarter, year, decade,
            businessDay
    }

    var number: Int64 = -1
    var numberKind = NumberKind.none
    /// Place in a list; 0 where the word is no ordinal.
    var ordinal = 0
    /// 1 to 12, or 0.
    var month = 0
    /// 1, Monday, to 7, or 0.
    var weekday = 0
    var unit = Unit.none
    /// Days from today; nil where the word names no day.
    var day: Int?
    var currency: String?
    var roles: Roles = []
}

/// A meaning that many items share, so that items are cheap to copy.
final class SharedMeaning: Sendable {
    let meaning: Meaning

    init(_ meaning: Meaning) { self.meaning = meaning }

    static let nothing = SharedMeaning(Meaning())
}

/// How tens and ones stand together in a number of words.
enum TensAndOnes: Sendable {
    /// "Twenty-five".
    case sideBySide
    /// "Treinta y cinco".
    case joined
    /// "خمسة وعشرون": the ones first. Everything is joined, "مئة وخمسة وعشرون".
    case onesFirst
}

/// What a language file holds for values.
struct ValueWords {
    var numbers: [(Int64, Meaning.NumberKind, [String])]
    var ordinals: [(Int, [String])]
    /// From January.
    var months: [[String]]
    /// From Monday.
    var weekdays: [[String]]
    var units: [(Meaning.Unit, [String])]
    var days: [(Int, [String])]
    var currencies: [(String, [String])]
    var roles: [(Meaning.Roles, [String])]
    /// Month and day, or the nth weekday of a month (`weekday` from 1; n from 1, -1 the last).
    var holidays: [(Holiday, [String])]
    /// The mark before decimals.
    var decimalMark: String
    var tensAndOnes = TensAndOnes.sideBySide
    /// "And" where it is written as one with the word behind it.
    var gluedAnd: String?
    /// Whether a unit alone is one of it, as where there is no "a": "بعد أسبوع".
    var unitAloneIsOne = false
}

/// A day that a name stands for each year.
enum Holiday: Hashable, Sendable {
    case fixed(month: Int, day: Int)
    case weekday(month: Int, weekday: Int, place: Int)
    /// Days from Easter Sunday.
    case easter(Int)
}

/// The words for values in one language, compiled once.
final class Lexicon: Sendable {
    let meanings: PhraseTable<SharedMeaning>
    let holidays: PhraseTable<Holiday>
    let decimalMark: String
    let tensAndOnes: TensAndOnes
    let gluedAnd: String?
    let unitAloneIsOne: Bool

    init(_ words: ValueWords) {
        var order: [String] = []
        var known: [String: Meaning] = [:]
        func mean(_ spellings: [String], _ change: (inout Meaning) -> Void) {
            for spelling in spellings {
                if known[spelling] == nil { order.append(spelling) }
                change(&known[spelling, default: Meaning()])
            }
        }
        for (value, kind, spellings) in words.numbers {
            mean(spellings) { ($0.number, $0.numberKind) = (value, kind) }
        }
        for (place, spellings) in words.ordinals { mean(spellings) { $0.ordinal = place } }
        for (index, spellings) in words.months.enumerated() {
            mean(spellings) { $0.month = index + 1 }
        }
        for (index, spellings) in words.weekdays.enumerated() {
            mean(spellings) { $0.weekday = index + 1 }
        }
        for (unit, spellings) in words.units { mean(spellings) { $0.unit = unit } }
        for (day, spellings) in words.days { mean(spellings) { $0.day = day } }
        for (code, spellings) in words.currencies { mean(spellings) { $0.currency = code } }
        for (role, spellings) in words.roles { mean(spellings) { $0.roles.insert(role) } }
        meanings = PhraseTable(order.map { ($0, SharedMeaning(known[$0] ?? Meaning())) })
        holidays = PhraseTable(
            words.holidays.flatMap { holiday, names in names.map { ($0, holiday) } }
        )
        decimalMark = words.decimalMark
        tensAndOnes = words.tensAndOnes
        gluedAnd = words.gluedAnd
        unitAloneIsOne = words.unitAloneIsOne
    }

    static func of(_ language: String) -> Lexicon {
        switch primaryTag(language) {
        case "es": spanish
        case "ar": arabic
        default: english
        }
    }

    private static let english = Lexicon(.english)
    private static let spanish = Lexicon(.spanish)
    private static let arabic = Lexicon(.arabic)
}
