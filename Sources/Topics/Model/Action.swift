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

    /// Who answers it.
    package enum Provider: Sendable {
        /// The embedded back end; one transaction.
        case records([Statement])
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

        package init(
            name: String,
            type: Expressions.`Type`,
            optional: Bool,
            secure: Bool = false
        ) {
            self.name = name
            self.type = type
            self.optional = optional
            self.secure = secure
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
