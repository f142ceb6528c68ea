import Values

/// What came of a message.
public struct Answer: Hashable, Sendable {
    /// A line as `botsim chat --json` prints it: replies, owner, what is waited for, calls.
    public var line: JSON
    /// The turn that took the message, counted from 1 for each contact; 0 where nothing came of it.
    public var turn: Int64
    /// It had come before: this is the answer that it had then.
    public var isRepeated: Bool
    /// Everything has come to rest; otherwise more is posted, or found in the transcript.
    public var isWhole: Bool

    package init(line: JSON, turn: Int64, isRepeated: Bool = false, isWhole: Bool = true) {
        self.line = line
        self.turn = turn
        self.isRepeated = isRepeated
        self.isWhole = isWhole
    }
}

/// A turn as the transcript has it.
public struct TranscriptTurn: Hashable, Sendable {
    /// Counted from 1 for each contact.
    public var turn: Int64
    /// The ordinal of the conversation.
    public var conversation: Int
    public var at: Timestamp
    /// The turn of the message that set it off.
    public var cause: Int64
    /// What happened and what came of it, without what nobody may read.
    public var line: JSON
}
