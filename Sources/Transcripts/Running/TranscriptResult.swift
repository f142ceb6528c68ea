import BotRuntime
import Diagnostics
import Messages
import Values

/// What became of a transcript.
package struct TranscriptResult: Sendable {
    /// As it is shown.
    package let path: String
    package let failures: [TranscriptFailure]
    package let runs: [TranscriptRun]

    package var passed: Bool { failures.isEmpty }

    /// What every event led to, of all runs in order.
    package var reports: [TurnReport] { runs.flatMap { $0.turns.flatMap(\.reports) } }
}

/// A transcript on one channel in one language.
package struct TranscriptRun: Sendable {
    package let circumstances: RunCircumstances
    package internal(set) var turns: [TurnRun] = []
}

/// What one line of input led to.
package struct TurnRun: Sendable {
    /// The line's place in `Transcript.lines`.
    package let line: Int
    /// Several where a form was fed question by question.
    package internal(set) var reports: [TurnReport] = []
    /// What must be accounted for.
    package internal(set) var said: [Saying] = []
}

/// Where a conversation was not what its transcript says.
package struct TranscriptFailure: Hashable, Sendable {
    package let location: SourceLocation
    /// Named where the file runs more than once.
    package let run: RunName?
    package let message: String
    /// What was expected and what came, a line each.
    package let details: [String]

    /// `topics/transcripts/card.chat:12: the bot said something else`, and below it what.
    package var rendered: String {
        var text = "\(location.file.path):\(location.line): \(message)"
        if let run { text += " (\(run.words))" }
        for detail in details { text += "\n    " + detail }
        return text
    }
}

/// What tells a run of a file from its others: `on sms`, `in es`, `on sms in es`.
package struct RunName: Hashable, Sendable {
    package let words: String

    /// nil where there is one run only.
    init?(_ run: RunCircumstances, among runs: [RunCircumstances]) {
        let channel = Set(runs.map(\.channel)).count > 1 ? "on \(run.channel.rawValue)" : nil
        let language = Set(runs.map(\.language)).count > 1 ? run.language.map { "in \($0)" } : nil
        let parts = [channel, language].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        words = parts.joined(separator: " ")
    }
}

extension TranscriptResult {
    /// A transcript that cannot be read: nothing of it ran.
    package init(unreadable file: SourceFile, _ diagnostics: [Diagnostic]) {
        let errors = diagnostics.filter { $0.severity == .error }
        self.init(
            path: file.path,
            failures: errors.map {
                TranscriptFailure(
                    location: $0.location,
                    run: nil,
                    message: $0.message,
                    details: []
                )
            },
            runs: []
        )
    }
}
