import Dialogue
import Testing
import Values

@testable import Desk

/// A desk on its own, with a clock that a test moves.
struct Floor {
    var desk = DeskState()
    var now = Timestamp(seconds: 1_772_463_600)
    var configuration: DeskConfiguration
    private var epochs: [String: Int] = [:]

    /// Agents `a`, `b`, … of whom each takes one conversation at a time.
    init(_ agents: String..., capacity: Int = 1) {
        configuration = DeskConfiguration()
        configuration.wrapUp = TimeSpan(seconds: 0)
        for name in agents {
            var worker = DeskConfiguration.Worker(name: name.uppercased())
            worker.usually = capacity
            configuration.agents[name] = worker
        }
    }

    mutating func take(_ input: DeskInput) throws(DeskRefusal) {
        try desk.take(input, at: now, in: configuration)
    }

    mutating func does(_ agent: String, _ deed: DeskInput.Deed) throws(DeskRefusal) {
        try take(.agent(agent, deed))
    }

    /// A customer asks for a person.
    ///
    /// - Returns: The number of the ticket.
    @discardableResult
    mutating func asks(_ customer: String, queue: String = "desk", channel: String = "web") -> Int {
        epochs[customer, default: 0] += 2
        try? take(.handedOff(request(customer, queue: queue, channel: channel)))
        return desk.lastTicket
    }

    func request(_ customer: String, queue: String, channel: String = "web") -> Ticket.Request {
        let epoch = epochs[customer] ?? 0
        return Ticket.Request(
            contact: "shop/main/\(customer)",
            id: "\(customer)/h\(epoch)",
            account: "main",
            channel: channel,
            queue: queue,
            reason: "asked",
            language: "en",
            epoch: epoch,
            turn: 1
        )
    }

    /// A customer leaves the line, or the conversation.
    mutating func leaves(_ customer: String) {
        epochs[customer, default: 0] += 1
        try? take(.released(contact: "shop/main/\(customer)", epoch: epochs[customer] ?? 0))
    }

    mutating func pass(_ seconds: Int64) {
        now = now.adding(TimeSpan(seconds: seconds))
        try? take(.tick)
    }

    func place(_ ticket: Int) -> Ticket.Place? { desk.ticket(ticket)?.place }

    /// Whom a ticket is offered to.
    func offered(_ ticket: Int) -> String? {
        guard case .offered(let agent, _)? = place(ticket) else { return nil }
        return agent
    }

    func holder(_ ticket: Int) -> String? {
        guard case .held(let agent, _)? = place(ticket) else { return nil }
        return agent
    }

    /// What the customer of a ticket is told, since the beginning.
    func told(_ ticket: Int) -> [Telling.What] {
        desk.tellings.filter { $0.ticket == ticket }.map(\.what)
    }
}
