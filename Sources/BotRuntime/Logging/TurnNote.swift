import Dialogue
import Messages
import Topics

/// Something about a turn that is worth a line in the log.
enum TurnNote: Hashable, Sendable {
    case handedOver(reason: String, queue: String)
    /// A call ended as *failed* or *unknown*.
    case callFailed(action: String, outcome: String)
    /// A step could not be done; what it was stands beside the conversation.
    case fault
    /// The channel could not bring a message to the customer.
    case undelivered
    /// The message stopped the process again and again, and was put aside.
    case quarantined

    /// nil: as it should be.
    init?(_ effect: Effect) {
        switch effect {
        case .requestPerson(let packet):
            self = .handedOver(reason: packet.reason.rawValue, queue: packet.queue.rawValue)
        case .record(.fault): self = .fault
        case .record(.delivery(_, .failed, _)): self = .undelivered
        case .record, .send, .call, .setTimer, .clearTimer, .releasePerson, .forward: return nil
        }
    }

    /// nil: as it should be.
    init?(_ request: CallRequest, _ outcome: CallOutcome) {
        switch outcome {
        case .ok, .refused: return nil
        case .failed, .unknown:
            self = .callFailed(action: request.action.rawValue, outcome: outcome.rawValue)
        }
    }
}
