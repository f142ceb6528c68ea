import Diagnostics
import Expressions
import Text
import Values

/// A value that a topic needs from the customer, with everything about asking for it.
///
/// Immutable, and a class for the same reason as `Topic`.
package final class Slot: Sendable {
    package let name: SlotName
    package let type: SlotType
    /// How the bot names it, as in the options after a *no*; the words of `name` by default.
    package let title: Wording
    /// How customers name it beside `title`.
    package let also: WordList
    package let ask: TextTemplate
    /// Options written in the topic; empty unless `type` is `choice`.
    package let options: [SlotOption]
    /// Rows to choose from, for `choice` and `time_slot`.
    package let from: Expressions.Expression?
    /// How many options may be chosen; nil for exactly one.
    package let many: ClosedRange<Int>?
    package let ifOne: IfOne
    /// Asked only while this holds.
    package let when: Expressions.Expression?
    package let checks: [Check]
    package let optional: Bool
    package let defaultValue: Expressions.Expression?
    /// Offered, one tap to accept.
    package let suggest: Expressions.Expression?
    package let prefer: Prefer
    /// Failed answers until a person comes in; nil: the bot's.
    package let tries: Int?
    /// Other wordings after an answer that was not understood.
    package let notUnderstood: [TextTemplate]
    /// Read back and confirmed before it counts.
    package let confirm: Bool
    package let secure: Bool
    package let show: Show
    package let location: SourceLocation

    package init(
        name: SlotName,
        type: SlotType,
        title: Wording,
        also: WordList = [],
        ask: TextTemplate,
        options: [SlotOption] = [],
        from: Expressions.Expression? = nil,
        many: ClosedRange<Int>? = nil,
        ifOne: IfOne = .ask,
        when: Expressions.Expression? = nil,
        checks: [Check] = [],
        optional: Bool = false,
        defaultValue: Expressions.Expression? = nil,
        suggest: Expressions.Expression? = nil,
        prefer: Prefer = .none,
        tries: Int? = nil,
        notUnderstood: [TextTemplate] = [],
        confirm: Bool = false,
        secure: Bool = false,
        show: Show = .auto,
        location: SourceLocation
    ) {
        self.name = name
        self.type = type
        self.title = title
        self.also = also
        self.ask = ask
        self.options = options
        self.from = from
        self.many = many
        self.ifOne = ifOne
        self.when = when
        self.checks = checks
        self.optional = optional
        self.defaultValue = defaultValue
        self.suggest = suggest
        self.prefer = prefer
        self.tries = tries
        self.notUnderstood = notUnderstood
        self.confirm = confirm
        self.secure = secure
        self.show = show
        self.location = location
    }

    /// What to do where there is only one row to choose.
    package enum IfOne: String, CaseIterable, Sendable { case ask, confirm, take }

    /// Which of two readings of "Tuesday" is meant.
    package enum Prefer: String, CaseIterable, Sendable { case past, future, none }

    /// How the question is shown.
    package enum Show: Hashable, Sendable {
        case auto, buttons, list
        /// The channel's own app where there is one.
        case app(String)
    }

    /// A rule that an answer must not break.
    package struct Check: Sendable {
        /// True where the answer is refused.
        package let condition: Expressions.Expression
        package let say: TextTemplate

        package init(condition: Expressions.Expression, say: TextTemplate) {
            self.condition = condition
            self.say = say
        }
    }
}

/// An option of a `choice`, as the topic writes it.
package struct SlotOption: Sendable {
    package let id: String
    package let title: Wording
    package let also: WordList
    package let subtitle: Wording?
    package let image: String?
    /// The heading under which it stands.
    package let section: Wording?

    package init(
        id: String,
        title: Wording,
        also: WordList = [],
        subtitle: Wording? = nil,
        image: String? = nil,
        section: Wording? = nil
    ) {
        self.id = id
        self.title = title
        self.also = also
        self.subtitle = subtitle
        self.image = image
        self.section = section
    }
}

/// The kinds of value that a slot can hold.
package enum SlotType: Sendable {
    case text(maxLength: Int)
    case number
    case money(currency: String?)
    case date
    case time
    case datetime
    case duration
    case timeSlot
    case phone
    case email
    case address
    case yesno
    case choice
    /// The whole answer must match; linear time whatever the pattern.
    case pattern(Pattern)
    case digits(length: ClosedRange<Int>)
    case file(mimes: [String], maxBytes: Int)
    case location

    /// The word that a designer writes.
    package var word: String {
        switch self {
        case .text: "text"
        case .number: "number"
        case .money: "money"
        case .date: "date"
        case .time: "time"
        case .datetime: "datetime"
        case .duration: "duration"
        case .timeSlot: "time_slot"
        case .phone: "phone"
        case .email: "email"
        case .address: "address"
        case .yesno: "yesno"
        case .choice: "choice"
        case .pattern: "pattern"
        case .digits: "digits"
        case .file: "file"
        case .location: "location"
        }
    }

    package static let words = [
        "text", "number", "money", "date", "time", "datetime", "duration", "time_slot", "phone",
        "email", "address", "yesno", "choice", "pattern", "digits", "file", "location",
    ]
}
