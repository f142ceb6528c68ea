/// What can become of a question for a slot: the columns of the repair matrix.
package enum Repair: String, Hashable, Sendable, CaseIterable {
    /// Asked, and answered.
    case valid
    case notUnderstood = "not understood"
    /// Understood, and no value that may be taken.
    case refused
    /// Answered before it was asked.
    case overAnswered = "over-answered"
    /// Another value in an answer's place, or the answer taken back to be given anew.
    case corrected
    /// *Back* while it is asked.
    case back
    /// Another topic began while it is asked.
    case digression
    /// An article answered something while it is asked.
    case search
    /// The reminder came while it is asked.
    case idle
    case cancel
    /// A person was wanted while it is asked.
    case agent
}
