import BotRuntime
import PostgreSQLStorage
import PostgreSQLTesting
import Testing
import TestSupport
import Values

@testable import Desk

/// Two shells, each with its own connections, as two processes on two machines are.
@Suite("Two processes that serve one desk on one PostgreSQL", .prompt)
struct TwoShellsTests {
    private static func offices(capacity: Int = 3) async throws -> (Office, Office, HandClock) {
        let clock = HandClock()
        let engines = try await aside {
            let target = try TestCluster.shared().database()
            return try (0..<2).map { _ in try PostgreSQLEngine(target: target) }
        }
        let first = try await Office(engines[0], clock: clock, capacity: capacity)
        let second = try await Office(engines[1], clock: clock, capacity: capacity)
        return (first, second, clock)
    }

    /// An agent takes a ticket.
    ///
    /// - Returns: Why they do not have it; nil: they have.
    private static func accept(
        _ ticket: Ticket,
        _ agent: String,
        _ office: Office
    ) async throws -> DeskError? {
        do throws(DeskError) {
            try await office.desk.perform(.accepts, ticket.id, of: agent, at: "shop")
            return nil
        } catch {
            return error
        }
    }

    @Test("give a customer whom two agents take at once to one of them, and tell the other")
    func race() async throws {
        let (first, second, _) = try await Self.offices(capacity: 100)
        // Nobody is offered anything: who takes what waits, has it.
        try await first.does("dana", .goesAway)
        try await second.does("kim", .goesAway)
        for number in 0..<20 {
            let customer = "customer \(number)"
            try await (number % 2 == 0 ? first : second).write("agent", from: customer)
            let ticket = try await first.ticket(of: customer)
            async let danas = Self.accept(ticket, "dana", first)
            async let kims = Self.accept(ticket, "kim", second)
            let refusals = try await [danas, kims].compactMap { $0 }
            #expect(refusals == [.refused(.offerIsOver)])
            let holder = try await second.ticket(of: customer)
            let (winner, loser) = holder.agent == "dana" ? ("dana", "kim") : ("kim", "dana")
            #expect(holder.agent == winner && holder.isHeld)
            // The one talks with the customer, at whichever process; the other does not.
            for office in [first, second] {
                await #expect(throws: DeskError.refused(.notTheirs)) {
                    try await office.desk.write("Hello", nil, office.word("1", ticket, of: loser))
                }
            }
            _ = try await first.desk.write("Hello", nil, first.word("1", ticket, of: winner))
            #expect(
                try await second.desk
                    .write("Hello", nil, second.word("1", ticket, of: winner)).isRepeated
            )
            #expect(try await second.owner(of: customer) == "agent")
            let turns = try await second.runtime.transcript(of: Office.contact(customer))
            #expect(turns.count { $0.line["event"]?["desk"]?.string == "accepted" } == 1)
            #expect(try await second.texts(for: customer).count { $0 == "Hello" } == 1)
        }
        await first.close()
        await second.close()
    }

    @Test("agree on who is there and on how much each can take")
    func presenceAndCapacity() async throws {
        let (first, second, _) = try await Self.offices(capacity: 2)
        try await first.does("dana", .comes(channels: nil))
        try await second.does("kim", .comes(channels: nil))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<7 {
                let office = number % 2 == 0 ? first : second
                group.addTask { try await office.write("agent", from: "customer \(number)") }
            }
            try await group.waitForAll()
        }
        // Four are offered, two to each; three wait.
        try await eventually { try await first.look().tickets.count { $0.isInLine } == 7 }
        for office in [first, second] {
            let desk = try await office.look()
            for agent in ["dana", "kim"] {
                #expect(desk.tickets.count { $0.agent == agent } == 2)
                #expect(desk.agents[agent]?.presence == .available)
            }
        }
        // All are accepted that are offered, by both and at both processes: nobody gets a third.
        await withTaskGroup(of: Void.self) { group in
            for ticket in (try? await first.look().tickets) ?? [] {
                for office in [first, second] {
                    for agent in ["dana", "kim"] {
                        group.addTask { _ = try? await Self.accept(ticket, agent, office) }
                    }
                }
            }
        }
        let desk = try await second.look()
        for agent in ["dana", "kim"] {
            #expect(desk.tickets.count { $0.agent == agent && $0.isHeld } == 2)
        }
        #expect(desk.tickets.count { $0.place == .waiting } == 3)
        // Who goes away at one is away at the other: what becomes free is not theirs.
        try await second.does("dana", .goesAway)
        let mine = try #require(desk.tickets.first { $0.agent == "dana" })
        try await first.does("dana", .closes(mine.id, outcome: nil, topic: nil))
        try await first.does("dana", .finishes(mine.id))
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await first.look().agents["dana"]?.presence == .away)
        #expect(try await first.look().tickets.count { $0.agent == "dana" } == 1)
        #expect(try await second.look().tickets.count { $0.place == .waiting } == 3)
        await first.close()
        await second.close()
    }

    @Test("carry through what a process had begun that is gone")
    func deadShell() async throws {
        let (first, second, clock) = try await Self.offices()
        try await first.does("dana", .comes(channels: nil))
        try await first.write("agent", from: "anna")
        try await first.write("agent", from: "ben")
        let (anna, ben) = (
            try await first.ticket(of: "anna"), try await first.ticket(of: "ben")
        )
        #expect(try await Self.accept(anna, "dana", first) == nil)
        #expect(anna.agent == "dana" && ben.agent == "dana")
        // Its process ends: nobody there looks at the time any more, and nobody hears of Dana.
        await first.desk.stop()
        try await second.does("kim", .comes(channels: nil))
        // The offer that Dana has not answered goes to somebody else.
        clock.move(31)
        try await eventually { try await second.ticket(of: "ben").agent == "kim" }
        #expect(try await Self.accept(try await second.ticket(of: "ben"), "kim", second) == nil)
        #expect(try await second.owner(of: "ben") == "agent")
        // Dana is not heard of: her customer comes back into the line, hears of it, and is Kim's.
        for _ in 0..<4 {
            clock.move(10)
            try await second.does("kim", .isSeen)
        }
        try await eventually { try await second.ticket(of: "anna").agent == "kim" }
        try await eventually { try await second.owner(of: "anna") == "queue" }
        #expect(try await Self.accept(try await second.ticket(of: "anna"), "kim", second) == nil)
        try await eventually { try await second.owner(of: "anna") == "agent" }
        // What Kim has closed is written up in its time, whoever looks at it.
        try await second.does("kim", .closes(ben.id, outcome: nil, topic: nil))
        try await eventually { try await second.look().tellings.isEmpty }
        #expect(try await second.owner(of: "ben") == "bot")
        clock.move(16)
        try await second.does("kim", .isSeen)
        try await eventually { try await second.look().ticket(ben.id) == nil }
        await first.runtime.stop()
        await second.close()
    }
}
