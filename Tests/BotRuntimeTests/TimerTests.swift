import BotRuntime
import Messages
import TestSupport
import Testing
import Values

@Suite("The runtime's timers", .prompt)
struct TimerTests {
    @Test("remind a customer who has gone quiet once, and end the conversation")
    func idle() async throws {
        let mail = Mailbox()
        let kiosk = try await Kiosk(posts: mail)
        _ = try await kiosk.write("I want to order")
        for _ in 0..<3 {
            kiosk.clock.move(1000)
            try await Task.sleep(for: .milliseconds(50))
        }
        try await eventually { mail.texts.count >= 2 }
        let turns = try await kiosk.runtime.transcript(of: Kiosk.contact())
        let reminders = turns.filter { $0.line["source"]?.string == "timer" }
        #expect(!reminders.isEmpty)
        #expect(Set(reminders.map(\.turn)).count == reminders.count)
        kiosk.clock.move(100_000)
        try await eventually {
            kiosk.clock.move(2000)
            return try await kiosk.engine.load(Kiosk.contact(), nil).row?.owner == "nobody"
        }
        await kiosk.runtime.stop()
    }

    @Test("fire once where two nodes look after them")
    func twoNodes() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let mail = Mailbox()
        let nodes = [
            try await Kiosk(engine, clock: clock, posts: mail),
            try await Kiosk(engine, clock: clock, posts: mail),
        ]
        for number in 0..<20 { _ = try await nodes[0].write("I want to order", from: "u\(number)") }
        clock.move(1000)
        try await eventually { Set(mail.keys).count >= 20 }
        try await Task.sleep(for: .milliseconds(100))
        #expect(Set(mail.keys).count == mail.keys.count)
        for node in nodes { await node.runtime.stop() }
    }

    @Test("do not fire when the clock goes back")
    func back() async throws {
        let mail = Mailbox()
        let kiosk = try await Kiosk(posts: mail)
        _ = try await kiosk.write("I want to order")
        kiosk.clock.set(by: -3600)
        try await Task.sleep(for: .milliseconds(100))
        #expect(mail.texts.isEmpty)
        #expect(try await kiosk.write("blue").texts == ["Anything to note?"])
        await kiosk.runtime.stop()
    }

    @Test("fire although many of an account that went out of service are due before them")
    func others() async throws {
        let mail = Mailbox()
        let kiosk = try await Kiosk(posts: mail)
        for number in 0..<1_200 {
            let row = ContactRow(
                rev: 1,
                n: 1,
                owner: "bot",
                epoch: 1,
                bot: "b",
                state: [],
                wake: Timestamp(milliseconds: Kiosk.morning.milliseconds + Int64(number)),
                updated: Kiosk.morning
            )
            let contact = try #require(ContactKey(text: "shop/closed/u\(number)"))
            let turn = TurnCommit(contact: contact, base: 0, message: nil, row: row)
            #expect(try await kiosk.engine.commit(turn) == .committed)
        }
        _ = try await kiosk.write("I want to order")
        kiosk.clock.move(1000)
        try await eventually {
            kiosk.clock.move(1)
            return !mail.texts.isEmpty
        }
        await kiosk.runtime.stop()
    }
}
