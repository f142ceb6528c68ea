import BotRuntime
import Messages
import Synchronization
import Testing
import TestSupport
import Values

@testable import Desk

@Suite("Who types at a desk", .prompt)
struct TypingTests {
    /// The customers' side, which sees who types.
    private final class Screen: Courier {
        private let shown = Mutex<[String]>([])

        func deliver(_ delivery: Delivery) async -> DeliveryOutcome { .delivered }

        func showTyping(to contact: ContactKey, conversation: Int) async {
            shown.withLock { $0.append("\(contact.user) \(conversation)") }
        }

        var all: [String] { shown.withLock(\.self) }
    }

    /// Dana with Anna's conversation.
    private static func talking(
        _ engine: any StorageEngine = MemoryEngine(),
        _ screen: Screen? = nil,
        clock: HandClock = HandClock()
    ) async throws -> (Office, Ticket) {
        let office = try await Office(engine, clock: clock, channel: screen)
        try await office.does("dana", .comes(channels: nil))
        try await office.write("agent")
        let ticket = try await office.ticket()
        try await office.desk.perform(.accepts, ticket.id, of: "dana", at: "shop")
        return (office, ticket)
    }

    private static func typing(_ office: Office) async throws -> [Bool] {
        let view = try await office.desk.view(of: "dana", at: "shop")
        return (view["conversations"]?.array ?? []).map { $0["typing"]?.bool ?? false }
    }

    @Test("an agent is shown to the customer they have, and to no other")
    func agent() async throws {
        let screen = Screen()
        let (office, ticket) = try await Self.talking(MemoryEngine(), screen)
        try await office.desk.type(ticket.id, of: "dana", at: "shop")
        #expect(screen.all == ["anna 1"])
        await #expect(throws: DeskError.refused(.notTheirs)) {
            try await office.desk.type(ticket.id, of: "kim", at: "shop")
        }
        try await office.desk.perform(
            .closes(outcome: nil, topic: nil),
            ticket.id,
            of: "dana",
            at: "shop"
        )
        await #expect(throws: DeskError.refused(.notTheirs)) {
            try await office.desk.type(ticket.id, of: "dana", at: "shop")
        }
        #expect(screen.all == ["anna 1"])
        await office.close()
    }

    @Test("a customer is shown to whoever has them, at every process, until they stop")
    func customer() async throws {
        let (engine, clock) = (MemoryEngine(), HandClock())
        let (office, _) = try await Self.talking(engine, clock: clock)
        let other = try await Office(engine, clock: clock)
        try await eventually { other.desk.lastSeen(of: "shop")?.tickets.isEmpty == false }
        #expect(try await Self.typing(office) == [false])
        let before = try await office.texts()
        try await other.take(.typing(true))
        try await eventually { try await Self.typing(office) == [true] }
        #expect(try await Self.typing(other) == [true])
        // A client that waits for something new hears of it, and that it is over.
        let first = try await office.desk.updates(
            for: "dana",
            at: "shop",
            after: DeskCursor(),
            waitingAtMost: .zero
        )
        clock.move(7)
        let next = try await office.desk.updates(
            for: "dana",
            at: "shop",
            after: first.cursor,
            waitingAtMost: .seconds(20)
        )
        #expect(next.view?["conversations"]?.array?.first?["typing"] == nil)
        // Nothing of it stands anywhere.
        #expect(try await office.texts() == before)
        let turns = try await office.runtime.transcript(of: Office.contact("anna"))
        #expect(!turns.contains { $0.line.text.contains("typing") })
        await office.close()
        await other.close()
    }

    @Test("a customer whom the bot has is shown to nobody")
    func botsOwn() async throws {
        let (office, _) = try await Self.talking()
        try await office.write("hello", from: "ben")
        try await office.take(.typing(true), from: "ben")
        try await Task.sleep(for: .milliseconds(100))
        #expect(try await Self.typing(office) == [false])
        await office.close()
    }

    @Test("what comes to a conversation wakes whoever waits for it at once")
    func awake() async throws {
        let (office, _) = try await Self.talking()
        office.desk.watch.begin("shop")
        let changes = office.desk.watch.changes(of: "shop")
        try await office.write("are you there?")
        // Without the outbox and before the next look.
        #expect(office.desk.watch.changes(of: "shop") > changes)
        office.desk.watch.end("shop")
        await office.close()
    }
}
