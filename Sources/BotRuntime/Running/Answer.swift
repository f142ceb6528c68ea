import Values

/// What came of a message.
public struct Answer: Hashable, Sendable {
    /// A line as `botsim chat --json` prints it: replies, owner, what is waited for, calls.
    ///
    /// Its replies are to be shown by whoever asks; others are posted to the account's gateway.
    public var line: JSON
    /// Replies that are posted, and are not in the line.
    public var posted: [JSON]
    /// The turn that took the message, counted from 1 for each contact; 0 where nothing came of it.
    public var turn: Int64
    /// It had come before: this is the answer that it had then.
    public var isRepeated: Bool
    /// Everything has come to rest; otherwise more is posted, or found in the transcript.
    public var isWhole: Bool

    package init(line: JSON, turn: Int64) {
        self.line = line
        self.turn = turn
        posted = []
        isRepeated = false
        isWhole = true
    }

    /// Everything that was said, whoever shows it.
    package var told: [JSON] { (line["replies"]?.array ?? []) + posted }

    /// - Parameters:
    ///   - lines: Of the turns that a message set off, in their order.
    ///   - turn: The first of them.
    ///   - isRepeated: The message had come before.
    init(joining lines: [JSON], turn: Int64, isRepeated: Bool = false) {
        let settled = AnswerLine.settled(lines)
        (line, posted) = AnswerLine.joining(settled.lines)
        self.turn = turn
        self.isRepeated = isRepeated
        isWhole = settled.isWhole
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
    /// What happened and what came of it, without what nobody may read; `posted` is true where its
    /// replies were posted to the account's gateway.
    public var line: JSON
}

/// For whom a transcript is.
public enum TranscriptReader: Hashable, Sendable {
    /// The customer, or what brings it to them: what they were told stands there as they were told it.
    case customer
    /// Anybody else: the numbers of cards are hidden, whoever said them.
    case others
}
