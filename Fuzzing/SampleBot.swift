import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import KnowledgeSearch
import Messages
import Records
import Topics
import Values

/// A bot to try inputs on.
struct SampleBot: Sendable {
    let name: String
    let files: [BotFile]
    let bot: Bot
    /// The bytes of its `.chat` files.
    let transcripts: [[UInt8]]
    /// Words that mean something to it.
    let words: [String]

    /// Both bots of this checkout, and one in which there is something of everything.
    static let all = [bank, clinic, parcels]
    static let bank = SampleBot(folder: "topics")
    static let clinic = SampleBot(folder: "Tests/bots/clinic")
    static let parcels = SampleBot(name: "parcels", files: Parcels.files, folder: nil)

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().path

    private init(folder: String) {
        let path = Self.root + "/" + folder
        self.init(name: folder, files: BotLoader.files(folder: path).files, folder: path)
    }

    private init(name: String, files: [BotFile], folder: String?) {
        let (definition, diagnostics) = BotLoader.load(files: files)
        guard let definition else {
            preconditionFailure("\(name) loads: \(diagnostics.map(\.rendered))")
        }
        let knowledge = folder.map { ArticleFolder.load($0 + "/knowledge").articles } ?? []
        self.init(
            name: name,
            definition,
            files: files,
            articles: knowledge,
            transcripts: Self.transcripts(in: folder)
        )
    }

    /// A bot that was loaded already.
    init(
        name: String,
        _ definition: BotDefinition,
        files: [BotFile] = [],
        articles: [Article] = [],
        transcripts: [[UInt8]] = []
    ) {
        self.name = name
        self.files = files
        self.transcripts = transcripts
        bot = Bot(definition, articles: articles)
        words = Self.words(of: definition)
    }

    private static func transcripts(in folder: String?) -> [[UInt8]] {
        guard let folder = folder.map({ $0 + "/transcripts" }),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return [] }
        return names.filter { $0.hasSuffix(".chat") }.sorted().compactMap {
            FileManager.default.contents(atPath: folder + "/" + $0).map { [UInt8]($0) }
        }
    }

    /// What begins its topics, its options, and what can be said in any conversation.
    private static func words(of definition: BotDefinition) -> [String] {
        var words: [String] = []
        for topic in definition.topics {
            for language in definition.languages {
                words += topic.examples[language].prefix(2)
                for slot in topic.slots {
                    words.append(slot.title[language])
                    for option in slot.options {
                        words.append(option.title[language])
                        words += option.also[language].prefix(1)
                    }
                }
            }
        }
        // A byte chooses one.
        return everyday + words.prefix(256 - everyday.count)
    }

    private static let everyday = [
        "yes", "no", "ok", "skip", "back", "cancel", "start over", "help", "repeat", "menu",
        "agent",
        "1", "2", "3", "12.50 euros", "tomorrow", "5 April", "next Tuesday", "17:30", "2 hours",
        "123456", "ann@example.com", "415 555 0134", "AB123", "12 Main Street, Boston, MA 02110",
        "either", "no wait, the second one", "not that", "what does it cost?", "hello", "thanks",
        "change the day", "Ann", "stop", "nothing", "the first and the last", "STOP", "START",
    ]

    /// A conversation at its beginning, on a Monday at ten in New York.
    func simulation(on channel: Channel, isVerified: Bool, language: String?) -> Simulation {
        let now = Timestamp(seconds: 1_772_463_600)
        let contact = bot.definition.simulatedContact ?? "+14155550101"
        let backEnd: RecordsBackEnd
        do {
            backEnd = try RecordsBackEnd(definition: bot.definition, now: now)
        } catch {
            preconditionFailure("the tables of \(name) can be filled: \(error)")
        }
        return Simulation(
            bot: bot,
            backEnd: backEnd,
            profile: ChannelProfile(channel: channel),
            contact: Contact(
                id: contact,
                subject: isVerified ? contact : nil,
                verified: isVerified
            ),
            now: now,
            language: language
        )
    }
}
