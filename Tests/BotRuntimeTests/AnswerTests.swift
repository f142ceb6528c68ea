import BotRuntime
import Dialogue
import Messages
import TestSupport
import Testing
import Values

@Suite("The answer to a message", .prompt)
struct AnswerTests {
    /// A phone number, and a number of an order, that pass the check digit of cards.
    private static let phone = "+4915123456787"
    private static let words = "Order 4111 1111 1111 1111 is paid."

    @Test("is the same whenever the message comes again, whatever looks like a card in it")
    func same() async throws {
        let kiosk = try await Kiosk(version: Self.words)
        let first = try await kiosk.write("I want to order", "m1", from: Self.phone)
        #expect(first.texts == [Self.words, "Which colour?"])
        #expect(first.line["interaction"]?["id"]?.string?.hasPrefix(Self.phone) == true)
        let again = try await kiosk.write("I want to order", "m1", from: Self.phone)
        #expect(again.isRepeated && again.line == first.line)
        let second = try await kiosk.write("agent", "m2", from: Self.phone)
        #expect(second.line["handoff"]?["contact"]?["id"]?.string == Self.phone)
        #expect(try await kiosk.write("agent", "m2", from: Self.phone).line == second.line)
        await kiosk.runtime.stop()
    }

    @Test("is read by whoever brings it to the customer, and without numbers of cards by others")
    func readers() async throws {
        let kiosk = try await Kiosk(version: Self.words)
        _ = try await kiosk.write("I want to order", from: Self.phone)
        _ = try await kiosk.write("blue", from: Self.phone)
        _ = try await kiosk.write("5555 5555 5555 4444", from: Self.phone)
        let contact = Kiosk.contact(Self.phone)
        let told = try await kiosk.runtime.transcript(of: contact, for: .customer)
        let shown = try await kiosk.runtime.transcript(of: contact)
        #expect(told.first?.line["replies"]?.array?.first?["text"]?.string == Self.words)
        let dots = "Order •••• •••• •••• 1111 is paid."
        #expect(shown.first?.line["replies"]?.array?.first?["text"]?.string == dots)
        for line in (told + shown).map(\.line) {
            #expect(line["interaction"]?["id"]?.string == Self.phone + "/1/i1")
            #expect(line["exact"] == nil)
            // What the customer wrote is shown to nobody.
            #expect(!(line["event"] ?? .null).text.contains("5555 5555"))
        }
        let rows = try await kiosk.engine.turns(of: contact, after: 0, limit: 10)
        for row in rows {
            let text = String(decoding: row.body, as: UTF8.self)
            #expect(!text.contains("4111 1111") && !text.contains("5555 5555"))
        }
        let entries = try await kiosk.engine.entries(of: contact, kind: "interaction")
        #expect(entries.allSatisfy { String(decoding: $0.body, as: UTF8.self).contains($0.id) })
        await kiosk.runtime.stop()
    }

    @Test("is the same when a number of a card is completed later on")
    func split() async throws {
        let kiosk = try await Kiosk()
        var lines: [JSON] = []
        let parts = ["I want to order", "blue", "4111 1111", "1111 1111"]
        for (number, part) in parts.enumerated() {
            lines.append(try await kiosk.write(part, "m\(number)").line)
        }
        for (number, part) in parts.enumerated() {
            #expect(try await kiosk.write(part, "m\(number)").line == lines[number], "\(part)")
        }
        await kiosk.runtime.stop()
    }

    @Test(
        "has what the customer is told when their patience with a call is over",
        arguments: [1, 2]
    )
    func patience(_ processes: Int) async throws {
        let engine: any StorageEngine = MemoryEngine()
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let clock = ManualClock(Kiosk.morning)
        var kiosks: [Kiosk] = []
        for _ in 0..<processes {
            kiosks.append(try await Kiosk(engine, orders: book, clock: clock))
        }
        let kiosk = kiosks[0]
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        async let waiting = kiosk.write("a bow", "m3", waiting: .seconds(3600))
        try await eventually { book.isAsked }
        async let twice = kiosk.write("a bow", "m3", waiting: .seconds(3600))
        clock.move(21)
        // The call has not come back.
        let (answer, repeated) = try await (waiting, twice)
        #expect(answer.isWhole)
        #expect(answer.calls == ["unknown"])
        #expect(!answer.texts.isEmpty && answer.owner == "queue")
        #expect(answer.line["handoff"]?["id"] != nil)
        #expect(repeated.line == answer.line)
        book.answer()
        try await eventually {
            try await engine.entries(of: Kiosk.contact(), kind: "late_answer").count == 1
        }
        // What comes of the call later is no part of it.
        #expect(try await kiosk.write("a bow", "m3").line == answer.line)
        for kiosk in kiosks { await kiosk.runtime.stop() }
    }

    @Test("of a call that is given up is posted to nobody who was told")
    func patienceWithGateway() async throws {
        let mail = Mailbox()
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Kiosk(orders: book, posts: mail)
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        async let waiting = kiosk.write("a bow", "m3", waiting: .seconds(3600))
        try await eventually { book.isAsked }
        kiosk.clock.move(21)
        let answer = try await waiting
        #expect(!answer.texts.isEmpty)
        book.answer()
        try await Task.sleep(for: .milliseconds(100))
        #expect(mail.texts.isEmpty)
        await kiosk.runtime.stop()
    }

    @Test("is posted, or comes back: never both")
    func once() async throws {
        let mail = Mailbox()
        let kiosk = try await Kiosk(posts: mail)
        let posted = try await kiosk.write("I want to order", "m1", waiting: nil)
        #expect(posted.texts.isEmpty && posted.posted.count == 2)
        #expect(posted.waiting == "question" && posted.isWhole)
        #expect(try await kiosk.write("I want to order", "m1").texts.isEmpty)
        let told = try await kiosk.write("blue", "m2")
        #expect(told.texts == ["Anything to note?"] && told.posted.isEmpty)
        #expect(try await kiosk.write("blue", "m2", waiting: nil).texts == told.texts)
        try await eventually { mail.texts == ["Welcome.", "Which colour?"] }
        await kiosk.runtime.stop()
    }
}
