import BotRuntime
import Messages
import Values

/// What happens to the bot at one line of a transcript.
package enum TranscriptInput: Hashable, Sendable {
    case text(String)
    /// What is touched, of what is on offer.
    case tap([Touch])
    case form([FormField])
    /// A time slot of the open question, by its ID.
    case timeSlot(String)
    /// The value that the header gives for a secure slot, as the answer to its question.
    case secret(slot: String)
    /// How the sign-in that was offered last went: who they are, or nil where it failed.
    case signedIn(subject: String?)
    /// What became of the payment that was asked for last.
    case paid(PaymentResult.Status, reference: String?)
    case event(SimulatedEvent.Kind)
    /// An event as `chat --json` reads it.
    case json(JSON)
    /// The event before once more, with the same ID.
    case again

    package enum Touch: Hashable, Sendable {
        case label(String)
        case id(String)
    }

    package struct FormField: Hashable, Sendable {
        package let slot: String
        /// `[secret]` for what the header gives.
        package let value: String

        static let secret = "[secret]"
    }
}
