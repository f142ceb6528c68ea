import Values

/// What is kept of a contact: the conversation that is open, and what decides about it from outside.
///
/// The unit of every comparison: a turn is written only where `rev` is still what was read, so there
/// is one writer for each contact, wherever it runs.
package struct ContactRow: Hashable, Sendable {
    /// Counts the turns of the contact, from 1.
    package var rev: Int64
    /// The ordinal of the open conversation, from 1.
    package var n: Int
    /// `bot`, `queue`, `agent`, `nobody`.
    package var owner: String
    /// Grows with each change of owner within a conversation.
    package var epoch: Int
    /// The ID of the bot that took the last event.
    package var bot: String
    /// The conversation as it saves itself.
    package var state: [UInt8]
    /// Who it is, as the gateway tells: JSON.
    package var facts: [UInt8]
    /// The last number given to a row of the outbox; 0 before the first.
    package var lastSeq: Int64
    /// When to look for a timer; nil: there is none.
    ///
    /// It may be earlier than the first timer.
    package var wake: Timestamp?
    /// The last turn.
    package var updated: Timestamp

    package init(
        rev: Int64,
        n: Int,
        owner: String,
        epoch: Int,
        bot: String,
        state: [UInt8],
        facts: [UInt8] = [],
        lastSeq: Int64 = 0,
        wake: Timestamp? = nil,
        updated: Timestamp
    ) {
        self.rev = rev
        self.n = n
        self.owner = owner
        self.epoch = epoch
        self.bot = bot
        self.state = state
        self.facts = facts
        self.lastSeq = lastSeq
        self.wake = wake
        self.updated = updated
    }
}

extension ContactRow {
    /// Numbers that nothing reaches: no turn is written after one of these.
    private static let most: Int64 = 1 << 52

    /// Whether its numbers are such as are written; others come from a damaged store.
    package var isPlausible: Bool {
        let moments = [wake, updated].compactMap(\.?.milliseconds)
        return (0..<Self.most).contains(rev) && (0..<Self.most).contains(lastSeq)
            && (1..<Int(Self.most)).contains(n) && (0..<Int(Self.most)).contains(epoch)
            && moments.allSatisfy { (-Self.most..<Self.most).contains($0) }
    }

    package static let implausible = "its numbers are none that are written"
}

/// What a turn begins with.
package struct Loaded: Hashable, Sendable {
    /// nil: the contact has never written, or was erased.
    package var row: ContactRow?
    /// The message was processed before.
    package var known: KnownMessage?
    /// How often a process died while it had the message in hand.
    package var tries: Int

    package init(row: ContactRow? = nil, known: KnownMessage? = nil, tries: Int = 0) {
        self.row = row
        self.known = known
        self.tries = tries
    }
}
