import Dialogue
import Synchronization

/// The contacts of the last turns as they were written, so that the next turn of one begins without a
/// look at the store.
///
/// It decides nothing: that the store still has what is remembered is a condition of writing the turn.
/// Where it has something else, or has processed the message before, the turn is made anew from what
/// the store has.
final class RecentContacts: Sendable {
    /// By reference, as the tables that hold it grow.
    final class Contact: Sendable {
        /// Without its state, which is the conversation.
        let row: ContactRow
        let conversation: Conversation

        init(_ row: ContactRow, _ conversation: Conversation) {
            var row = row
            row.state = []
            self.row = row
            self.conversation = conversation
        }
    }

    /// Contacts in each of the two generations; one takes some 7 KB.
    static let mostInGeneration = 1_024

    private struct State {
        var young: [ContactKey: Contact] = [:]
        var old: [ContactKey: Contact] = [:]
    }

    private let state = Mutex(State())

    /// What the last turn of a contact left; nil where it is not known.
    subscript(contact: ContactKey) -> Contact? {
        state.withLock { $0.young[contact] ?? $0.old[contact] }
    }

    /// A turn was written that leaves the contact like this.
    ///
    /// One that has held secrets is not kept in the clear for longer than its turn.
    func keep(_ conversation: Conversation, _ row: ContactRow, of contact: ContactKey) {
        guard conversation.counters.secrets == 0, conversation.held.isEmpty else {
            return forget(contact)
        }
        let kept = Contact(row, conversation)
        state.withLock { state in
            state.old[contact] = nil
            state.young[contact] = kept
            if state.young.count >= Self.mostInGeneration {
                state.old = state.young
                state.young = [:]
            }
        }
    }

    /// Lets go of all of them: memory is short.
    func makeRoom() { state.withLock { $0 = State() } }

    /// The store has something else, or nothing of the contact any more.
    func forget(_ contact: ContactKey) {
        state.withLock { state in
            state.young[contact] = nil
            state.old[contact] = nil
        }
    }
}
