import BotRuntime
import Diagnostics
import Dialogue
import Values

/// A conversation as a line of a transcript left it, waiting for something.
package struct RestingState: Sendable {
    package let conversation: Conversation
    /// The line that led there.
    package let location: SourceLocation
    /// The moment at which it rested.
    package let at: Timestamp

    /// It as a line of JSON: the saved state, and `at` beside it.
    package var line: String {
        "{\"at\":\"\(at)\"," + String(decoding: conversation.saved().dropFirst(), as: UTF8.self)
    }
}

extension TranscriptResult {
    /// Where the transcript's conversations rest, each state once, in the order of its lines.
    ///
    /// - Parameter transcript: The one that was run.
    /// - Returns: All but what waits for nothing.
    package func restingStates(of transcript: Transcript) -> [RestingState] {
        var seen: Set<Conversation> = []
        var states: [RestingState] = []
        for turn in runs.flatMap(\.turns) {
            for report in turn.reports {
                let conversation = report.conversation
                guard conversation.owner != .nobody || !conversation.kept.isEmpty,
                    !conversation.frames.isEmpty || !conversation.kept.isEmpty
                        || conversation.waiting != .nothing,
                    seen.insert(conversation).inserted
                else { continue }
                states.append(
                    RestingState(
                        conversation: conversation,
                        location: transcript.lines[turn.line].location,
                        at: report.at
                    )
                )
            }
        }
        return states
    }
}
