import Bots
import Diagnostics
import Foundation
import Testing
import Topics
import Values

@testable import botsim

@Suite struct `A bot whose files are saved while one talks to it` {
    /// A folder with a small bot, gone when the test ends.
    private final class Shop {
        let path = NSTemporaryDirectory() + "reloading-" + UUID().uuidString

        init() throws {
            for file in FirstBot.files(named: "shop") { try write(file.text, to: file.path) }
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

        func edit(_ name: String, _ old: String, _ new: String) throws {
            let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
            #expect(text.contains(old))
            try write(text.replacing(old, with: new), to: name)
        }

        func session() throws -> Session {
            let folder = try #require(try BotFolder.load(path).0)
            let now = try #require(Timestamp("2026-03-02T10:00:00Z"))
            let simulation = try folder.simulation(
                Arguments(values: ["--channel": ["sms"]]),
                now: now
            )
            return Session(
                folder,
                simulation,
                language: nil,
                pen: Pen(isColoured: false, width: 80)
            )
        }
    }

    @Test func `says why nothing is said any more after a carrier's word`() throws {
        let shop = try Shop()
        var session = try shop.session()
        _ = session.take("I want to book a table")
        let silent = "  (no messages are wanted any more: the bot is silent until START)"
        #expect(session.take("cancel").lines == [silent])
        #expect(session.take("hello?").lines == [silent])
        #expect(session.take("start").lines == ["  · You will get messages again."])
    }

    @Test func `A mistake in a topic says nothing about articles in the bot's languages`() throws {
        let shop = try Shop()
        try shop.edit("bot.yaml", "time_zone: UTC", "time_zone: UTC\nlanguages: [en, es]")
        try shop.write("---\ntitle: Su perro\n---\nPerros sí.\n", to: "knowledge/es/dogs.md")
        try shop.edit("book_table.yaml", "type: date", "type: dtae")
        let (folder, diagnostics) = try BotFolder.load(shop.path)
        #expect(folder == nil)
        #expect(diagnostics.map(\.code) == ["unknown-type"])
    }

    @Test func `talks as it was changed from the next line on, in the same conversation`() throws {
        let shop = try Shop()
        var session = try shop.session()
        _ = session.take("I want to book a table")
        try shop.edit("book_table.yaml", "For which day?\n", "Which day would you like?\n")
        let lines = session.take("four people").lines
        #expect(lines == [going, "  Which day would you like?"])
        #expect(session.slotLines == ["  people  4"])
        // Told once.
        #expect(session.take("tomorrow").lines.first?.contains("loaded") == false)
    }

    private let going = "  loaded: no errors; the conversation goes on"

    @Test func `says what becomes of the conversation`() throws {
        let shop = try Shop()
        var session = try shop.session()
        _ = session.take("I want to book a table for four people")
        try shop.edit("book_table.yaml", "type: number", "type: text")
        try shop.edit("book_table.yaml", "people > 12", "people == 'none'")
        let asked = "the customer is asked again (book_table people: the answer is of another type)"
        #expect(session.take(":reload").lines == ["loaded: no errors; " + asked])
        #expect(session.take("tomorrow").lines == ["  For how many people?"])
    }

    @Test func `goes on as it was where the change is a mistake, and says what is wrong`() throws {
        let shop = try Shop()
        var session = try shop.session()
        _ = session.take("I want to book a table")
        try shop.edit("book_table.yaml", "type: number", "type: nummer")
        let lines = session.take("four people").lines
        #expect(lines.first?.contains("there is no slot type 'nummer'") == true)
        #expect(lines.contains("  the conversation goes on with the old version"))
        #expect(lines.last == "  For which day?")
        #expect(session.take(":slots").lines == ["  people  4"])
        try shop.edit("book_table.yaml", "type: nummer", "type: number")
        #expect(session.take(":slots").lines == [going, "  people  4"])
    }

    @Test func `has its new topics and articles at once`() throws {
        let shop = try Shop()
        var session = try shop.session()
        try shop.write(
            "title: Gift cards\nexamples: [I want a gift card]\nsteps: { say: We have none. }\n",
            to: "gift_card.yaml"
        )
        #expect(
            session.take("I want a gift card").lines == [
                "  loaded: no errors", "  We have none.",
            ]
        )
    }

    @Test func `goes back with the files as they are now`() throws {
        let shop = try Shop()
        var session = try shop.session()
        _ = session.take("I want to book a table")
        _ = session.take("four people")
        try shop.edit("book_table.yaml", "For which day?\n", "Which day would you like?\n")
        _ = session.take(":back")
        #expect(session.take("5").lines == ["  Which day would you like?"])
    }

    @Test func `is not loaded again for a transcript that was kept`() throws {
        let shop = try Shop()
        var session = try shop.session()
        _ = session.take("I want to book a table")
        _ = session.take(":save begun")
        #expect(session.take(":slots").lines == ["  nothing is answered yet"])
    }

    @Test func `says what keeps customers from a person, and talks as it did before`() throws {
        let shop = try Shop()
        var session = try shop.session()
        try shop.edit("bot.yaml", "house:", "house:\n  unavailable_back: Agent")
        let told = session.take(":reload").lines
        #expect(told.contains { $0.contains("[person-word]") })
        #expect(told.last == "the conversation goes on with the old version")
        // Nothing talks that cannot bring a person; what only looks into the files still can.
        #expect(try BotFolder.load(shop.path, toTalk: true).0 == nil)
        #expect(try BotFolder.load(shop.path).0 != nil)
    }
}
