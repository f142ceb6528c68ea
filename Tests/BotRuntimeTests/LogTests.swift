import BotRuntime
import Crypto
import Foundation
import Messages
import Synchronization
import TestSupport
import Testing
import Values

@Suite("What the runtime writes into the log", .prompt)
struct LogTests {
    /// Keeps the lines of a test.
    private final class Lines: Sendable {
        private let kept = Mutex<[LogLine]>([])

        func log(from level: LogLevel) -> Log {
            Log(from: level) { [self] line in kept.withLock { $0.append(line) } }
        }

        var all: [LogLine] { kept.withLock(\.self) }

        func of(_ message: String) -> [LogLine] { all.filter { $0.message == message } }

        /// All that was written, as it would stand there.
        var text: String {
            all.map { "\($0.message) \(JSON.object($0.more).text)" }.joined(separator: "\n")
        }
    }

    @Test("has a line for each turn where that is wanted, by the contact's name in the log")
    func turns() async throws {
        let lines = Lines()
        let kiosk = try await Kiosk(log: lines.log(from: .debug))
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("blue")
        let turns = lines.of("turn")
        #expect(turns.map { $0.more["rev"]?.int } == [1, 2])
        #expect(turns.allSatisfy { $0.level == .debug && $0.more["source"]?.string == "in" })
        #expect(turns.last?.more["topic"]?.string == "order")
        #expect(turns.last?.more["owner"]?.string == "bot")
        let standing = try #require(try await kiosk.runtime.standing(of: Kiosk.contact()))
        let name = try #require(standing["conv_hash"]?.string)
        #expect(name.count == 16)
        #expect(turns.allSatisfy { $0.more["conv_hash"]?.string == name })
        await kiosk.runtime.stop()
    }

    @Test("has nothing of turns that go as they should, unless that is wanted")
    func quiet() async throws {
        let lines = Lines()
        let kiosk = try await Kiosk(log: lines.log(from: .info))
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("red")
        _ = try await kiosk.write("a bow")
        #expect(lines.all == [])
        await kiosk.runtime.stop()
    }

    @Test("calls a contact the same in all processes that have the key, and else otherwise")
    func names() async throws {
        func name(_ key: SealingKey, _ user: String) async throws -> String? {
            let lines = Lines()
            let runtime = Runtime(
                engine: MemoryEngine(),
                key: key,
                log: lines.log(from: .debug)
            )
            let book = try OrderBook(Kiosk.definition())
            runtime.deploy(Kiosk.deployment(try Kiosk.definition(), book), for: Kiosk.account)
            _ = try await runtime.receive(
                IncomingMessage(contact: Kiosk.contact(user), id: "m1", event: .text("hello")),
                waitingAtMost: nil
            )
            await runtime.stop()
            return lines.of("turn").first?.more["conv_hash"]?.string
        }
        let (one, other) = (SealingKey.random(), SealingKey.random())
        #expect(try await name(one, "ann") == name(one, "ann"))
        #expect(try await name(one, "ann") != name(one, "bob"))
        #expect(try await name(one, "ann") != name(other, "ann"))
    }

    @Test("says that a person was asked for, why, and of which queue")
    func handOff() async throws {
        let lines = Lines()
        let kiosk = try await Kiosk(log: lines.log(from: .info))
        _ = try await kiosk.write("I want to order")
        _ = try await kiosk.write("agent")
        let line = try #require(lines.of("a person was asked for").first)
        #expect(line.level == .info)
        #expect(line.more["reason"]?.string == "asked")
        #expect(line.more["queue"]?.string == "desk")
        #expect(line.more["rev"]?.int == 2)
        await kiosk.runtime.stop()
    }

    @Test("says of a delivery that it failed and when it comes again, and that it was given up")
    func deliveries() async throws {
        let lines = Lines()
        let mail = Mailbox()
        mail.fail([.again(after: nil, why: "503"), .refused(why: "400")])
        let kiosk = try await Kiosk(posts: mail, log: lines.log(from: .warning))
        _ = try await kiosk.write("I want to order", waiting: nil)
        try await eventually {
            kiosk.clock.move(5)
            return !lines.of("a delivery was given up").isEmpty
        }
        let failed = try #require(lines.of("a delivery failed").first)
        #expect(failed.level == .warning && failed.more["why"]?.string == "503")
        #expect(failed.more["lane"]?.string == "channel" && failed.more["again"] != nil)
        let dead = try #require(lines.of("a delivery was given up").first)
        #expect(dead.level == .error && dead.more["why"]?.string == "400")
        #expect(dead.more["conv_hash"] == failed.more["conv_hash"])
        await kiosk.runtime.stop()
    }

    @Test("says that a turn was not written, by the conversation and the turn it was to be")
    func notWritten() async throws {
        let lines = Lines()
        let engine = FailingEngine(MemoryEngine(), [2: .refuses(.full("no space left"))])
        let kiosk = try await Kiosk(engine, log: lines.log(from: .warning))
        _ = try await kiosk.write("I want to order")
        await #expect(throws: RuntimeError.self) { try await kiosk.write("blue") }
        let line = try #require(lines.of("a turn was not written").first)
        #expect(line.level == .error)
        #expect(line.more["rev"]?.int == 2)
        #expect(line.more["why"]?.string == "the store is full: no space left")
        let standing = try await kiosk.runtime.standing(of: Kiosk.contact())
        #expect(line.more["conv_hash"] == standing?["conv_hash"])
        await kiosk.runtime.stop()
    }

    @Test("says that a message was put aside")
    func putAside() async throws {
        let lines = Lines()
        let kiosk = try await Kiosk(log: lines.log(from: .warning))
        let message = MessageKey(.inbound, "poison")
        for _ in 1...3 { try await kiosk.engine.suspect(Kiosk.contact(), message) }
        _ = try await kiosk.write("I want to order", "poison")
        let line = try #require(lines.of("a message was put aside").first)
        #expect(line.level == .error && line.more["rev"]?.int == 1)
        #expect(!lines.text.contains("poison"))
        await kiosk.runtime.stop()
    }

    @Test("names neither a customer nor what they said, however much is written")
    func canary() async throws {
        let lines = Lines()
        let mail = Mailbox()
        mail.fail([.again(after: nil, why: "503"), .refused(why: "400")])
        let kiosk = try await Kiosk(posts: mail, log: lines.log(from: .debug))
        let user = "+14155550199-canary"
        for (id, text) in [
            ("canary-1", "I want to order a canary"), ("canary-2", "blue canary"),
            ("canary-3", "my canary is 4111 1111 1111 1111"), ("canary-4", "agent canary"),
            ("canary-5", "agent"),
        ] {
            _ = try await kiosk.write(text, id, from: user, waiting: nil)
        }
        // The same ID with other words.
        await #expect(throws: RuntimeError.self) {
            try await kiosk.write("another canary", "canary-1", from: user)
        }
        try await eventually {
            kiosk.clock.move(5)
            return !lines.of("a delivery was given up").isEmpty
        }
        #expect(!lines.of("an ID was used for another message").isEmpty)
        #expect(lines.of("turn").count >= 5)
        #expect(!lines.text.contains("canary"))
        #expect(!lines.text.contains("4155550199"))
        #expect(!lines.text.contains("4111"))
        await kiosk.runtime.stop()
    }
}
