import Dialogue
import Values

/// What answers the calls of a bot's topics.
package protocol BackEnd: AnyObject {
    /// Does what the request asks, once per idempotency key: asked again with the same key it gives
    /// the same answer and does nothing.
    ///
    /// - Parameters:
    ///   - request: The action, its key and its arguments.
    ///   - now: The moment of the call.
    /// - Returns: The outcome, and what the action gives where it is *ok*.
    func perform(_ request: CallRequest, at now: Timestamp) -> CallAnswer

    /// What a table holds now, for tests and for looking at; nothing where there is no such table.
    func rows(of table: String) -> [Record]

    /// Another back end with the same contents, for going back and for branching off.
    func copy() -> any BackEnd
}

/// A back end's answer.
package struct CallAnswer: Hashable, Sendable {
    package var outcome: CallOutcome
    package var value: Value

    package init(_ outcome: CallOutcome, _ value: Value = .null) {
        self.outcome = outcome
        self.value = value
    }
}
