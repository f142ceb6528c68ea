import Dialogue

/// Whoever wants to see each step of a simulation: coverage counts what it went through, exploration
/// judges it.
package protocol TurnObserver: Sendable {
    /// - Parameters:
    ///   - event: What came in, a timer or the result of a call too.
    ///   - conversation: The conversation before it.
    ///   - transition: What it led to, with its trace.
    func saw(_ event: Event, in conversation: Conversation, becoming transition: Transition)
}
