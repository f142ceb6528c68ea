import BotRuntime
import Synchronization
import TestSupport
import Testing
import Values

@Suite("Clocks that are wrong", .prompt)
struct ClockTests {
    private static let hour = 3600
    private static let decade = 315_360_000

    /// Takes its time over each post.
    private final class SlowMailbox: Courier {
        private let kept = Mutex<[String]>([])

        func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
            kept.withLock { $0.append(delivery.row.key) }
            try? await Task.sleep(for: .milliseconds(200))
            return .delivered
        }

        var keys: [String] { kept.withLock(\.self) }
    }

    /// What the log says of the clock.
    private final class Jumps: Sendable {
        private let kept = Mutex<[Int]>([])

        /// By how many seconds it jumped, each time.
        var all: [Int] { kept.withLock(\.self) }

        var log: Log {
            Log(from: .warning) { [self] line in
                guard line.message == "the clock jumped" else { return }
                kept.withLock { $0.append(line.more["seconds"]?.int ?? 0) }
            }
        }
    }

    private let jumps = Jumps()

    // MARK: Machines that are apart

    @Test("post each reply once from machines that are half a minute apart", arguments: [30, -30])
    func posts(_ ahead: Int64) async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let mail = SlowMailbox()
        let nodes = [
            try await Kiosk(engine, clock: clock, posts: mail),
            try await Kiosk(engine, clock: clock, ahead: ahead, posts: mail),
        ]
        for number in 0..<10 {
            let node = nodes[number % 2]
            _ = try await node.write("I want to order", from: "u\(number)", waiting: nil)
        }
        try await eventually { mail.keys.count >= 20 }
        try await Task.sleep(for: .milliseconds(300))
        #expect(mail.keys.count == 20)
        #expect(Set(mail.keys).count == 20)
        for node in nodes { await node.runtime.stop() }
    }

    @Test("leave a call to the machine that makes it, as long as it is at it")
    func calls() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let orders = try OrderBook(Kiosk.definition(), isSlow: true)
        let caller = try await Kiosk(engine, orders: orders, clock: clock)
        let other = try await Kiosk(engine, orders: orders, clock: clock, ahead: 30)
        for text in ["I want to order", "blue"] { _ = try await caller.write(text) }
        _ = try await caller.write("a bow", waiting: nil)
        try await eventually { orders.isAsked }
        for _ in 0..<10 {
            clock.move(1)
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(orders.timesAsked == 1)
        orders.answer()
        try await eventually { try await engine.outbox(of: Kiosk.contact())[0].state == .sent }
        #expect(orders.rows == ["blue"])
        for node in [caller, other] { await node.runtime.stop() }
    }

    @Test(
        "take from a machine that has gone what it had in hand, in its time",
        arguments: [-30, 30]
    )
    func gone(_ ahead: Int64) async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let writer = try await Kiosk(engine, clock: clock, ahead: ahead)
        let contact = Kiosk.contact()
        _ = try await writer.write("I want to order")
        // It claims a reply, and is gone.
        let row = OutboxRow(
            contact: contact,
            seq: 1,
            lane: .channel,
            destination: "shop/main",
            n: 1,
            epoch: 0,
            key: "k1",
            kind: "reply",
            payload: [],
            due: writer.runtime.now
        )
        var next = try #require(try await engine.load(contact, nil).row)
        next.rev += 1
        next.lastSeq = 1
        var turn = TurnCommit(contact: contact, base: next.rev - 1, message: nil, row: next)
        turn.outbox = [row]
        _ = try await engine.commit(turn)
        await writer.runtime.stop()
        let lease = writer.runtime.now.adding(TimeSpan(seconds: 15))
        let place = DueDestination(.channel, "shop/main")
        let claimed = try await engine.claim(place, at: row.due, until: lease, limit: 1)
        #expect(claimed.count == 1)

        let mail = Mailbox()
        let kiosk = try await Kiosk(engine, clock: clock, posts: mail)
        for _ in 0..<12 {
            clock.move(1)
            try await Task.sleep(for: .milliseconds(30))
        }
        #expect(try await engine.outbox(of: contact).map(\.attempts) == [1])
        try await eventually {
            clock.move(1)
            return try await engine.outbox(of: contact).map(\.attempts) == [2]
        }
        await kiosk.runtime.stop()
    }

    // MARK: Clocks that are set

    /// A kiosk with that many conversations, each asked something.
    private func open(
        _ count: Int,
        _ engine: any StorageEngine,
        _ mail: Mailbox,
        _ clock: ManualClock
    ) async throws -> Kiosk {
        let kiosk = try await Kiosk(engine, clock: clock, posts: mail, log: jumps.log)
        // It has looked at its clock.
        clock.move(1)
        try await Task.sleep(for: .milliseconds(50))
        for number in 0..<count { _ = try await kiosk.write("I want to order", from: "u\(number)") }
        return kiosk
    }

    @Test(
        "end no more than one conversation of a hundred a minute, be they an hour wrong or ten years",
        arguments: [hour, decade]
    )
    func ahead(_ seconds: Int) async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let mail = Mailbox()
        let kiosk = try await open(300, engine, mail, clock)
        clock.set(by: seconds)
        try await eventually { !jumps.all.isEmpty }
        for _ in 0..<60 {
            clock.move(1)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(jumps.all == [seconds])
        #expect(kiosk.runtime.metrics.clockJumps.count == 1)
        #expect((1...4).contains(mail.users.count), "\(mail.users.count) in a minute")

        // A restart forgets nothing of it.
        await kiosk.runtime.stop()
        let next = try await Kiosk(engine, clock: clock, posts: mail, log: jumps.log)
        for _ in 0..<60 {
            clock.move(1)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect((3...8).contains(mail.users.count), "\(mail.users.count) in two minutes")

        // Put right, it is as if nothing had been: everybody is reminded once, in their time.
        clock.set(by: -seconds)
        try await eventually { jumps.all == [seconds, -seconds] }
        let early = mail.users.count
        try await Task.sleep(for: .milliseconds(100))
        #expect(mail.users.count == early)
        clock.move(1000)
        try await eventually { mail.users.count == 300 }
        try await Task.sleep(for: .milliseconds(100))
        #expect(Set(mail.keys).count == mail.keys.count)
        await next.runtime.stop()
    }

    @Test("lose no timer where nobody puts them right")
    func none() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let mail = Mailbox()
        let kiosk = try await open(20, engine, mail, clock)
        clock.set(by: Self.hour)
        try await eventually { !jumps.all.isEmpty }
        // Whoever writes meanwhile is answered, and has their time from then on.
        #expect(try await kiosk.write("blue", from: "u0").texts == ["Anything to note?"])
        try await eventually {
            clock.move(20)
            return mail.users.count == 20
        }
        #expect(Set(mail.keys).count == mail.keys.count)
        await kiosk.runtime.stop()
    }

    @Test("hold nothing back where time services move them a little")
    func little() async throws {
        let mail = Mailbox()
        let clock = ManualClock(Kiosk.morning)
        let kiosk = try await open(20, MemoryEngine(), mail, clock)
        clock.set(by: 20)
        clock.move(1000)
        try await eventually { mail.users.count == 20 }
        #expect(jumps.all.isEmpty)
        await kiosk.runtime.stop()
    }

    @Test("take nothing away for a day, so that a message that comes again is known")
    func kept() async throws {
        let clock = ManualClock(Kiosk.morning)
        let kiosk = try await open(3, MemoryEngine(), Mailbox(), clock)
        let first = try await kiosk.write("blue", "m1", from: "u1")
        clock.set(by: Self.decade)
        try await eventually { !jumps.all.isEmpty }
        for _ in 0..<20 {
            clock.move(3600)
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await !kiosk.runtime.transcript(of: Kiosk.contact("u0")).isEmpty)
        let again = try await kiosk.write("blue", "m1", from: "u1")
        #expect(again.isRepeated)
        #expect(again.texts == first.texts)
        // Nobody has put it right: so it is right.
        try await eventually {
            clock.move(3600)
            return try await kiosk.runtime.transcript(of: Kiosk.contact("u0")).first?.turn != 1
        }
        await kiosk.runtime.stop()
    }

    @Test("hold up no reply and no gateway when they are put back an hour")
    func back() async throws {
        let mail = Mailbox()
        mail.fail(Array(repeating: .again(after: nil, why: "503"), count: 5))
        let clock = ManualClock(Kiosk.morning)
        let kiosk = try await Kiosk(clock: clock, posts: mail)
        for number in 0..<7 {
            _ = try await kiosk.write("I want to order", from: "u\(number)", waiting: nil)
        }
        // The gateway is left alone for a while.
        try await eventually { kiosk.runtime.metrics.retried.count == 5 }
        clock.set(by: -Self.hour)
        try await eventually {
            clock.move(1)
            return mail.texts.count >= 4
        }
        #expect(kiosk.runtime.now < Kiosk.morning)
        try await eventually {
            clock.move(60)
            return mail.texts.count == 14
        }
        #expect(Set(mail.keys).count == 14)
        await kiosk.runtime.stop()
    }

    @Test("are doubted when nobody was there for more than a day")
    func stopped() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let mail = Mailbox()
        let kiosk = try await open(50, engine, mail, clock)
        await kiosk.runtime.stop()
        clock.move(3 * 86_400)
        let next = try await Kiosk(engine, clock: clock, posts: mail, log: jumps.log)
        try await Task.sleep(for: .milliseconds(100))
        #expect(mail.texts.isEmpty)
        #expect(jumps.all.count == 1)
        await next.runtime.stop()
    }
}
