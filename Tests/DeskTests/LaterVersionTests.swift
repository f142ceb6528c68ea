import BotRuntime
import TestSupport
import Testing
import Values

@testable import Desk

@Suite("A desk that a later version of the program has served", .prompt)
struct LaterVersionTests {
    /// An office with a customer whom Dana is offered.
    ///
    /// It tells nobody anything: what is to be told stays there.
    private func office() async throws -> (Office, any StorageEngine, Ticket) {
        let engine: any StorageEngine = MemoryEngine()
        let office = try await Office(engine, isOpen: false)
        try await office.does("dana", .comes(channels: nil))
        try await office.write("agent")
        return (office, engine, try await office.ticket())
    }

    @Test("keeps what that one wrote, in itself, its tickets, its agents and what it has to tell")
    func kept() async throws {
        let (office, engine, ticket) = try await office()
        try await upgrade(engine) { desk in
            desk["motto"] = "Kind and quick"
            desk["tickets"] = .array(
                (desk["tickets"]?.array ?? []).map {
                    $0.with("mood", "cross").with("request", $0["request"]?.with("age", .int(7)))
                }
            )
            desk["tellings"] = .array(
                (desk["tellings"]?.array ?? []).map { $0.with("tone", "warm") }
            )
            desk["agents"] = desk["agents"]?.with(
                "dana",
                desk["agents"]?["dana"]?.with("skills", ["loans", "cards"])
            )
        }
        office.clock.move(2)
        // Each of these changes the desk, the agent and the ticket.
        try await office.does("dana", .accepts(ticket.id))
        try await office.does("kim", .comes(channels: ["web"]))

        let desk = try await document(engine)
        #expect(desk["motto"]?.string == "Kind and quick")
        let kept = try #require(desk["tickets"]?.array?.first)
        #expect(kept["mood"]?.string == "cross")
        #expect(kept["request"]?["age"]?.int == 7)
        #expect(kept["place"]?["held"] != nil)
        #expect(desk["agents"]?["dana"]?["skills"]?.array?.count == 2)
        #expect(desk["agents"]?["kim"]?["skills"] == nil)
        let tellings = try #require(desk["tellings"]?.array)
        #expect(tellings.contains { $0["tone"]?.string == "warm" })
        #expect(tellings.contains { $0["tone"] == nil }, "what came since has none")
        await office.close()
    }

    @Test("does not give what that one wrote to whoever comes after")
    func goes() async throws {
        let (office, engine, ticket) = try await office()
        try await upgrade(engine) { desk in
            desk["tickets"] = .array(
                (desk["tickets"]?.array ?? []).map { ticket in
                    let offer = ticket["place"]?["offered"]?.with("because", "she knows him")
                    return ticket.with("place", ticket["place"]?.with("offered", offer))
                }
            )
        }
        try await office.does("kim", .comes(channels: nil))
        #expect(
            try await document(engine)["tickets"]?.array?.first?["place"]?["offered"]?["because"]
                != nil
        )
        try await office.does("dana", .declines(ticket.id))
        let place = try await document(engine)["tickets"]?.array?.first?["place"]?["offered"]
        #expect(place?["to"]?.string == "kim")
        #expect(place?["because"] == nil)
        await office.close()
    }

    private func document(_ engine: any StorageEngine) async throws -> JSON {
        try JSON(parsing: try #require(try await engine.document("shop", "desk", "state")).body)
    }

    /// Writes the document as a later version would.
    private func upgrade(
        _ engine: any StorageEngine,
        _ change: (inout [String: JSON]) -> Void
    ) async throws {
        var document = try #require(try await engine.document("shop", "desk", "state"))
        var fields = try #require(try JSON(parsing: document.body).object)
        change(&fields)
        document.body = JSON.object(fields).bytes
        document.rev += 1
        #expect(try await engine.put(document))
    }
}

extension JSON {
    fileprivate func with(_ key: String, _ value: JSON?) -> JSON {
        var fields = object ?? [:]
        fields[key] = value
        return .object(fields)
    }
}
