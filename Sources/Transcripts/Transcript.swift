import Diagnostics
import Messages
import Values

/// A conversation that must stay true, one `.chat` file.
///
/// What the customer does, what the bot says to it, and what holds after it.
package struct Transcript: Sendable {
    package let file: SourceFile
    package let header: TranscriptHeader
    package let lines: [TranscriptLine]

    init(file: SourceFile, header: TranscriptHeader, lines: [TranscriptLine]) {
        self.file = file
        self.header = header
        self.lines = lines
    }
}

/// Under which circumstances a transcript runs.
package struct TranscriptHeader: Hashable, Sendable {
    /// The file runs once on each; empty: on the bot's first.
    package var channels: [Channel] = []
    /// As `--capabilities` takes it; nil: what is usual on the channel.
    package var capabilities: String?
    /// nil: the bot's simulated contact.
    package var contact: String?
    package var now: Timestamp = TranscriptHeader.usualStart
    package var language: String?
    package var isVerified = true
    package var timeZone: String?
    /// Values for secure slots, by slot name; made up, for what stands in a file is no secret.
    package var secrets: [String: String] = [:]
    /// The last line of the header; 0 without one.
    package var lastLine = 0

    package init() {}

    /// A Monday morning in New York: a transcript that names no time reads the same every day.
    package static let usualStart = Timestamp(seconds: 1_772_463_600)
}

/// One entry of a transcript, with the lines that continue it.
package struct TranscriptLine: Hashable, Sendable {
    package let location: SourceLocation
    /// The channels for which it counts; nil for all.
    package let channels: Set<Channel>?
    package let kind: Kind
    /// As it stands in the file, without the indentation of a guard.
    package let source: [String]

    package enum Kind: Hashable, Sendable {
        case input(TranscriptInput)
        case saying(Saying)
        case claims([Claim])
        /// From here on only facts are asserted.
        case factsOnly
        /// A comment or an empty line.
        case remark
    }

    package func counts(on channel: Channel) -> Bool {
        channels?.contains(channel) ?? true
    }
}
