import Dialogue
import Testing
import Topics
import Values

@testable import Desk

@Suite struct DeskStateTests {
    @Test
    func `Whoever asks for a person is offered to whoever has waited longest for something to do`()
        throws
    {
        var floor = Floor("a", "b")
        try floor.does("b", .comes(channels: nil))
        floor.pass(1)
        try floor.does("a", .comes(channels: nil))
        let first = floor.asks("anna")
        let second = floor.asks("ben")
        #expect(floor.offered(first) == "b")
        #expect(floor.offered(second) == "a")
        try floor.does("b", .accepts(first))
        #expect(floor.holder(first) == "b")
        #expect(floor.told(first) == [.queued(place: 1, wait: nil), .accepted(agent: "B")])
    }

    @Test func `Nobody gets more than they can take`() throws {
        var floor = Floor("a", capacity: 2)
        try floor.does("a", .comes(channels: nil))
        let tickets = ["anna", "ben", "cleo"].map { floor.asks($0) }
        #expect(floor.offered(tickets[1]) == "a")
        #expect(floor.place(tickets[2]) == .waiting)
        #expect(throws: DeskRefusal.isFull) { try floor.does("a", .accepts(tickets[2])) }
        try floor.does("a", .accepts(tickets[0]))
        try floor.does("a", .closes(tickets[0], outcome: "helped", topic: nil))
        #expect(floor.offered(tickets[2]) == "a")
    }

    @Test func `A channel has a capacity and a presence of its own`() throws {
        var floor = Floor("a")
        floor.configuration.agents["a"]?.capacity = ["web": 1, "sms": 2]
        try floor.does("a", .comes(channels: ["sms"]))
        let web = floor.asks("anna", channel: "web")
        let texts = ["ben", "cleo", "dora"].map { floor.asks($0, channel: "sms") }
        #expect(floor.place(web) == .waiting)
        #expect(texts.map { floor.offered($0) } == ["a", "a", nil])
        try floor.does("a", .comes(channels: nil))
        #expect(floor.offered(web) == "a")
    }

    @Test func `Only who serves a queue is offered its customers`() throws {
        var floor = Floor("a", "b")
        floor.configuration.agents["a"]?.queues = ["cards"]
        for name in ["a", "b"] { try floor.does(name, .comes(channels: nil)) }
        let first = floor.asks("anna", queue: "loans")
        #expect(floor.offered(first) == "b")
        let second = floor.asks("ben", queue: "loans")
        #expect(floor.place(second) == .waiting)
        #expect(throws: DeskRefusal.offerIsOver) { try floor.does("a", .accepts(second)) }
    }

    @Test func `The more urgent queue goes first, and in a queue who came first`() throws {
        var floor = Floor("a", capacity: 1)
        floor.configuration.queues["fraud"] = DeskConfiguration.Queue()
        floor.configuration.queues["fraud"]?.priority = 1
        let tickets = [("anna", "desk"), ("ben", "desk"), ("cleo", "fraud")]
            .map { floor.asks($0.0, queue: $0.1) }
        try floor.does("a", .comes(channels: nil))
        var order: [Int] = []
        for _ in tickets {
            let next = try #require(tickets.first { floor.offered($0) == "a" })
            order.append(next)
            try floor.does("a", .accepts(next))
            try floor.does("a", .closes(next, outcome: nil, topic: nil))
        }
        #expect(order == [tickets[2], tickets[0], tickets[1]])
    }

    @Test func `Who declines is not asked again, and when all have the customer is told`() throws {
        var floor = Floor("a", "b")
        for name in ["a", "b"] { try floor.does(name, .comes(channels: nil)) }
        let ticket = floor.asks("anna")
        let first = try #require(floor.offered(ticket))
        try floor.does(first, .declines(ticket))
        let second = try #require(floor.offered(ticket))
        #expect(second != first)
        #expect(throws: DeskRefusal.offerIsOver) { try floor.does(first, .declines(ticket)) }
        try floor.does(second, .declines(ticket))
        #expect(floor.place(ticket) == nil)
        #expect(floor.told(ticket).last == .declined)
    }

    @Test func `An offer that nobody answers goes to another, and its agent is away`() throws {
        var floor = Floor("a", "b")
        try floor.does("a", .comes(channels: nil))
        let ticket = floor.asks("anna")
        floor.pass(29)
        #expect(floor.offered(ticket) == "a")
        floor.pass(1)
        #expect(floor.place(ticket) == .waiting)
        #expect(floor.desk.agents["a"]?.presence == .away)
        #expect(throws: DeskRefusal.offerIsOver) { try floor.does("a", .declines(ticket)) }
        try floor.does("b", .comes(channels: nil))
        #expect(floor.offered(ticket) == "b")
        #expect(floor.told(ticket) == [.queued(place: 1, wait: nil)])
    }

    @Test func `While somebody is busy who has not declined, the customer waits for them`() throws {
        var floor = Floor("a", "b")
        for name in ["a", "b"] { try floor.does(name, .comes(channels: nil)) }
        let busy = floor.asks("anna")
        let holder = try #require(floor.offered(busy))
        try floor.does(holder, .accepts(busy))
        let ticket = floor.asks("ben")
        try floor.does(try #require(floor.offered(ticket)), .declines(ticket))
        #expect(floor.place(ticket) == .waiting)
        try floor.does(holder, .closes(busy, outcome: nil, topic: nil))
        #expect(floor.offered(ticket) == holder)
    }

    @Test func `Customers hear of a new place, and not too often`() throws {
        var floor = Floor("a")
        let tickets = ["anna", "ben", "cleo"].map { floor.asks($0) }
        #expect(floor.told(tickets[2]) == [.queued(place: 3, wait: nil)])
        floor.leaves("anna")
        floor.pass(1)
        #expect(floor.told(tickets[2]).count == 1)
        floor.pass(30)
        #expect(floor.told(tickets[2]).last == .queued(place: 2, wait: nil))
        floor.leaves("ben")
        floor.pass(10)
        #expect(floor.told(tickets[2]).count == 2)
        floor.pass(20)
        #expect(floor.told(tickets[2]).last == .queued(place: 1, wait: nil))
    }

    @Test func `How long the wait is comes from how long conversations took`() throws {
        var floor = Floor("a")
        try floor.does("a", .comes(channels: nil))
        let first = floor.asks("anna")
        try floor.does("a", .accepts(first))
        floor.pass(50)
        floor.asks("ben")
        try floor.does("a", .isSeen)
        floor.pass(50)
        try floor.does("a", .closes(first, outcome: nil, topic: nil))
        let snapshot = floor.desk.snapshot(queues: ["desk"], on: "web", floor.configuration)
        #expect(
            snapshot.lines[QueueID("desk")]
                == DeskSnapshot.Line(
                    place: 2,
                    wait: TimeSpan(seconds: 240)
                )
        )
    }

    @Test func `A full line and a channel that is not served let nobody in`() throws {
        var floor = Floor("a")
        floor.configuration.queues["desk"] = DeskConfiguration.Queue()
        floor.configuration.queues["desk"]?.longest = 1
        floor.configuration.queues["desk"]?.channels = ["web"]
        #expect(floor.desk.state(of: "desk", on: "web", floor.configuration) == .open)
        floor.asks("anna")
        #expect(floor.desk.state(of: "desk", on: "web", floor.configuration) == .full)
        #expect(floor.desk.state(of: "desk", on: "sms", floor.configuration) == .closed)
    }

    @Test func `A conversation goes to another queue, and not back to who gave it away`() throws {
        var floor = Floor("a", "b")
        try floor.does("a", .comes(channels: nil))
        let ticket = floor.asks("anna")
        try floor.does("a", .accepts(ticket))
        try floor.does("a", .transfers(ticket, to: .queue("loans")))
        #expect(floor.place(ticket) == .waiting)
        #expect(floor.desk.ticket(ticket)?.queue == "loans")
        #expect(floor.told(ticket).contains(.toQueue("loans")))
        #expect(!floor.told(ticket).contains(.declined))
        try floor.does("b", .comes(channels: nil))
        #expect(floor.offered(ticket) == "b")
    }

    @Test func `A conversation goes to another person who is there and has room`() throws {
        var floor = Floor("a", "b")
        try floor.does("a", .comes(channels: nil))
        let ticket = floor.asks("anna")
        try floor.does("a", .accepts(ticket))
        for other in ["a", "b", "nobody"] {
            #expect(throws: DeskRefusal.cannotTake(floor.configuration.name(of: other))) {
                try floor.does("a", .transfers(ticket, to: .agent(other)))
            }
        }
        try floor.does("b", .comes(channels: nil))
        try floor.does("a", .transfers(ticket, to: .agent("b")))
        #expect(floor.holder(ticket) == "b")
        #expect(floor.told(ticket).last == .toAgent("B"))
        #expect(throws: DeskRefusal.notTheirs) {
            try floor.does("a", .closes(ticket, outcome: nil, topic: nil))
        }
    }

    @Test func `After a conversation its agent writes up, and then gets the next`() throws {
        var floor = Floor("a")
        floor.configuration.wrapUp = TimeSpan(seconds: 20)
        try floor.does("a", .comes(channels: nil))
        let first = floor.asks("anna")
        try floor.does("a", .accepts(first))
        try floor.does("a", .closes(first, outcome: "helped", topic: "menu"))
        #expect(floor.told(first).last == .closed(outcome: "helped", topic: "menu"))
        let second = floor.asks("ben")
        #expect(floor.place(second) == .waiting)
        floor.pass(20)
        #expect(floor.offered(second) == "a")
        try floor.does("a", .accepts(second))
        try floor.does("a", .closes(second, outcome: nil, topic: nil))
        try floor.does("a", .finishes(second))
        #expect(floor.desk.tickets.isEmpty)
    }

    @Test func `Who is gone gives their customers back, who come first in their line`() throws {
        var floor = Floor("a", "b", capacity: 2)
        try floor.does("a", .comes(channels: nil))
        let tickets = ["anna", "ben", "cleo"].map { floor.asks($0) }
        try floor.does("a", .accepts(tickets[0]))
        floor.pass(59)
        #expect(floor.holder(tickets[0]) == "a")
        floor.pass(1)
        #expect(floor.desk.agents.isEmpty)
        #expect(floor.told(tickets[0]).contains(.toQueue("desk")))
        try floor.does("b", .comes(channels: nil))
        #expect(tickets.map { floor.offered($0) } == ["b", "b", nil])
    }

    @Test func `A sign of life keeps an agent`() throws {
        var floor = Floor("a")
        try floor.does("a", .comes(channels: nil))
        for _ in 0..<5 {
            floor.pass(50)
            try floor.does("a", .isSeen)
        }
        #expect(floor.desk.agents["a"]?.presence == .available)
    }

    @Test func `A customer who leaves the line is in no line`() throws {
        var floor = Floor("a")
        let waiting = floor.asks("anna")
        floor.leaves("anna")
        #expect(floor.place(waiting) == nil)
        // Told again, or late, the release of an earlier hand-off takes nothing away.
        let again = floor.asks("anna")
        try floor.take(.released(contact: "shop/main/anna", epoch: 3))
        #expect(floor.place(again) == .waiting)
    }

    @Test func `A customer who leaves while a person is there leaves the person the writing up`()
        throws
    {
        var floor = Floor("a")
        floor.configuration.wrapUp = TimeSpan(seconds: 20)
        try floor.does("a", .comes(channels: nil))
        let ticket = floor.asks("anna")
        try floor.does("a", .accepts(ticket))
        floor.leaves("anna")
        guard case .wrappingUp("a", _)? = floor.place(ticket) else {
            Issue.record("the ticket is \(String(describing: floor.place(ticket)))")
            return
        }
    }

    @Test func `A hand-off that is told twice is one`() throws {
        var floor = Floor("a")
        floor.asks("anna")
        try floor.take(.handedOff(floor.request("anna", queue: "desk")))
        #expect(floor.desk.tickets.count == 1)
    }

    @Test func `A customer who asks again after all was lost has one place`() throws {
        var floor = Floor("a")
        let first = floor.asks("anna")
        let second = floor.asks("anna")
        #expect(floor.place(first) == nil)
        #expect(floor.place(second) == .waiting)
    }

    @Test func `A call-back waits for its time, and its outcome is told`() throws {
        var floor = Floor("a")
        try floor.does("a", .comes(channels: nil))
        let wish = floor.request("anna", queue: "desk")
        let due = floor.now.adding(TimeSpan(seconds: 40))
        try floor.take(.callbackWished(wish, phone: "+14155550101", due: due))
        try floor.take(.callbackWished(wish, phone: "+14155550101", due: due))
        #expect(floor.desk.tickets.count == 1)
        let ticket = floor.desk.lastTicket
        #expect(floor.told(ticket) == [.callback(queue: "desk", at: nil)])
        // Customers in conversation are no obstacle: a call is of its own kind.
        try floor.does("a", .accepts(floor.asks("ben")))
        #expect(floor.place(ticket) == .later(due))
        floor.pass(40)
        #expect(floor.offered(ticket) == "a")
        try floor.does("a", .accepts(ticket))
        try floor.does("a", .closes(ticket, outcome: "reached", topic: nil))
        #expect(
            floor.told(ticket).last == .calledBack(queue: "desk", booked: nil, outcome: "reached")
        )
        try floor.take(.callbackWished(wish, phone: "+14155550101", due: due))
        #expect(floor.place(ticket) == nil)
        #expect(floor.desk.tickets.map(\.isConversation) == [true])
    }

    @Test func `A person books a call-back for a time to come`() throws {
        var floor = Floor("a")
        try floor.does("a", .comes(channels: nil))
        let ticket = floor.asks("anna")
        try floor.does("a", .accepts(ticket))
        let at = floor.now.adding(TimeSpan(seconds: 3600))
        #expect(throws: DeskRefusal.isPast) {
            try floor.does("a", .books(ticket, at: floor.now, phone: nil, queue: nil))
        }
        try floor.does("a", .books(ticket, at: at, phone: "+1", queue: "loans"))
        let call = floor.desk.lastTicket
        #expect(floor.place(call) == .later(at))
        #expect(floor.told(call) == [.callback(queue: "loans", at: at)])
    }

    @Test func `What has been told is told no more, and what came too late is no ticket`() throws {
        var floor = Floor("a")
        try floor.does("a", .comes(channels: nil))
        let ticket = floor.asks("anna")
        try floor.does("a", .accepts(ticket))
        let numbers = floor.desk.tellings.map(\.number)
        #expect(numbers == [1, 2])
        try floor.take(.told([1], lost: []))
        #expect(floor.desk.tellings.map(\.number) == [2])
        try floor.take(.told([2], lost: [ticket]))
        #expect(floor.desk.tickets.isEmpty)
        #expect(floor.desk.tellings.isEmpty)
    }

    @Test func `A contact that is forgotten is nowhere`() throws {
        var floor = Floor("a")
        floor.asks("anna")
        floor.asks("ben")
        try floor.take(.forgotten(contact: "shop/main/anna"))
        #expect(floor.desk.tickets.map(\.request.contact) == ["shop/main/ben"])
        #expect(Set(floor.desk.tellings.map(\.contact)) == ["shop/main/ben"])
    }

    @Test func `Whoever does not work here may nothing`() {
        var floor = Floor("a")
        #expect(throws: DeskRefusal.unknownAgent) { try floor.does("x", .comes(channels: nil)) }
        let ticket = floor.asks("anna")
        #expect(throws: DeskRefusal.isAway) { try floor.does("a", .accepts(ticket)) }
        #expect(throws: DeskRefusal.notTheirs) { try floor.does("a", .finishes(ticket)) }
    }
}
