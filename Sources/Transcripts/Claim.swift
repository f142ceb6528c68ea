import Dialogue
import Diagnostics

/// A fact that must hold after a turn.
package struct Claim: Hashable, Sendable {
    package let location: SourceLocation
    /// As it is written.
    package let words: String
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
        /// The topic that waits or just ended; nil for none.
        case topic(String?)
        /// A value as it is spelled; nil for an empty slot.
        case slot(String, String?)
        case correction(String)
        case calls(String, Int)
        case callOutcome(String, CallOutcome)
        /// A request for a person on this turn; nil for none.
        case handoff(String?)
        case owner(Owner)
        /// What the conversation goes on in.
        case language(String)
        case waiting(String, slot: String?)
        case outcome(String)
        case rule(Rule)
        case interactions(Int)
        /// The interaction with that number is linked to the other, both from 1.
        case linked(Int, to: Int)
        case articleShown(String)
        case record(String)
        case row(RowClaim)
        /// What the person gets, by the keys of the packet; nil for what is not in it.
        case packet(String, String?)
    }
}

/// What a table of the back end holds.
package struct RowClaim: Hashable, Sendable {
    package enum Expected: Hashable, Sendable {
        /// There is no such row.
        case none
        /// A column's value as it is spelled; nil for an empty one.
        case column(String, String?)
    }

    package let table: String
    package let id: String
    package let expected: Expected
}
