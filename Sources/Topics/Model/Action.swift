import Diagnostics
import Expressions
import Values

/// Something the back end can do, declared in `actions.yaml`.
package struct Action: Sendable {
    package let name: ActionName
    /// It only reads: it may run again whenever its arguments change.
    package let safe: Bool
    /// How well the customer's identity must be proven; nil: not at all.
    package let verified: IdentityLevel?
    /// The customer's patience.
    package let within: TimeSpan?
    package let takes: [Parameter]
    /// The type of its answer, optional where a selection may find no row; nil: it gives nothing.
    package let gives: Expressions.`Type`?
    package let provider: Provider
    package let location: SourceLocation
    /// What it gives differs by language.
    package var givesTranslations = false

    package init(
        name: ActionName,
        safe: Bool,
        verified: IdentityLevel?,
        within: TimeSpan?,
        takes: [Parameter],
        gives: Expressions.`Type`?,
        provider: Provider,
        location: SourceLocation
    ) {
        self.name = name
        self.safe = safe
        self.verified = verified
        self.within = within
        self.takes = takes
        self.gives = gives
        self.provider = provider
        self.location = location
    }

    /// Whether a back end answers it that is not the bot's own tables.
    package var isElsewhere: Bool {
        switch provider {
        case .records: false
        case .http: true
        }
    }

    /// Who answers it.
    package enum Provider: Sendable {
        /// The embedded back end; one transaction.
        case records([Statement])
        /// A back end elsewhere.
        case http(WebCall)
    }
}

/// One statement over a table of the embedded back end.
package struct Statement: Sendable {
    package enum Verb: Sendable {
        /// Gives the rows.
        case select(order: String?, descending: Bool, limit: Int?)
        case insert([Assignment])
        case update([Assignment])
        case delete
    }

    package let table: String
    /// The columns are names in it, `takes` holds the arguments; nil: every row.
    package let condition: Expressions.Expression?
    package let verb: Verb

    package init(table: String, condition: Expressions.Expression?, verb: Verb) {
        self.table = table
        self.condition = condition
        self.verb = verb
    }
}

/// A table of the embedded back end: `records/*.yaml`.
package struct Table: Sendable {
    package struct Column: Sendable {
        package let name: String
        package let type: Expressions.`Type`
        package let optional: Bool
        /// Compared and written, and never given: no row that leaves the table has it.
        package let secure: Bool
        /// Customers read it, in their language; nil: it is the same in all.
        package var texts: Texts?

        package init(
            name: String,
            type: Expressions.`Type`,
            optional: Bool,
            secure: Bool = false,
            texts: Texts? = nil
        ) {
            self.name = name
            self.type = type
            self.optional = optional
            self.secure = secure
            self.texts = texts
        }

        /// What rows hold in the bot's default language, and the translations of that.
        package struct Texts: Sendable {
            package var words: [String: Wording] = [:]
            package var lists: [[String]: WordList] = [:]

            package init() {}

            /// A cell in a language of the bot; as it stands where it has no translation.
            package func value(_ value: Value, in language: String) -> Value {
                switch value {
                case .string(let text): words[text].map { .string($0[language]) } ?? value
                case .list(let items):
                    lists[items.compactMap(\.text)]
                        .map { .list($0[language].map { .string($0) }) } ?? value
                default: value
                }
            }
        }
    }

    /// What a row holds in one column.
    package enum Cell: Hashable, Sendable {
        case value(Value)
        /// Days after the day the tables are filled, in the bot's zone; with a time of day for a
        /// timestamp or a datetime. `type` is the column's.
        case relative(days: Int, time: CivilTime?)
    }

    package let name: String
    package let columns: [Column]
    package let rows: [[String: Cell]]
    package let location: SourceLocation

    package init(
        name: String,
        columns: [Column],
        rows: [[String: Cell]],
        location: SourceLocation
    ) {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.location = location
    }
}

extension Value {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
