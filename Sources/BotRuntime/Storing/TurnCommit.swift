import Values

/// Everything that one turn changes: it is written whole or not at all.
package struct TurnCommit: Sendable {
    package var contact: ContactKey
    /// The revision that was read; 0: there was none.
    package var base: Int64
    /// When that revision was written, where it was not read for this turn; nil: the number is enough.
    ///
    /// Whoever was erased and came back may have come to the same number.
    package var baseAt: Timestamp?
    /// What was processed, so that it never is again; nil for what has no name.
    package var message: (key: MessageKey, bodyHash: [UInt8])?
    /// The contact as it is now; its revision is one above `base`.
    package var row: ContactRow
    /// The turn for the transcript; nil where nothing happened that anybody asks for.
    package var turn: TurnRow?
    /// Earlier turns whose bodies say something else from now on.
    package var rewrites: [TurnRow] = []
    /// In the order of their numbers, which follow those that `base` knew without a gap.
    package var outbox: [OutboxRow] = []
    /// What the bot wanted to say and has not sent is dropped.
    package var drops: Drop?
    /// What is kept beside the conversation; one of the same kind and ID is replaced.
    package var entries: [Entry] = []
    /// The row of the outbox whose answer this turn took: it is sent with it.
    package var settles: Int64?
    /// What was put aside instead of being processed.
    package var dead: DeadLetter?

    /// Rows of the channel's lane that are not to go out any more.
    package enum Drop: Hashable, Sendable {
        /// A person has taken over: what the bot said in an older epoch.
        case bot(n: Int, before: Int)
        /// The customer wants nothing more: everything of earlier turns.
        case all
    }

    package init(
        contact: ContactKey,
        base: Int64,
        baseAt: Timestamp? = nil,
        message: (key: MessageKey, bodyHash: [UInt8])? = nil,
        row: ContactRow
    ) {
        precondition(row.rev == base + 1, "a turn is one revision")
        self.contact = contact
        self.base = base
        self.baseAt = baseAt
        self.message = message
        self.row = row
    }
}

/// What became of a turn that was to be written.
package enum CommitResult: Hashable, Sendable {
    case committed
    /// Its message had been processed before; nothing was written.
    case duplicate
    /// Another turn of the contact was written since it was read; nothing was written.
    case conflict
}

/// One turn of the transcript.
package struct TurnRow: Hashable, Sendable {
    package var contact: ContactKey
    package var rev: Int64
    package var n: Int
    package var at: Timestamp
    /// The turn of the message that set this one off, itself where it came from outside: the answer
    /// to a message is all turns with its cause.
    package var cause: Int64
    /// What happened and what was said and done, as JSON, without what nobody may read.
    package var body: [UInt8]

    package init(
        contact: ContactKey,
        rev: Int64,
        n: Int,
        at: Timestamp,
        cause: Int64,
        body: [UInt8]
    ) {
        self.contact = contact
        self.rev = rev
        self.n = n
        self.at = at
        self.cause = cause
        self.body = body
    }
}

/// Something that is kept beside a conversation, for reports and proof: an interaction, a consent, a
/// delivery, a payment, a question nobody could answer.
package struct Entry: Hashable, Sendable {
    package var contact: ContactKey
    package var kind: String
    /// Unique within the contact and the kind.
    package var id: String
    package var at: Timestamp
    /// JSON.
    package var body: [UInt8]

    package init(contact: ContactKey, kind: String, id: String, at: Timestamp, body: [UInt8]) {
        self.contact = contact
        self.kind = kind
        self.id = id
        self.at = at
        self.body = body
    }
}

/// A message that was put aside: whoever runs the service looks at it, and may have it done again.
package struct DeadLetter: Hashable, Sendable {
    package var contact: ContactKey
    /// Unique within the contact: the message's source and ID, or the number of the outbox's row.
    package var reference: String
    package var why: String
    package var body: [UInt8]
    package var at: Timestamp

    package init(
        contact: ContactKey,
        reference: String,
        why: String,
        body: [UInt8],
        at: Timestamp
    ) {
        self.contact = contact
        self.reference = reference
        self.why = why
        self.body = body
        self.at = at
    }
}
