import Dialogue
import Foundation
import KnowledgeSearch
import Topics

/// The bots of this checkout.
enum Checkout {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The names of the folders in `Tests/bots/broken`.
    static let broken: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root + brokenPath)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }()
    static let brokenPath = "/Tests/bots/broken/"

    /// - Parameter path: Of the bot's folder, from the root of the checkout.
    /// - Returns: nil where it does not load.
    static func bot(_ path: String) -> Bot? {
        let folder = root + path
        guard let definition = BotLoader.load(folder: folder).0 else { return nil }
        let knowledge = [folder + "/knowledge", folder + "/community.jsonl"].filter {
            FileManager.default.fileExists(atPath: $0)
        }
        let articles = ArticleFolder.load(knowledge, languages: definition.languages).articles
        return Bot(definition, articles: articles)
    }
}
