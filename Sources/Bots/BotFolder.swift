import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import KnowledgeSearch
import Proof
import Records
import Topics
import Values
import WebActions

/// A bot as it lies on disk, ready to talk: the definition, its articles and its back end.
package struct BotFolder: Sendable {
    package let path: String
    package let bot: Bot

    /// Loads a bot.
    ///
    /// - Parameters:
    ///   - path: Its folder, which is there.
    ///   - moment: nil: it will not talk. Otherwise every stage of it has to lead to a person at that
    ///     moment.
    /// - Returns: All that is wrong, and the bot unless something of it is an error.
    package static func load(
        _ path: String,
        toTalkAt moment: Timestamp?
    ) -> (BotFolder?, [Diagnostic]) {
        let (definition, problems) = BotLoader.load(folder: path)
        let articles = ArticleFolder.load(
            articlePaths(in: path),
            languages: definition?.languages ?? BotLoader.languages(folder: path)
        )
        var diagnostics = (problems + articles.diagnostics).sorted(by: Diagnostic.inReadingOrder)
        guard let definition, !diagnostics.contains(where: { $0.severity == .error }) else {
            return (nil, diagnostics)
        }
        let bot = Bot(definition, articles: articles.articles)
        if let moment {
            let proof = Proof(of: bot, at: moment, .once)
            diagnostics += proof.findings
            guard proof.holds else { return (nil, diagnostics) }
        }
        return (BotFolder(path: path, bot: bot), diagnostics)
    }

    /// A bot of files that are there already, without articles.
    package static func load(files: [BotFile]) -> (BotFolder?, [Diagnostic]) {
        let (definition, diagnostics) = BotLoader.load(files: files)
        return (
            definition.map { BotFolder(path: "bot", bot: Bot($0, articles: [Article]())) },
            diagnostics
        )
    }

    private static func articlePaths(in folder: String) -> [String] {
        [folder + "/knowledge", folder + "/community.jsonl"].filter {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    /// A fresh back end, filled as at a moment.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - services: What answers actions that are declared with `http`; nil: they fail.
    ///   - tell: Takes what there is to say of those: that nobody answers one, or how it failed.
    /// - Returns: What answers all of the bot's calls.
    /// - Throws: What is wrong with the bot's own tables.
    package func makeBackEnd(
        at now: Timestamp,
        services: WebServices? = nil,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(RecordsError) -> any BackEnd {
        let records = try RecordsBackEnd(definition: bot.definition, now: now)
        guard bot.definition.actions.values.contains(where: \.isElsewhere) else { return records }
        guard let services else {
            return SimulatedActions(bot.definition, records: records) { request, action, _ in
                guard case .http(let web) = action.provider else { return CallAnswer(.failed) }
                tell(
                    "\(request.action) asks the service '\(web.service)', which is not set up: write "
                        + "'stub \(request.action) = ok …' before it, or give --services FILE to 'chat'"
                )
                return CallAnswer(.failed)
            }
        }
        let web = WebBackEnd(definition: bot.definition, services: services) { note in
            tell("\(note.action): \(note.what)")
        }
        return SimulatedActions(bot.definition, records: records) { request, _, now in
            web.answer(request, at: now)
        }
    }
}
