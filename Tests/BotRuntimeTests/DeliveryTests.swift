import Messages
import Synchronization
import TestSupport
import Testing
import Values

@testable import BotRuntime

@Suite("What the runtime sends", .prompt)
struct DeliveryTests {
    @Test("is posted in its order where nobody waits, and not where somebody does")
    func posts() async throws {
        let mail = Mailbox()
        let kiosk = try await Kiosk(posts: mail)
        let taken = try await kiosk.write("I want to order", waiting: nil)
        #expect(taken.turn == 1)
        try await eventually { mail.texts == ["Welcome.", "Which colour?"] }
        #expect(try await kiosk.write("blue").texts == ["Anything to note?"])
        _ = try await kiosk.write("a bow", waiting: nil)
        try await eventually { mail.texts.count >= 3 }
        #expect(mail.texts[2] == "Ordered: ORD-1001.")
        #expect(Set(mail.keys).count == mail.keys.count)
        await kiosk.runtime.stop()
    }

    @Test("comes again after a failure, before what follows it")
    func retries() async throws {
        let mail = Mailbox()
        mail.fail([.again(after: nil, why: "503"), .again(after: .seconds(3), why: "429")])
        let kiosk = try await Kiosk(posts: mail)
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually { kiosk.runtime.metrics.retried.count == 1 }
        #expect(mail.texts.isEmpty)
        kiosk.clock.move(2)
        try await eventually { kiosk.runtime.metrics.retried.count == 2 }
        kiosk.clock.move(2)
        try await Task.sleep(for: .milliseconds(100))
        #expect(mail.texts.isEmpty)
        kiosk.clock.move(5)
        try await eventually { mail.texts == ["Welcome.", "Which colour?"] }
        await kiosk.runtime.stop()
    }

    @Test("is a dead letter where the gateway will not have it, and can be replayed")
    func dead() async throws {
        let mail = Mailbox()
        mail.fail([.refused(why: "400")])
        let kiosk = try await Kiosk(posts: mail)
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually { mail.texts == ["Which colour?"] }
        let letters = try await kiosk.engine.deadLetters(ofTenant: "shop", limit: 9)
        #expect(letters.map(\.why) == ["400"])
        let reference = try #require(letters.first).reference
        _ = try await kiosk.engine.revive(Kiosk.contact(), reference, at: kiosk.clock.now)
        try await eventually { mail.texts == ["Which colour?", "Welcome."] }
        await kiosk.runtime.stop()
    }

    @Test("ends the conversation where the gateway says that the customer has closed it")
    func closed() async throws {
        let mail = Mailbox()
        mail.fail([.closed])
        let engine = OwnersAtSettling()
        let kiosk = try await Kiosk(engine, posts: mail)
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually {
            try await kiosk.runtime.standing(of: Kiosk.contact())?["owner"]?.string == "nobody"
        }
        let outcomes = try await kiosk.runtime.entries(of: Kiosk.contact(), kind: "interaction")
            .map { $0["body"]?["outcome"]?.string }
        #expect(outcomes == ["closed by the customer"])
        // What else was to be said is said to nobody; who writes again is answered.
        let states = try await kiosk.engine.outbox(of: Kiosk.contact()).map(\.state)
        #expect(states == [.dropped, .dropped])
        // A process that ends between the two is told again.
        try await eventually { engine.owners.first == "nobody" }
        #expect(mail.texts.isEmpty)
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually { mail.texts == ["Welcome.", "Which colour?"] }
        await kiosk.runtime.stop()
    }

    @Test("leaves a conversation alone that began after the one that the customer closed")
    func closedBefore() async throws {
        let mail = Mailbox()
        let kiosk = try await Kiosk(posts: mail)
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually { mail.texts.count == 2 }
        let row = try #require(try await kiosk.engine.outbox(of: Kiosk.contact()).first)
        _ = try await kiosk.write("stop")
        _ = try await kiosk.write("start")
        let before = try await kiosk.runtime.standing(of: Kiosk.contact())
        #expect(before?["conversation"]?.int == 2)
        await kiosk.runtime.close(row)
        #expect(try await kiosk.runtime.standing(of: Kiosk.contact()) == before)
        await kiosk.runtime.stop()
    }

    @Test("gives way to a person who takes over")
    func takeover() async throws {
        let mail = Mailbox()
        mail.fail(Array(repeating: .again(after: nil, why: "down"), count: 3))
        let kiosk = try await Kiosk(posts: mail)
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually { kiosk.runtime.metrics.retried.count >= 1 }
        mail.fail([])
        let accepted = try await kiosk.desk(DeskEvent(.accepted, agent: "Dana"))
        #expect(accepted.owner == "agent")
        kiosk.clock.move(60)
        _ = try await kiosk.desk(DeskEvent(.message, agent: "Dana", text: "Hello, Dana here."))
        try await Task.sleep(for: .milliseconds(200))
        #expect(!mail.texts.contains("Which colour?"))
        let states = try await kiosk.engine.outbox(of: Kiosk.contact()).map(\.state)
        #expect(states.prefix(2) == [.dropped, .dropped])
        await kiosk.runtime.stop()
    }

    @Test("is what there is when the patience of whoever waits is over; the rest is posted")
    func patience() async throws {
        let mail = Mailbox()
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Kiosk(orders: book, posts: mail)
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("blue")
        let answer = try await kiosk.write("a bow", "m3", waiting: .milliseconds(5))
        #expect(!answer.isWhole)
        #expect(answer.waiting == "call")
        #expect(mail.texts.isEmpty)
        book.answer()
        try await eventually { mail.texts.first == "Ordered: ORD-1001." }
        // Whoever asks again is told that it was posted, and not told it twice.
        let again = try await kiosk.write("a bow", "m3")
        #expect(again.isWhole && again.texts.isEmpty)
        #expect(again.posted.first?["text"]?.string == "Ordered: ORD-1001.")
        #expect(book.rows == ["blue"])
        await kiosk.runtime.stop()
    }

    @Test("of a message that comes again is waited for like the first time")
    func again() async throws {
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Kiosk(orders: book)
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        async let first = kiosk.write("a bow", "m3", waiting: .seconds(3600))
        try await eventually { book.isAsked }
        let early = try await kiosk.write("a bow", "m3", waiting: nil)
        #expect(early.isRepeated)
        #expect(!early.isWhole)
        async let second = kiosk.write("a bow", "m3", waiting: .seconds(60))
        try await Task.sleep(for: .milliseconds(50))
        book.answer()
        let (answer, repeated) = try await (first, second)
        #expect(answer.isWhole && repeated.isWhole)
        #expect(repeated.isRepeated)
        #expect(answer.texts.contains("Ordered: ORD-1001."))
        #expect(repeated.texts == answer.texts)
        await kiosk.runtime.stop()
    }

    @Test("late of a call is told of to whoever has the conversation, as soon as it is there")
    func late() async throws {
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Kiosk(orders: book)
        let told = Atomic(0)
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        _ = try await kiosk.write("a bow", waiting: nil)
        try await eventually { book.isAsked }
        kiosk.clock.move(30)
        try await eventually {
            try await kiosk.runtime.standing(of: Kiosk.contact())?["owner"]?.string == "queue"
        }
        _ = try await kiosk.desk(DeskEvent(.accepted, agent: "Dana"))
        kiosk.runtime.follow { _ in told.add(1, ordering: .relaxed) }
        // Where the clock jumps, the call may have been made once more meanwhile.
        let answering = Task {
            while !Task.isCancelled {
                book.answer()
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        try await eventually { told.load(ordering: .relaxed) == 1 }
        let late = try await kiosk.runtime.entries(of: Kiosk.contact(), kind: "late_answer")
        #expect(late.map { $0["body"]?["outcome"]?.string } == ["ok"])
        let last = try #require(try await kiosk.runtime.transcript(of: Kiosk.contact()).last)
        #expect(last.line["event"]?["call"]?.string == "orders.place")
        #expect(last.line["owner"]?.string == "agent")
        await kiosk.runtime.stop()
        answering.cancel()
    }

    @Test("of a slow call is waited for, while the customer goes on writing")
    func slow() async throws {
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Kiosk(orders: book)
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        async let waiting = kiosk.write("a bow", waiting: .seconds(3600))
        try await eventually { book.isAsked }
        _ = try await kiosk.write("hello?")
        book.answer()
        let answer = try await waiting
        #expect(answer.texts.contains("Ordered: ORD-1001."))
        #expect(answer.isWhole)
        await kiosk.runtime.stop()
    }
}
