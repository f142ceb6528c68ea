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
    /// The file runs once in each; empty: in the bot's default.
    package var languages: [String] = []
    package var isVerified = true
    /// Somebody has read it: a draft is run, and says nothing about coverage.
    package var isReviewed = true
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
    /// For which runs it counts; nil for all.
    package let guarded: RunGuard?
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

    package func counts(on circumstances: RunCircumstances) -> Bool {
        guarded?.holds(on: circumstances) ?? true
    }
}

/// What differs between the runs of one file.
package struct RunCircumstances: Hashable, Sendable {
    package let channel: Channel
    /// nil: the bot's default.
    package let language: String?

    package init(channel: Channel, language: String? = nil) {
        self.channel = channel
        self.language = language
    }
}

/// `when sms, es:`: the channels and languages for which lines count.
package struct RunGuard: Hashable, Sendable {
    /// Empty: all.
    package var channels: Set<Channel>
    package var languages: Set<String>

    package init(channels: Set<Channel> = [], languages: Set<String> = []) {
        self.channels = channels
        self.languages = languages
    }

    package func holds(on run: RunCircumstances) -> Bool {
        (channels.isEmpty || channels.contains(run.channel))
            && (languages.isEmpty || run.language.map(languages.contains) ?? false)
    }

    /// The line that opens it.
    package var line: String {
        let names =
            Channel.allCases.filter(channels.contains).map(\.rawValue) + languages.sorted()
        return "when \(names.joined(separator: ", ")):"
    }
}
