import Expressions
import Values

/// The patterns of what is written on one line, for editors.
///
/// Each says what a reader of the loader accepts, as near as a pattern can.
enum Patterns {
    static let name = "^[a-z][a-z0-9_]{0,63}$"
    /// A name that a topic may give a value.
    static let ownName = "^(?!(\(words(Scope.takenNames)))$)[a-z][a-z0-9_]{0,63}$"
    static let actionName = #"^[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})*$"#
    static let optionID = "^[A-Za-z0-9_-]{1,64}$"
    static let notBlank = #"\S"#
    /// `8s`, `1h30m`, and not `0s`.
    static let span = "^(?!(0+[smhd])+$)([0-9]{1,10}[smhd])+$"
    /// `16`, `3..4`.
    static let range = #"^[0-9]+(\.\.[0-9]+)?$"#
    static let currency = "^[A-Z]{3}$"
    static let show = "^(buttons|list|app [a-z][a-z0-9_]{0,63})$"
    /// Source: RFC 5646, section 2.1.
    static let language =
        "^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$"
    static let region = "^[A-Z]{2}$"
    static let timeZone = "^[A-Za-z0-9+_-][A-Za-z0-9+_/-]{0,63}$"
    static let date = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
    static let clock = "^\(bareClock)$"
    /// `title`, `title desc`.
    static let order = "^ *[a-z][a-z0-9_]{0,63}( +(asc|desc))? *$"
    /// `fee, cost, price`: two words at least.
    static let synonyms = #"[^,\s][^,]*,.*[^,\s]"#
    static let weekday = "^\(anyWeekday)$"
    /// `mon-fri 08:00-20:00, sat 09:00-12:00`.
    static let hours = "^(always|\(bareHours)(,\(bareHours))*)$"

    /// `optional secure list of T`.
    static let type = "^ *((optional|secure) +)*(list +of +){0,2}[a-z][a-z0-9_]{0,63} *$"
    /// The rows that an action gives; a plain type gives no row.
    static let rows =
        "^ *(optional +)*(list +of +)?(?!(\(words(TypeReader.words.keys))) *$)"
        + "[a-z][a-z0-9_]{0,63} *$"
    /// The field of a shape.
    static let field = "^ *(optional +)*(list +of +){0,2}[a-z][a-z0-9_]{0,63} *$"
    static let column =
        "^ *((optional|secure) +)*(translated +((optional|secure) +)*(list +of +)?(\(words(texts)))"
        + "|(list +of +)?(\(words(storable)))) *$"
    static let id = "^ *(\(words(texts))) *$"

    private static let storable = TypeReader.words.filter { Table.isStorable($0.value) }.keys
    private static let texts = TypeReader.words.filter { $0.value == .string }.keys
    private static let bareClock = "([01][0-9]|2[0-3]):[0-5][0-9]"
    private static let anyWeekday =
        "(" + Weekday.allCases.map { caseless($0.rawValue) }.joined(separator: "|") + ")"
    private static let bareHours =
        " *\(anyWeekday)(-\(anyWeekday))? +\(bareClock)-(24:00|\(bareClock)) *"

    private static func words(_ words: some Sequence<String>) -> String {
        words.sorted().joined(separator: "|")
    }

    /// `[Mm][Oo][Nn]([Dd][Aa][Yy])?`: a pattern that editors read has no flag for that.
    private static func caseless(_ day: String) -> String {
        func letters(_ part: Substring) -> String {
            part.map { "[\($0.uppercased())\($0)]" }.joined()
        }
        return letters(day.prefix(3)) + "(\(letters(day.dropFirst(3))))?"
    }
}
