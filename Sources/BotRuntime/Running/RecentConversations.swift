import Dialogue
import Synchronization

/// The conversations of the last turns as they were written, so that the next turn of one need not
/// read its state again.
///
/// It decides nothing: the row is loaded for each turn all the same, and a conversation is taken from
/// here only where the seal of its stored state is the one under which it was written. Whatever wrote
/// the row since, it is another seal.
final class RecentConversations: Sendable {
    /// The last bytes of a sealed state, which prove its content and its place.
    private typealias Seal = [UInt8]

    private static let sealLength = 16
    /// Conversations in each of the two generations; one takes some 7 KB.
    static let mostInGeneration = 1_024

    private struct State {
        var young: [ContactKey: (seal: Seal, conversation: Conversation)] = [:]
        var old: [ContactKey: (seal: Seal, conversation: Conversation)] = [:]
    }

    private let state = Mutex(State())

    /// The conversation whose state these bytes are; nil where it is not known.
    func conversation(of contact: ContactKey, sealed: [UInt8]) -> Conversation? {
        let found = state.withLock { $0.young[contact] ?? $0.old[contact] }
        guard let found, found.seal.elementsEqual(sealed.suffix(Self.sealLength)) else {
            return nil
        }
        return found.conversation
    }

    /// Lets go of all of them: memory is short.
    func makeRoom() {
        state.withLock { $0 = State() }
    }

    /// A turn was written that leaves the conversation like this.
    ///
    /// One that has held secrets is not kept in the clear for longer than its turn.
    func keep(_ conversation: Conversation, of contact: ContactKey, sealed: [UInt8]) {
        let isOpen = conversation.counters.secrets == 0 && conversation.held.isEmpty
        state.withLock { state in
            state.old[contact] = nil
            guard isOpen else {
                state.young[contact] = nil
                return
            }
            state.young[contact] = (Array(sealed.suffix(Self.sealLength)), conversation)
            if state.young.count >= Self.mostInGeneration {
                state.old = state.young
                state.young = [:]
            }
        }
    }
}
