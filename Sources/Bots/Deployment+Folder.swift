import BotRuntime
import Diagnostics
import Dialogue
import Records
import Values

/// Why a bot cannot be put in service.
public struct DeploymentError: Error, Hashable, CustomStringConvertible {
    /// Each with its place and a way out, as `botsim check` prints them.
    public let problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}

extension Deployment {
    /// Loads a bot from its folder, and proves that a person can be reached from every stage of it.
    ///
    /// - Parameters:
    ///   - folder: Where `bot.yaml` lies.
    ///   - records: The file that keeps the rows of the bot's own tables; nil: they begin anew with
    ///     each process.
    ///   - now: Days such as `+2d` in tables that are filled are counted from here.
    /// - Returns: The bot with its back end.
    /// - Throws: Everything that is wrong with it; whatever was in service stays so.
    public static func load(
        folder: String,
        records: String? = nil,
        now: Timestamp
    ) throws(DeploymentError) -> Deployment {
        let (loaded, diagnostics) = BotFolder.load(folder, toTalkAt: now)
        guard let loaded else {
            throw DeploymentError(
                problems: diagnostics.filter { $0.severity == .error }.map(\.rendered)
            )
        }
        return try Deployment(loaded.bot, records: records, now: now)
    }

    package convenience init(
        _ bot: Bot,
        records: String?,
        now: Timestamp
    ) throws(DeploymentError) {
        let backEnd: RecordsBackEnd
        do throws(RecordsError) {
            backEnd = try RecordsBackEnd(definition: bot.definition, now: now, path: records)
        } catch {
            throw DeploymentError(problems: [(records.map { "\($0): " } ?? "") + "\(error)"])
        }
        self.init(bot: bot, calls: SharedBackEnd(backEnd))
    }
}
