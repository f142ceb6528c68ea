import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Topics
import Values

/// Holds a bot against transcripts.
package struct TranscriptRunner {
    private let bot: Bot
    private let makeBackEnd: (Timestamp) throws -> any BackEnd

    /// - Parameters:
    ///   - bot: Whose conversations they are.
    ///   - makeBackEnd: A fresh back end, filled as at that moment; one for each channel of each
    ///     transcript.
    package init(bot: Bot, makeBackEnd: @escaping (Timestamp) throws -> any BackEnd) {
        self.bot = bot
        self.makeBackEnd = makeBackEnd
    }

    /// Goes through a transcript to its end, on each of its channels.
    ///
    /// - Parameters:
    ///   - transcript: What to go through.
    ///   - savingEveryTurn: The conversation is saved and loaded again at every step.
    ///   - losing: What a state may have lost when an event of the customer reaches it.
    /// - Returns: Every failure, and what each line led to.
    package func run(
        _ transcript: Transcript,
        savingEveryTurn: Bool = false,
        losing: (@Sendable (Conversation) -> Conversation)? = nil
    ) -> TranscriptResult {
        let channels = self.channels(of: transcript)
        var failures = transcript.unknownNames(in: bot.definition).map { problem in
            TranscriptFailure(
                location: problem.location,
                channel: nil,
                message: problem.message,
                details: problem.hint.map { [$0] } ?? []
            )
        }
        var runs: [ChannelRun] = []
        for channel in channels {
            let shown = channels.count > 1 ? channel : nil
            do {
                var simulation = try simulation(of: transcript, on: channel)
                simulation.savesEveryTurn = savingEveryTurn
                simulation.losing = losing
                var player = TranscriptPlayer(
                    transcript,
                    on: channel,
                    shownAs: shown,
                    simulation: simulation
                )
                player.play()
                failures += player.failures
                runs.append(player.run)
            } catch {
                let start = SourceLocation(file: transcript.file, line: 1, column: 1)
                failures.append(
                    TranscriptFailure(
                        location: start,
                        channel: shown,
                        message: "the back end does not start: \(error)",
                        details: []
                    )
                )
            }
        }
        return TranscriptResult(path: transcript.file.path, failures: failures, runs: runs)
    }

    private func channels(of transcript: Transcript) -> [Channel] {
        let named = transcript.header.channels
        return named.isEmpty ? [bot.definition.channels.first ?? .web] : named
    }

    private func simulation(
        of transcript: Transcript,
        on channel: Channel
    ) throws -> Simulation {
        let header = transcript.header
        let contact = header.contact ?? bot.definition.simulatedContact ?? "customer"
        return Simulation(
            bot: bot,
            backEnd: try makeBackEnd(header.now),
            profile: header.capabilities.map {
                ChannelProfile(channel: channel, capabilityList: $0)
            }
                ?? ChannelProfile(channel: channel),
            contact: Contact(
                id: contact,
                subject: header.isVerified ? contact : nil,
                verified: header.isVerified,
                locale: header.language,
                timeZone: header.timeZone
            ),
            now: header.now,
            language: header.language
        )
    }
}
