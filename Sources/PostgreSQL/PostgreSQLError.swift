import CPQ

/// Why something could not be done, and what that means for who asked.
package struct PostgreSQLError: Error, Hashable, Sendable {
    package let kind: Kind
    /// The SQLSTATE, five characters, where it was the server that refused.
    package let state: String?
    package let message: String

    package init(kind: Kind, state: String? = nil, message: String) {
        self.kind = kind
        self.state = state
        self.message = message
    }
}

extension PostgreSQLError {
    /// What the caller does next.
    package enum Kind: Hashable, Sendable {
        /// It cannot stand beside what others do at the same time: nothing was saved, do it again.
        case conflict
        /// A row with that key is there already: nothing was saved.
        case uniqueViolation
        /// It may have been saved or not, because no answer came: look, or do it again in a way
        /// that does nothing twice.
        case outcomeUnknown
        /// There is no connection, and nothing was saved: open another.
        case disconnected
        /// The server is starting or stopping, and nothing was saved: open another later.
        case shuttingDown
        /// A lock was not given, or the statement not done, in its time: nothing was saved.
        case timedOut
        /// The server has no disk, memory or connections left, or cannot write: nothing was saved.
        case outOfResources
        /// This server takes no changes, such as a standby: nothing was saved.
        case readOnly
        /// What was asked is refused whenever it is asked.
        case other
    }
}

extension PostgreSQLError.Kind {
    /// The kind of what a server refused; the codes are those of appendix A of its manual.
    init(state: String) {
        self =
            switch state {
            case "40001", "40P01": .conflict
            case "23505": .uniqueViolation
            case "40003", "08007": .outcomeUnknown
            case "57P01", "57P02", "57P03": .shuttingDown
            case "55P03", "57014": .timedOut
            case "25006": .readOnly
            case "57P05", "25P03": .disconnected
            case _ where state.hasPrefix("08"): .disconnected
            case _ where state.hasPrefix("53"), "58030": .outOfResources
            default: .other
            }
    }
}

extension PostgreSQLError: CustomStringConvertible {
    package var description: String {
        state.map { "\(message) (PostgreSQL \($0))" } ?? message
    }
}

extension PostgreSQLError {
    /// A mistake of the caller, found before the server was asked.
    static func misuse(_ message: String) -> PostgreSQLError {
        PostgreSQLError(kind: .other, message: message)
    }
}
