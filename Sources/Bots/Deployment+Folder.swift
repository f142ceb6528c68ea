import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import HTTP
import Records
import Topics
import Values
import WebActions

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
    ///   - services: The file that says where actions declared with `http` are answered, as
    ///     `botsim chat --services` takes it.
    ///   - now: Days such as `+2d` in tables that are filled are counted from here; nil: the system's
    ///     clock says.
    /// - Returns: The bot with its back end.
    /// - Throws: Everything that is wrong with it; whatever was in service stays so.
    public static func load(
        folder: String,
        records: String? = nil,
        services: String? = nil,
        now: Timestamp? = nil
    ) throws(DeploymentError) -> Deployment {
        let found: WebServices
        do throws(WebServicesProblems) {
            found =
                try services.map { (path) throws(WebServicesProblems) in
                    try WebServices(file: path)
                } ?? WebServices()
        } catch {
            throw DeploymentError(problems: error.problems)
        }
        return try load(
            folder: folder,
            records: records,
            services: found,
            now: now ?? SystemClock().now
        )
    }

    /// - Parameters:
    ///   - folder: Where `bot.yaml` lies.
    ///   - records: The file that keeps the rows of the bot's own tables.
    ///   - services: What answers actions declared with `http`.
    ///   - now: Days such as `+2d` are counted from here.
    ///   - note: Told of what goes wrong with those.
    /// - Returns: The bot with its back ends.
    /// - Throws: Everything that is wrong with it.
    package static func load(
        folder: String,
        records: String?,
        services: WebServices,
        now: Timestamp,
        note: @escaping @Sendable (WebNote) -> Void = { _ in }
    ) throws(DeploymentError) -> Deployment {
        let (loaded, diagnostics) = BotFolder.load(folder, toTalkAt: now)
        guard let loaded else {
            throw DeploymentError(
                problems: diagnostics.filter { $0.severity == .error }.map(\.rendered)
            )
        }
        return try Deployment(
            loaded.bot,
            records: records,
            services: services,
            now: now,
            note: note
        )
    }

    package convenience init(
        _ bot: Bot,
        records: String?,
        services: WebServices = WebServices(),
        now: Timestamp,
        note: @escaping @Sendable (WebNote) -> Void = { _ in }
    ) throws(DeploymentError) {
        let missing = services.missing(for: bot.definition)
        guard missing.isEmpty else {
            throw DeploymentError(
                problems: missing.map { Self.asksNobody($0.action, $0.call).rendered }
            )
        }
        let backEnd: RecordsBackEnd
        do throws(RecordsError) {
            backEnd = try RecordsBackEnd(definition: bot.definition, now: now, path: records)
        } catch {
            throw DeploymentError(problems: [(records.map { "\($0): " } ?? "") + "\(error)"])
        }
        self.init(
            bot: bot,
            calls: ActionPerformer(
                records: SharedBackEnd(backEnd),
                web: WebBackEnd(definition: bot.definition, services: services, note: note)
            )
        )
    }

    private static func asksNobody(_ action: Action, _ call: WebCall) -> Diagnostic {
        .error(
            "no-service",
            at: call.place,
            "'\(action.name)' asks the service '\(call.service)', and nothing says where that is",
            hint: "write 'services: { \(call.service): { url: https://… } }' into the server's file"
        )
    }
}
