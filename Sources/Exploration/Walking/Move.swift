import BotRuntime
import Messages
import Values

/// Something that happens in a walk.
///
/// It names no question by its ID but means the one that is open when it happens, so that a walk
/// still makes sense when moves before it are left out.
enum Move: Hashable, Sendable {
    case say(String)
    /// Options of the open question, by their IDs.
    case touch([String])
    /// Options of a question asked earlier: 1 is the one before the last.
    case touchLate([String], back: Int)
    /// A native control's value.
    case value(JSON)
    case form([String: JSON])
    /// What answers a secure question.
    case secret(String)
    case signIn(ok: Bool, subject: String?)
    case pay(PaymentResult.Status, reference: String?, amount: Money?)
    /// What needs no question.
    case event(SimulatedEvent.Kind)
}

/// A move, and what it is meant as.
struct MadeMove: Hashable, Sendable {
    var move: Move
    /// It answers what is asked, in a way the question takes, and does not say no to it.
    var answers = false
}
