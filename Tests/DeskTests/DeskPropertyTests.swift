import Testing
import Values

@testable import Desk

/// Long random days at a desk, of which some things hold at every moment.
@Suite struct DeskPropertyTests {
    /// Numbers that are the same for the same seed.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let customers = (0..<12).map { "c\($0)" }
    private static let agents = ["a", "b", "c"]

    @Test(arguments: 1...20) func `Nobody is lost, doubled, overtaken or given too much`(seed: Int)
    {
        var dice = Dice(state: UInt64(seed))
        var floor = Floor("a", "b", "c", capacity: 2)
        floor.configuration.wrapUp = TimeSpan(seconds: 5)
        floor.configuration.agents["c"]?.queues = ["loans"]
        for _ in 0..<600 {
            let before = floor.desk
            let (over, input) = move(&floor, &dice)
            check(floor, before, over, input)
        }
    }

    /// Something happens.
    ///
    /// - Returns: The tickets that may be over because of it, and what it was.
    private func move(_ floor: inout Floor, _ dice: inout Dice) -> (Set<Int>, String) {
        let agent = Self.agents.randomElement(using: &dice) ?? "a"
        let customer = Self.customers.randomElement(using: &dice) ?? "c0"
        let ids = floor.desk.tickets.map(\.id)
        let id = ids.randomElement(using: &dice) ?? 0
        let ofCustomer = Set(
            floor.desk.tickets.filter { $0.request.contact == "shop/main/\(customer)" }.map(\.id)
        )
        switch Int.random(in: 0..<16, using: &dice) {
        case 0...2:
            floor.asks(customer, queue: Bool.random(using: &dice) ? "desk" : "loans")
            return (ofCustomer, "asks")
        case 3:
            floor.leaves(customer)
            return (ofCustomer, "leaves")
        case 4: try? floor.does(agent, .comes(channels: nil))
        case 5: try? floor.does(agent, .goesAway)
        case 6:
            // What they wrap up is done with.
            try? floor.does(agent, .leaves)
            return (wrappedUp(floor), "agent leaves")
        case 7...9: try? floor.does(agent, .accepts(id))
        case 10: try? floor.does(agent, .declines(id))
        case 11:
            try? floor.does(
                agent,
                .transfers(id, to: .queue(Bool.random(using: &dice) ? "desk" : "loans"))
            )
        case 12: try? floor.does(agent, .transfers(id, to: .agent("b")))
        case 13:
            try? floor.does(agent, .closes(id, outcome: nil, topic: nil))
        case 14:
            try? floor.does(agent, .finishes(id))
            return ([id], "finishes")
        default: floor.pass(Int64.random(in: 1...20, using: &dice))
        }
        return ([], "other")
    }

    private func wrappedUp(_ floor: Floor) -> Set<Int> {
        Set(
            floor.desk.tickets.filter {
                if case .wrappingUp = $0.place { return true }
                return false
            }.map(\.id)
        )
    }

    private func check(
        _ floor: Floor,
        _ before: DeskState,
        _ over: Set<Int>,
        _ input: String
    ) {
        let desk = floor.desk
        #expect(Set(desk.tickets.map(\.id)).count == desk.tickets.count)
        for agent in Self.agents {
            #expect(desk.tickets.count { $0.agent == agent } <= 2, "\(agent) has too much")
        }
        // Whoever was there is there, or it was said how it ended.
        let wasWrapped = Set(
            before.tickets.filter {
                if case .wrappingUp = $0.place { return true }
                return false
            }.map(\.id)
        )
        let told = Set(
            desk.tellings.filter { $0.number > (before.tellings.last?.number ?? 0) }
                .filter { $0.what == .declined }.map(\.ticket)
        )
        for ticket in before.tickets where desk.ticket(ticket.id) == nil {
            let isExplained =
                over.contains(ticket.id) || wasWrapped.contains(ticket.id)
                || told.contains(ticket.id)
            #expect(isExplained, "ticket \(ticket.id) is gone after '\(input)'")
        }
        // Whoever waits while somebody could be asked, and was not asked, is a mistake; so whoever is
        // offered has nobody before them whom the same agent could have had.
        for ticket in desk.tickets {
            guard case .offered(let agent, _) = ticket.place,
                before.ticket(ticket.id)?.place != ticket.place
            else { continue }
            let overtaken = desk.tickets.first { other in
                other.place == .waiting && other.queue == ticket.queue
                    && (other.since, other.id) < (ticket.since, ticket.id)
                    && !other.refusedBy.contains(agent) && other.passedBy != agent
            }
            #expect(overtaken == nil, "\(ticket.id) overtook \(overtaken?.id ?? 0)")
        }
        // Who has asked and is told nothing else is in a line or with somebody.
        for ticket in desk.tickets {
            if let agent = ticket.agent { #expect(desk.agents[agent] != nil, "\(agent) is gone") }
        }
    }
}
