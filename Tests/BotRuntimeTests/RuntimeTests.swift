import BotRuntime
import Messages
import Storage
import TestSupport
import Testing
import Values

@Suite("The runtime", .prompt)
struct RuntimeTests {
    @Test("answers a message, and keeps the conversation for the next")
    func talk() async throws {
        let kiosk = try await Kiosk()
        let first = try await kiosk.write("I want to order")
        #expect(first.texts == ["Welcome.", "Which colour?"])
        #expect(first.turn == 1)
        #expect(first.isWhole)
        #expect(try await kiosk.write("blue").texts == ["Anything to note?"])
        let last = try await kiosk.write("with a bow")
        #expect(last.texts.first == "Ordered: ORD-1001.")
        #expect(last.calls == ["ok"])
        #expect(kiosk.orders.rows == ["blue"])
        await kiosk.runtime.stop()
    }

    @Test("answers a message that comes again as it did, and does nothing")
    func duplicates() async throws {
        let kiosk = try await Kiosk()
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("blue")
        let first = try await kiosk.write("with a bow", "m3")
        for _ in 0..<3 {
            let again = try await kiosk.write("with a bow", "m3")
            #expect(again.isRepeated)
            #expect(again.turn == first.turn)
            #expect(again.line == first.line)
        }
        #expect(kiosk.orders.rows == ["blue"])
        #expect(kiosk.orders.timesAsked == 1)
        await kiosk.runtime.stop()
    }

    @Test("takes a message once that comes many times at once")
    func storms() async throws {
        let kiosk = try await Kiosk()
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<20 { group.addTask { try await kiosk.write("soon", "m3") } }
            var answers: [Answer] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
        #expect(answers.count { !$0.isRepeated } == 1)
        #expect(Set(answers.map(\.line)).count == 1)
        #expect(kiosk.orders.rows == ["red"])
        await kiosk.runtime.stop()
    }

    @Test("refuses another message under an ID that was used")
    func reused() async throws {
        let kiosk = try await Kiosk()
        _ = try await kiosk.write("I want to order", "m1")
        await #expect(throws: RuntimeError.reused) { try await kiosk.write("cancel", "m1") }
        await #expect(throws: RuntimeError.badID) { try await kiosk.write("cancel", "") }
        let stranger = try #require(ContactKey(tenant: "other", account: "main", user: "x"))
        await #expect(throws: RuntimeError.unknownAccount) {
            try await kiosk.runtime.receive(
                IncomingMessage(contact: stranger, id: "m1", event: .text("hello")),
                waitingAtMost: nil
            )
        }
        await kiosk.runtime.stop()
    }

    @Test("takes IDs that any store can hold, and no others")
    func ids() async throws {
        let kiosk = try await Kiosk()
        let longest = String(repeating: "é", count: 128)
        #expect(try await kiosk.write("hello", longest).turn == 1)
        // One character each, of many bytes or none that anybody sees.
        let wrong = [longest + "m", "m" + String(repeating: "\u{301}", count: 200), "a\0b", "a\nb"]
        for id in wrong {
            await #expect(throws: RuntimeError.badID, "\(id)") {
                try await kiosk.write("hello", id)
            }
            await #expect(throws: RuntimeError.badID, "\(id)") {
                try await kiosk.runtime.receive(
                    IncomingMessage(
                        contact: Kiosk.contact(),
                        id: "status",
                        event: .status(message: id, state: .failed, code: nil)
                    ),
                    waitingAtMost: nil
                )
            }
        }
        await kiosk.runtime.stop()
    }

    @Test("goes on after any number that a message ever had")
    func numbers() async throws {
        let kiosk = try await Kiosk()
        for (id, order) in [("m1", Int64.max), ("m2", 7), ("m3", .max), ("m4", .min), ("m5", 8)] {
            var message = IncomingMessage(contact: Kiosk.contact(), id: id, event: .text("hello"))
            message.order = order
            #expect(try await kiosk.runtime.receive(message, waitingAtMost: .zero).turn > 0)
        }
        await kiosk.runtime.stop()
    }

    @Test("goes on where another process stopped")
    func restart() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let first = try await Kiosk(engine)
        _ = try await first.write("I want to order", "m1")
        _ = try await first.write("blue", "m2")
        await first.runtime.stop()
        let second = try await Kiosk(engine, orders: first.orders)
        #expect(try await second.write("blue", "m2").texts == ["Anything to note?"])
        #expect(try await second.write("a bow", "m3").texts.first == "Ordered: ORD-1001.")
        await second.runtime.stop()
    }

    @Test("goes on from what another process has written, whatever it remembers itself")
    func byTurns() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let first = try await Kiosk(engine)
        let second = try await Kiosk(engine, orders: first.orders)
        _ = try await first.write("I want to order", "m1")
        #expect(try await second.write("blue", "m2").texts == ["Anything to note?"])
        // A message that only the other has seen is known all the same.
        #expect(try await first.write("blue", "m2").isRepeated)
        #expect(try await first.write("a bow", "m3").texts.first == "Ordered: ORD-1001.")
        #expect(first.orders.rows == ["blue"])
        await first.runtime.stop()
        await second.runtime.stop()
    }

    @Test("remembers nothing of a contact that another process has erased")
    func erasedElsewhere() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let clock = ManualClock(Kiosk.morning)
        let first = try await Kiosk(engine, clock: clock)
        let second = try await Kiosk(engine, orders: first.orders, clock: clock)
        _ = try await first.write("I want to order", "m1")
        _ = try await first.write("blue", "m2")
        clock.move(1)
        try await second.runtime.erase(Kiosk.contact())
        // As many turns as there had been: the number alone would not tell them apart.
        _ = try await second.write("I want to order", "n1")
        _ = try await second.write("red", "n2")
        #expect(try await first.write("a bow", "n3").texts.first == "Ordered: ORD-1001.")
        #expect(first.orders.rows == ["red"])
        await first.runtime.stop()
        await second.runtime.stop()
    }

    @Test("takes the turns of one contact one after the other, whoever brings them")
    func order() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let nodes = [try await Kiosk(engine), try await Kiosk(engine)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                group.addTask { try await nodes[number % 2].write("hello, what is this \(number)") }
            }
            try await group.waitForAll()
        }
        let turns = try await nodes[0].runtime.transcript(of: Kiosk.contact())
        #expect(turns.map(\.turn) == Array(1...Int64(turns.count)))
        #expect(turns.count { $0.line["source"]?.string == "in" } == 24)
        let row = try await engine.load(Kiosk.contact(), nil).row
        #expect(row?.rev == Int64(turns.count))
        for node in nodes { await node.runtime.stop() }
    }

    @Test("mixes up nobody among many who write at once")
    func crosstalk() async throws {
        let kiosk = try await Kiosk()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let user = "user \(number)"
                    let colour = number.isMultiple(of: 2) ? "red" : "blue"
                    _ = try await kiosk.write("I want to order", from: user)
                    let asked = try await kiosk.write(colour, from: user)
                    #expect(asked.line["slots"]?["colour"]?.string == colour)
                    let done = try await kiosk.write("canary \(number)", from: user)
                    #expect(done.line["slots"]?["note"]?.string == "canary \(number)")
                }
            }
            try await group.waitForAll()
        }
        #expect(kiosk.orders.rows.count == 100)
        await kiosk.runtime.stop()
    }

    @Test("says no more than it can take of one contact")
    func bounded() async throws {
        let book = try OrderBook(Kiosk.definition())
        let kiosk = try await Kiosk(SlowEngine(), orders: book)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<80 {
                group.addTask {
                    do { _ = try await kiosk.write("hello \(number)") } catch {
                        return error as? RuntimeError == .busy(retryAfterSeconds: 1)
                    }
                    return false
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused > 0)
        #expect(try await kiosk.write("and now?").isWhole)
        await kiosk.runtime.stop()
    }

    @Test("says no to more customers at once than it can take, and goes on as ever afterwards")
    func overloaded() async throws {
        let kiosk = try await Kiosk(SlowEngine())
        let (taken, refused) = await withTaskGroup(of: RuntimeError?.self) { group in
            for number in 0..<2_000 {
                group.addTask {
                    do { _ = try await kiosk.write("I want to order", from: "u\(number)") } catch {
                        return error as? RuntimeError
                    }
                    return nil
                }
            }
            return await group.reduce(into: (0, 0)) { counts, error in
                if error == nil { counts.0 += 1 }
                if error == .overloaded(retryAfterSeconds: 1) { counts.1 += 1 }
            }
        }
        #expect(taken >= 1_024 && refused > 0)
        #expect(taken + refused == 2_000)
        for number in 0..<20 { #expect(try await kiosk.write("blue", from: "v\(number)").isWhole) }
        await kiosk.runtime.stop()
    }
}
