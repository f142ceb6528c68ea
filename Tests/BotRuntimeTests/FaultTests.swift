import BotRuntime
import Foundation
import Messages
import Storage
import TestSupport
import Testing
import Values

@Suite("A runtime under faults", .prompt)
struct FaultTests {
    /// Everything that the order of the kiosk writes: three messages, the last with a call.
    private static let script = [("I want to order", "m1"), ("blue", "m2"), ("a bow", "m3")]

    /// Sends each message until it is answered, in a new process where one has ended.
    private static func deliver(
        _ engine: any StorageEngine,
        _ orders: OrderBook,
        _ failures: [Int: FailingEngine.Failure]
    ) async throws -> (Kiosk, [Answer]) {
        let clock = ManualClock(Kiosk.morning)
        var kiosk = try await Kiosk(FailingEngine(engine, failures), orders: orders, clock: clock)
        var answers: [Answer] = []
        for (text, id) in script {
            var answer: Answer?
            for _ in 0..<10 where answer == nil {
                answer = try? await kiosk.write(text, id)
                if answer == nil {
                    await kiosk.runtime.stop()
                    kiosk = try await Kiosk(engine, orders: orders, clock: clock)
                }
            }
            answers.append(try #require(answer))
        }
        return (kiosk, answers)
    }

    @Test(
        "loses nothing and does nothing twice, wherever the process ends",
        arguments: 1...4,
        [0, 1, 2]
    )
    func anywhere(_ number: Int, _ kind: Int) async throws {
        let failure: FailingEngine.Failure =
            [.endsProcess, .refusesThenEnds, .losesAnswer][kind]
        let engine: any StorageEngine = MemoryEngine()
        let orders = try OrderBook(Kiosk.definition())
        let (kiosk, answers) = try await Self.deliver(engine, orders, [number: failure])
        #expect(answers[0].texts == ["Welcome.", "Which colour?"])
        #expect(answers[1].texts == ["Anything to note?"])
        // A call that was begun before the process ended is made again by the next one.
        try await eventually {
            kiosk.clock.move(1)
            return try await kiosk.write("a bow", "m3").texts.first == "Ordered: ORD-1001."
        }
        #expect(orders.rows == ["blue"])
        let turns = try await kiosk.runtime.transcript(of: Kiosk.contact())
        #expect(turns.map(\.turn) == [1, 2, 3, 4])
        let rows = try await engine.outbox(of: Kiosk.contact())
        #expect(rows.map(\.state) == [.sent])
        await kiosk.runtime.stop()
    }

    @Test("accepts nothing while the store is full, and all of it afterwards")
    func full() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let kiosk = try await Kiosk(FailingEngine(engine, [1: .refuses(.full("no space"))]))
        await #expect(throws: RuntimeError.store(.full("no space"))) {
            try await kiosk.write("I want to order", "m1")
        }
        #expect(try await kiosk.runtime.transcript(of: Kiosk.contact()).isEmpty)
        let again = try await kiosk.write("I want to order", "m1")
        #expect(again.texts == ["Welcome.", "Which colour?"])
        #expect(!again.isRepeated)
        await kiosk.runtime.stop()
    }

    @Test("does not call an answer whole whose rest could not be written")
    func unwritten() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let kiosk = try await Kiosk(
            FailingEngine(engine, [4: .refuses(.unavailable("the store is away"))])
        )
        for text in ["I want to order", "blue"] { _ = try await kiosk.write(text) }
        let answer = try await kiosk.write("a bow", "m3", waiting: .milliseconds(200))
        #expect(answer.texts.isEmpty)
        #expect(!answer.isWhole)
        // The call is made again, and answered as it was.
        try await eventually {
            kiosk.clock.move(1)
            let again = try await kiosk.write("a bow", "m3", waiting: .zero)
            return again.isWhole && again.texts == ["Ordered: ORD-1001."]
        }
        #expect(kiosk.orders.rows == ["blue"])
        await kiosk.runtime.stop()
    }

    @Test("puts a message aside that stopped the process three times, and brings a person")
    func poison() async throws {
        let folder = FileManager.default.temporaryDirectory.path
        let path = folder + "/journal-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let engine: any StorageEngine = MemoryEngine()
        let message = MessageKey(.inbound, "poison")
        // Three processes end with the message in hand, as their journals say.
        for _ in 0..<3 { try await engine.suspect(Kiosk.contact(), message) }
        let desk = Mailbox()
        let kiosk = try await Kiosk(engine, journal: CrashJournal(path: path), desk: desk)
        _ = try await kiosk.write("I want to order", "m1")
        let answer = try await kiosk.write("boom 4111 1111 1111 1111", "poison")
        #expect(answer.owner == "queue")
        #expect(!answer.texts.isEmpty)
        let letters = try await engine.deadLetters(ofTenant: "shop", limit: 10)
        #expect(letters.map(\.reference) == ["in:poison"])
        let body = String(decoding: try #require(letters.first).body, as: UTF8.self)
        #expect(body == #"{"text":"boom •••• •••• •••• 1111"}"#)
        try await eventually { desk.kinds == ["handoff"] }
        #expect(kiosk.runtime.metrics.quarantined.count == 1)
        // It is processed: given again it is answered, others go on.
        #expect(try await kiosk.write("boom 4111 1111 1111 1111", "poison").isRepeated)
        _ = try await kiosk.write("hello", from: "another")
        await kiosk.runtime.stop()
    }

    @Test("keeps nothing of a card's number or a conversation that can be read in its file")
    func sealed() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sealed-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let engine = try SQLiteEngine(path: folder + "/store.db")
        let mail = Mailbox()
        mail.fail([.again(after: nil, why: "down")])
        let kiosk = try await Kiosk(engine, posts: mail)
        let numbers = ["4111 1111 1111 1111", "378282246310005", "5555-5555-5555-4444"]
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("my card is \(numbers[0])")
        _ = try await kiosk.write("blue")
        _ = try await kiosk.write("charge \(numbers[1]), or \(numbers[2])", waiting: nil)
        for name in ["store.db", "store.db-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            for number in numbers {
                #expect(bytes.range(of: Data(number.utf8)) == nil, "\(name)")
            }
        }
        let lines = try await kiosk.runtime.transcript(of: Kiosk.contact()).map(\.line.text)
        #expect(lines.joined().contains("•0005"))
        for number in numbers { #expect(!lines.joined().contains(number)) }
        await kiosk.runtime.stop()
    }
}
