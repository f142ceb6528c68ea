import Diagnostics
import Dialogue
import Topics
import Values

/// From every stage of a bot there is a way to a person: by a word, and by no words.
///
/// It is found by stepping: each stage is brought about in every language and on every channel, with
/// people there, busy, gone, out of reach and unwilling.
package struct Proof: Sendable {
    /// How much is stepped.
    package enum Extent: Sendable {
        /// Each stage in each language on each channel.
        case everywhere
        /// Each stage of a topic once, in turn in the languages and on the channels, and those of the
        /// conversation itself in each language: what a bot has to bear before it talks.
        case once
    }

    /// The ways from one stage.
    package struct Row: Hashable, Sendable {
        package let stage: Stage
        /// What brings a person, in the order of the bot's languages; empty where people have the
        /// conversation.
        package var words: [String] = []
        /// As they differ by language and channel.
        package var nonsense: Set<NonsenseWay> = []
        package var silence: Set<SilenceWay> = []
    }

    /// By stage.
    package internal(set) var rows: [Row] = []
    /// What breaks it, and stages that nothing was found out about.
    package internal(set) var findings: [Diagnostic] = []
    package let languages: Int
    package let channels: Int

    /// Proves a bot.
    ///
    /// - Parameters:
    ///   - bot: Loaded, with nothing that is wrong by itself.
    ///   - start: The moment from which on its people's hours are looked at.
    ///   - extent: How much is stepped.
    package init(of bot: Bot, at start: Timestamp, _ extent: Extent = .everywhere) {
        languages = bot.definition.languages.count
        channels = bot.definition.channels.count
        var prover = Prover(bot, at: start, extent)
        prover.run()
        rows = prover.rows.values.sorted { $0.stage < $1.stage }
        findings = prover.findings.list
    }

    /// Whether nothing breaks it.
    package var holds: Bool { !findings.contains { $0.severity == .error } }
}
