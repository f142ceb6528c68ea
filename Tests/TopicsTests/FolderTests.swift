import Diagnostics
import Foundation
import Testing
import Topics

@Suite struct `A bot's folder` {
    /// A folder that is gone when the test is over.
    private final class Folder {
        let path: String

        init(_ texts: [String: String] = [:]) throws {
            path = NSTemporaryDirectory() + "bot-" + UUID().uuidString
            for (name, text) in texts { try write(text, to: name) }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ text: String, to name: String) throws {
            let url = URL(fileURLWithPath: path + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
    }

    @Test func `loads like its texts`() throws {
        let folder = try Folder(SampleBot.texts)
        try folder.write("# Cards", to: "knowledge/cards.md")
        try folder.write("> hi", to: "transcripts/hi.chat")
        let (bot, diagnostics) = BotLoader.load(folder: folder.path + "/")
        #expect(diagnostics.filter { $0.severity == .error } == [])
        #expect(bot?.fingerprint == SampleBot.load().bot?.fingerprint)
    }

    @Test func `that is not there is told`() {
        let (bot, diagnostics) = BotLoader.load(folder: "/no/such/folder")
        #expect(bot == nil)
        #expect(
            diagnostics.map(\.description)
                == ["/no/such/folder:1:1: error: there is no folder '/no/such/folder' [no-folder]"]
        )
    }

    @Test func `without bot.yaml is no bot`() throws {
        let folder = try Folder(["t.yaml": "title: T\nsteps: [{ say: Hi }]"])
        #expect(BotLoader.load(folder: folder.path).diagnostics.map(\.code) == ["no-bot"])
    }

    @Test func `is not left through a link`() throws {
        let outside = try Folder(["secret.yaml": "title: T\nsteps: [{ say: Hi }]"])
        let folder = try Folder(["bot.yaml": SmallBot.bot])
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/t.yaml",
            withDestinationPath: outside.path + "/secret.yaml"
        )
        #expect(BotLoader.load(folder: folder.path).diagnostics.map(\.code) == ["outside-link"])
    }

    @Test func `may hold links within it, and folders that look like files are told`() throws {
        let folder = try Folder([
            "bot.yaml": SmallBot.bot, "old/t.yaml": "title: T\nsteps: [{ say: Hi }]",
        ])
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/t.yaml",
            withDestinationPath: folder.path + "/old/t.yaml"
        )
        #expect(BotLoader.load(folder: folder.path).bot?.topics.count == 1)
        try folder.write("x", to: "u.yaml/x")
        #expect(BotLoader.load(folder: folder.path).diagnostics.map(\.code) == ["unreadable-file"])
    }

    @Test func `warns of a file that nobody reads`() throws {
        let folder = try Folder(["bot.yaml": SmallBot.bot, "t.yml": "title: T"])
        let (bot, diagnostics) = BotLoader.load(folder: folder.path)
        #expect(bot != nil)
        #expect(diagnostics.map(\.code) == ["wrong-ending"])
    }
}
