import BotRuntime
import Dialogue
import Synchronization

/// The steps that one event led to, until they are judged.
final class StepLog: TurnObserver {
    struct Entry: Sendable {
        let event: Event
        let before: Conversation
        let transition: Transition
    }

    private let entries = Mutex<[Entry]>([])

    func saw(_ event: Event, in conversation: Conversation, becoming transition: Transition) {
        entries.withLock {
            $0.append(Entry(event: event, before: conversation, transition: transition))
        }
    }

    /// What was seen since the last time.
    func take() -> [Entry] {
        entries.withLock { entries in
            defer { entries.removeAll(keepingCapacity: true) }
            return entries
        }
    }
}
