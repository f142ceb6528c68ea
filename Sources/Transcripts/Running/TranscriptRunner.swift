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
    ///   - makeBackEnd: A fresh back end, filled as at that moment; one for each run of each
    ///     transcript.
    package init(bot: Bot, makeBackEnd: @escaping (Timestamp) throws -> any BackEnd) {
        self.bot = bot
        self.makeBackEnd = makeBackEnd
    }

    /// Goes through a transcript to its end, on each of its channels in each of its languages.
    ///
    /// - Parameters:
    ///   - transcript: What to go through.
    ///   - savingEveryTurn: The conversation is saved and loaded again at every step.
    ///   - losing: What a state may have lost when an event of the customer reaches it.
    ///   - observer: Sees every step of every run.
    /// - Returns: Every failure, and what each line led to.
    package func run(
        _ transcript: Transcript,
        savingEveryTurn: Bool = false,
        losing: (@Sendable (Conversation) -> Conversation)? = nil,
        observer: (any TurnObserver)? = nil
    ) -> TranscriptResult {
        let circumstances = self.circumstances(of: transcript)
        var failures = transcript.unknownNames(in: bot.definition).map { problem in
            TranscriptFailure(
                location: problem.location,
                run: nil,
                message: problem.message,
                details: problem.hint.map { [$0] } ?? []
            )
        }
        var runs: [TranscriptRun] = []
        for run in circumstances {
            let shown = RunName(run, among: circumstances)
            do {
                var simulation = try simulation(of: transcript, on: run)
                simulation.savesEveryTurn = savingEveryTurn
                simulation.losing = losing
                simulation.observer = observer
                var player = TranscriptPlayer(
                    transcript,
                    on: run,
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
                        run: shown,
                        message: "the back end does not start: \(error)",
                        details: []
                    )
                )
            }
        }
        return TranscriptResult(path: transcript.file.path, failures: failures, runs: runs)
    }

    private func circumstances(of transcript: Transcript) -> [RunCircumstances] {
        let (channels, languages) = (transcript.header.channels, transcript.header.languages)
        let allChannels = channels.isEmpty ? [bot.definition.channels.first ?? .web] : channels
        let allLanguages = languages.isEmpty ? [nil] : languages.map(Optional.some)
        return allLanguages.flatMap { language in
            allChannels.map { RunCircumstances(channel: $0, language: language) }
        }
    }

    private func simulation(
        of transcript: Transcript,
        on run: RunCircumstances
    ) throws -> Simulation {
        let channel = run.channel
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
                locale: run.language,
                timeZone: header.timeZone
            ),
            now: header.now,
            language: run.language
        )
    }
}
