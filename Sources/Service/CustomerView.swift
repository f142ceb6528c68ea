import Messages
import Values

/// What customers read of their own conversation: what was said, and what is waited for.
///
/// How it was understood, what back ends were asked, and what people tell one another is not theirs.
enum CustomerView {
    private static let kept: Set = [
        "turn", "conversation", "at", "cause", "repeated", "whole", "posted", "replies", "owner",
        "waiting", "language",
    ]

    /// The part of an answer, or of a turn of the transcript, that is the customer's to read.
    static func of(_ json: JSON) -> JSON {
        var shown = (json.object ?? [:]).filter { kept.contains($0.key) }
        shown["line"] = json["line"].map { of($0) }
        if let event = json["event"], let inbound = try? Inbound(json: event),
            inbound.isFromCustomers
        {
            shown["event"] = event
        }
        return .object(shown)
    }
}

extension Inbound {
    /// Whether it is a customer who says it, and nobody has to vouch for it.
    var isFromCustomers: Bool {
        switch self {
        case .text, .tap, .form, .timeSlot, .value, .file, .location, .contactCard, .app, .typing,
            .edited, .deleted, .closed, .entry:
            true
        // Who they are, what they paid and what the company's systems and people say is not theirs
        // to tell.
        case .signedIn, .paid, .backEnd, .status, .consent, .desk, .unsupported: false
        }
    }
}

extension Route.Call {
    /// What of it whoever asks may read.
    func view(_ json: JSON) -> JSON {
        principal?.role == .customer ? CustomerView.of(json) : json
    }
}
