import BotRuntime
import Dialogue
import Foundation
import Messages
import Storage
import Testing
import TestSupport
import Topics
import Values

@testable import Desk

@Suite("A desk over a store", .prompt)
struct EmbeddedDeskTests {
    static func engine(_ kind: String) throws -> any StorageEngine {
        if kind == "memory" { return MemoryEngine() }
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("desk-\(UUID().uuidString).db").path
        return try Store.sqlite(path).engine
    }

    @Test("brings a customer to a person, and back", arguments: ["memory", "sqlite"])
    func wholeWay(store: String) async throws {
        let office = try await Office(Self.engine(store))
        try await office.does("dana", .comes(channels: nil))
        #expect(try await office.write("agent").owner == "queue")
        let ticket = try await office.ticket()
        #expect(ticket.agent == "dana")
        #expect(ticket.request.reason == "asked")
        try await office.desk.perform(.accepts, ticket.id, of: "dana", at: "shop")
        #expect(try await office.owner() == "agent")
        _ = try await office.desk.write("Hello, Dana here.", nil, office.word("1", ticket))
        #expect(try await office.write("hello").texts.isEmpty)
        try await office.desk.perform(
            .closes(outcome: "helped", topic: nil),
            ticket.id,
            of: "dana",
            at: "shop"
        )
        #expect(try await office.owner() == "bot")
        #expect(try await office.texts().contains("Hello, Dana here."))
        #expect(try await office.look().tellings.isEmpty)
        let interactions = try await office.runtime.entries(
            of: Office.contact("anna"),
            kind: "interaction"
        )
        #expect(interactions.last?["body"]?["outcome"]?.string == "helped")
        await office.close()
    }

    @Test("tells a customer who leaves the line nothing more")
    func leaving() async throws {
        let office = try await Office()
        try await office.write("agent")
        _ = try await office.ticket()
        try await office.write("never mind")
        try await eventually { try await office.look().tickets.isEmpty }
        await office.close()
    }

    @Test("tells whoever accepts too late that nobody waits any more")
    func tooLate() async throws {
        let office = try await Office()
        try await office.write("agent")
        let ticket = try await office.ticket()
        try await office.does("dana", .comes(channels: nil))
        // Whether the desk has heard of it yet or not.
        try await office.write("never mind")
        let result = await #expect(throws: DeskError.self) {
            try await office.desk.perform(.accepts, ticket.id, of: "dana", at: "shop")
        }
        #expect(result == .refused(.offerIsOver))
        #expect(try await office.owner() == "bot")
        try await eventually { try await office.look().tickets.isEmpty }
        await office.close()
    }

    @Test("says to each customer where they stand")
    func places() async throws {
        let office = try await Office()
        let first = try await office.write("agent", from: "anna")
        #expect(first.texts.last?.hasSuffix("You are next.") == true)
        _ = try await office.ticket(of: "anna")
        let second = try await office.write("agent", from: "ben")
        #expect(second.texts.last?.contains("number 2") == true, "\(second.texts)")
        _ = try await office.ticket(of: "ben")
        try await office.write("never mind", from: "anna")
        office.clock.move(40)
        try await eventually {
            try await office.texts(for: "ben").last?.contains("next") == true
        }
        await office.close()
    }

    @Test("lets two processes serve one desk: each deed once, each customer once")
    func twoProcesses() async throws {
        let engine = MemoryEngine()
        let clock = HandClock()
        let offices = [
            try await Office(engine, clock: clock), try await Office(engine, clock: clock),
        ]
        for (number, agent) in ["dana", "kim"].enumerated() {
            try await offices[number].does(agent, .comes(channels: nil))
        }
        let customers = (0..<6).map { "customer \($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, customer) in customers.enumerated() {
                group.addTask { try await offices[number % 2].write("agent", from: customer) }
            }
            try await group.waitForAll()
        }
        try await eventually { try await offices[0].look().tickets.count { $0.agent != nil } == 6 }
        // Both accept everything: each gets what was offered to them.
        await withTaskGroup(of: Void.self) { group in
            for ticket in (try? await offices[0].look().tickets) ?? [] {
                for (number, agent) in ["dana", "kim"].enumerated() {
                    group.addTask {
                        try? await offices[number].desk.perform(
                            .accepts,
                            ticket.id,
                            of: agent,
                            at: "shop"
                        )
                    }
                }
            }
        }
        let desk = try await offices[1].look()
        #expect(desk.tickets.count == 6)
        for agent in ["dana", "kim"] { #expect(desk.tickets.count { $0.agent == agent } == 3) }
        for customer in customers {
            #expect(try await offices[0].owner(of: customer) == "agent")
            let turns = try await offices[0].runtime.transcript(of: Office.contact(customer))
            let accepted = turns.filter { $0.line["event"]?["desk"]?.string == "accepted" }
            #expect(accepted.count == 1)
        }
        for office in offices { await office.close() }
    }

    @Test("tells after a crash what was to be told, once")
    func crash() async throws {
        let engine = MemoryEngine()
        let clock = HandClock()
        let first = try await Office(engine, clock: clock)
        try await first.does("dana", .comes(channels: nil))
        try await first.write("agent")
        let ticket = try await first.ticket()
        // The customer has heard of their place in line.
        try await eventually { try await first.look().tellings.isEmpty }
        await first.desk.stop()
        // A process that writes down the deed and ends before it says so.
        let dying = try await Office(engine, clock: clock, isOpen: false)
        try await dying.does("dana", .accepts(ticket.id))
        #expect(try await dying.owner() == "queue")
        #expect(try await dying.look().tellings.count == 1)
        let second = try await Office(engine, clock: clock)
        try await eventually { try await second.owner() == "agent" }
        try await eventually { try await second.look().tellings.isEmpty }
        #expect(try await second.look().ticket(ticket.id)?.agent == "dana")
        for office in [first, dying, second] { await office.close() }
    }

    @Test("takes a hand-off that is brought again once, and one that is over not at all")
    func broughtAgain() async throws {
        let office = try await Office()
        try await office.write("agent")
        let ticket = try await office.ticket()
        let row = try #require(
            try await office.engine.outbox(of: Office.contact("anna")).first {
                $0.kind == "handoff"
            }
        )
        let packet: JSON = ["id": .string(ticket.request.id), "queue": "desk"]
        let delivery = Delivery(row: row, payload: packet)
        #expect(await office.desk.deliver(delivery) == .delivered)
        #expect(try await office.look().tickets.count == 1)
        try await office.write("never mind")
        try await eventually { try await office.look().tickets.isEmpty }
        #expect(await office.desk.deliver(delivery) == .delivered)
        #expect(try await office.look().tickets.isEmpty)
        await office.close()
    }

    @Test("lets only who has a conversation write in it")
    func whose() async throws {
        let office = try await Office()
        for agent in ["dana", "kim"] { try await office.does(agent, .comes(channels: nil)) }
        try await office.write("agent")
        let ticket = try await office.ticket()
        let agent = try #require(ticket.agent)
        let other = agent == "dana" ? "kim" : "dana"
        let mine = office.word("1", ticket, of: agent)
        let theirs = office.word("1", ticket, of: other)
        await #expect(throws: DeskError.refused(.notTheirs)) {
            try await office.desk.write("Hello", nil, mine)
        }
        try await office.does(agent, .accepts(ticket.id))
        await #expect(throws: DeskError.refused(.notTheirs)) {
            try await office.desk.write("Hello", nil, theirs)
        }
        _ = try await office.desk.write("Hello", nil, mine)
        #expect(try await office.desk.write("Hello", nil, mine).isRepeated)
        #expect(try await office.texts().count { $0 == "Hello" } == 1)
        #expect(try await office.desk.sees(agent, Office.contact("anna")))
        #expect(try await office.desk.sees(other, Office.contact("anna")) == false)
        try await office.does(agent, .transfers(ticket.id, to: .agent(other)))
        await #expect(throws: DeskError.refused(.notTheirs)) {
            try await office.desk.write("And?", nil, office.word("2", ticket, of: agent))
        }
        _ = try await office.desk.write("Kim now.", nil, office.word("3", ticket, of: other))
        await office.close()
    }

    @Test("runs a topic for an agent, who has the conversation again after it")
    func topics() async throws {
        let office = try await Office()
        try await office.does("dana", .comes(channels: nil))
        try await office.write("agent")
        let ticket = try await office.ticket()
        try await office.does("dana", .accepts(ticket.id))
        await #expect(throws: DeskError.unknown("topic 'nothing'")) {
            try await office.desk.run("nothing", office.word("1", ticket))
        }
        _ = try await office.desk.run("order", office.word("2", ticket))
        #expect(try await office.owner() == "bot")
        await #expect(throws: DeskError.notNow) {
            try await office.desk.write("And?", nil, office.word("3", ticket))
        }
        try await office.write("red")
        #expect(try await office.owner() == "agent")
        _ = try await office.desk.run("order", office.word("4", ticket))
        _ = try await office.desk.takeBack(office.word("5", ticket))
        #expect(try await office.owner() == "agent")
        await office.close()
    }

    @Test("keeps notes for the desk alone")
    func notes() async throws {
        let office = try await Office()
        try await office.does("dana", .comes(channels: nil))
        try await office.write("agent")
        let ticket = try await office.ticket()
        _ = try await office.desk.note("Very kind.", office.word("1", ticket))
        let details = await office.desk.details(of: ticket, at: "shop")
        #expect(details["notes"]?.array?.first?["text"]?.string == "Very kind.")
        #expect(details["packet"]?["reason"]?.string == "asked")
        let turns = try await office.runtime.transcript(of: Office.contact("anna"))
        #expect(!turns.contains { $0.line.text.contains("Very kind") })
        await office.close()
    }

    @Test("brings a wish to be called back to the desk when its queue opens")
    func callbacks() async throws {
        // Saturday.
        let office = try await Office(clock: HandClock(Timestamp(seconds: 1_772_895_600)))
        try await office.does("dana", .comes(channels: nil))
        let answer = try await office.write("I want a loan")
        #expect(answer.waiting == "unavailable", "\(answer.line)")
        let question = try #require(answer.line["waiting"]?["question"]?.string)
        try await office.take(.tap(question: question, options: ["callback"]))
        let ticket = try await office.ticket()
        #expect(!ticket.isConversation)
        guard case .later(let due) = ticket.place else {
            Issue.record("it is \(ticket.place)")
            return
        }
        #expect(due == Timestamp("2026-03-09T09:00:00Z"))
        // The wish is an interaction of its own, linked to the first.
        try await eventually {
            let kept = try await office.runtime.entries(
                of: Office.contact("anna"),
                kind: "interaction"
            )
            return kept.contains { $0["body"]?["linked_to"] != nil }
        }
        office.clock.move(2 * 86_400)
        try await office.does("dana", .comes(channels: nil))
        try await eventually { try await office.ticket().agent == "dana" }
        try await office.does("dana", .accepts(ticket.id))
        await #expect(throws: DeskError.notNow) {
            try await office.desk.write("Hello", nil, office.word("1", ticket))
        }
        try await office.does("dana", .closes(ticket.id, outcome: "reached", topic: nil))
        let kept = try await office.runtime.entries(of: Office.contact("anna"), kind: "interaction")
        #expect(kept.contains { $0["body"]?["outcome"]?.string == "reached" })
        await office.close()
    }

    @Test("tells an agent what is new as it happens, and from where they were")
    func updates() async throws {
        let office = try await Office()
        try await office.does("dana", .comes(channels: nil))
        let first = try await office.desk.updates(
            for: "dana",
            at: "shop",
            after: DeskCursor(),
            waitingAtMost: .zero
        )
        #expect(first.view?["agent"]?["presence"]?.string == "available")
        async let next = office.desk.updates(
            for: "dana",
            at: "shop",
            after: first.cursor,
            waitingAtMost: .seconds(20)
        )
        try await office.write("agent")
        let second = try await next
        #expect(second.view != nil || !second.turns.isEmpty)
        let ticket = try await office.ticket()
        try await office.does("dana", .accepts(ticket.id))
        try await office.write("are you there?")
        let all = try await office.desk.updates(
            for: "dana",
            at: "shop",
            after: second.cursor,
            waitingAtMost: .seconds(5)
        )
        #expect(all.turns.contains { $0["line"]?["event"]?["text"]?.string == "are you there?" })
        let cursor = try #require(DeskCursor(text: all.cursor.text))
        #expect(cursor == all.cursor)
        let none = try await office.desk.updates(
            for: "dana",
            at: "shop",
            after: cursor,
            waitingAtMost: .zero
        )
        #expect(none.turns.isEmpty)
        for broken in ["x.y", "a.1", "a.1-2-3"] { #expect(DeskCursor(text: broken) == nil) }
        await office.close()
    }

    @Test("works in another way from one moment to the next, with everybody where they are")
    func opensAgain() async throws {
        let office = try await Office()
        try await office.write("agent", from: "anna")
        _ = try await office.ticket(of: "anna")
        var configuration = try #require(office.desk.configuration(of: "shop"))
        configuration.queues["desk"] = DeskConfiguration.Queue()
        configuration.queues["desk"]?.longest = 1
        office.desk.open("shop", configuration)
        let snapshot = office.desk.snapshot(tenant: "shop", account: "main")
        #expect(snapshot.states[QueueID("desk")] == .full)
        #expect(try await office.write("agent", from: "ben").waiting == "unavailable")
        #expect(try await office.look().tickets.count == 1)
        await office.close()
    }

    @Test("lets a customer go on with others when their person goes while a topic runs")
    func goesDuringTopic() async throws {
        let office = try await Office()
        try await office.does("dana", .comes(channels: nil))
        try await office.write("agent")
        let ticket = try await office.ticket()
        try await office.does("dana", .accepts(ticket.id))
        _ = try await office.desk.run("order", office.word("1", ticket))
        try await office.does("dana", .leaves)
        #expect(try await office.owner() == "queue")
        try await office.does("kim", .comes(channels: nil))
        try await office.does("kim", .accepts(ticket.id))
        #expect(try await office.owner() == "agent")
        #expect(try await office.look().ticket(ticket.id)?.agent == "kim")
        await office.close()
    }

    @Test("gives the conversations of an agent who is gone to somebody else")
    func lost() async throws {
        let office = try await Office()
        try await office.does("dana", .comes(channels: nil))
        try await office.write("agent")
        let ticket = try await office.ticket()
        try await office.does("dana", .accepts(ticket.id))
        office.clock.move(120)
        try await eventually { try await office.owner() == "queue" }
        try await office.does("kim", .comes(channels: nil))
        try await office.does("kim", .accepts(ticket.id))
        #expect(try await office.owner() == "agent")
        await office.close()
    }
}

extension Answer {
    var texts: [String] { (line["replies"]?.array ?? []).compactMap { $0["text"]?.string } }
    var owner: String? { line["owner"]?.string }
    var waiting: String? { line["waiting"]?["kind"]?.string }
}
