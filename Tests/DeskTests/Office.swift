import BotRuntime
import Crypto
import Diagnostics
import Dialogue
import KnowledgeSearch
import Messages
import Storage
import Synchronization
import Testing
import TestSupport
import Topics
import Values

@testable import Desk

/// A small shop with a desk, as one process has it; several may share a store.
final class Office: Sendable {
    static let account = Account(tenant: "shop", id: "main", channel: .web)
    static let key = SealingKey(Array(repeating: 7, count: 32)) ?? SealingKey.random()

    let engine: any StorageEngine
    let runtime: Runtime
    let desk: EmbeddedDesk
    let clock: HandClock

    // Where it is not open, the desk tells nobody anything: a process that ends before it does.
    init(
        _ engine: any StorageEngine = MemoryEngine(),
        clock: HandClock = HandClock(),
        channel: (any Courier)? = nil,
        capacity: Int = 3,
        isOpen: Bool = true
    ) async throws {
        self.engine = engine
        self.clock = clock
        let desk = EmbeddedDesk(engine: engine, clock: clock)
        self.desk = desk
        var couriers: [OutboxRow.Lane: any Courier] = [.desk: desk]
        couriers[.channel] = channel
        runtime = Runtime(
            engine: engine,
            key: Self.key,
            clock: clock,
            couriers: couriers,
            desk: { desk.snapshot(tenant: $0, account: $1) }
        )
        var account = Self.account
        account.posts = channel != nil
        runtime.deploy(try Self.deployment(), for: account)
        var configuration = DeskConfiguration()
        for name in ["dana", "kim"] {
            configuration.agents[name] = DeskConfiguration.Worker(
                name: name.prefix(1).uppercased() + name.dropFirst()
            )
            configuration.agents[name]?.usually = capacity
        }
        desk.open("shop", configuration)
        try await runtime.start()
        if isOpen { desk.start(runtime) }
    }

    func close() async {
        await desk.stop()
        await runtime.stop()
    }

    static func contact(_ user: String) -> ContactKey {
        guard let key = ContactKey(tenant: "shop", account: "main", user: user) else {
            preconditionFailure("a contact of a test is a good one")
        }
        return key
    }

    /// A customer writes.
    @discardableResult
    func write(_ text: String, from user: String = "anna") async throws -> Answer {
        try await take(.text(text), from: user)
    }

    @discardableResult
    func take(_ event: Inbound, from user: String = "anna") async throws -> Answer {
        var message = IncomingMessage(
            contact: Self.contact(user),
            id: "\(Self.lastID.add(1, ordering: .relaxed).newValue)",
            event: event
        )
        message.facts.name = user
        return try await runtime.receive(message, waitingAtMost: .seconds(10))
    }

    private static let lastID = Atomic(0)

    /// Somebody of the desk does something.
    func does(_ agent: String, _ deed: DeskInput.Deed) async throws {
        try await desk.take(.agent(agent, deed), of: "shop")
    }

    func look() async throws -> DeskState { try await desk.look("shop") }

    /// Waits until a customer's ticket is there.
    func ticket(of user: String = "anna") async throws -> Ticket {
        var found: Ticket?
        try await eventually {
            found = try await self.look().tickets.last {
                $0.request.contact == Self.contact(user).text
            }
            return found != nil
        }
        return try #require(found)
    }

    func owner(of user: String = "anna") async throws -> String? {
        try await engine.load(Self.contact(user), nil).row?.owner
    }

    func word(_ id: String, _ ticket: Ticket, of agent: String = "dana") -> DeskWord {
        DeskWord(id: id, ticket: ticket.id, agent: agent, tenant: "shop")
    }

    /// What the customer has read, in its order.
    func texts(for user: String = "anna") async throws -> [String] {
        try await runtime.transcript(of: Self.contact(user)).flatMap { turn in
            (turn.line["replies"]?.array ?? []).compactMap { $0["text"]?.string }
        }
    }

    private static func deployment() throws -> Deployment {
        let files = [
            BotFile(
                path: "bot.yaml",
                text: """
                    name: Shop
                    time_zone: UTC
                    queues:
                      desk: { title: the desk }
                      office: { title: the office, hours: mon-fri 09:00-17:00 }
                    """
            ),
            BotFile(
                path: "order.yaml",
                text: """
                    title: Order something
                    examples: [I want to order, order please]
                    slots:
                      colour:
                        type: choice
                        ask: Which colour?
                        options: { red: Red, blue: Blue }
                    steps:
                      - ask: colour
                      - say: "{colour.title}, then."
                    """
            ),
            BotFile(
                path: "loan.yaml",
                text: """
                    title: Borrow money
                    examples: [I want a loan, borrow money]
                    steps:
                      - handoff: office
                    """
            ),
        ]
        let (definition, diagnostics) = BotLoader.load(files: files)
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return Deployment(
            bot: Bot(try #require(definition), articles: [Article]()),
            calls: NoCalls()
        )
    }
}

/// A bot that calls nothing.
private struct NoCalls: CallPerformer {
    func answerAtOnce(_ request: CallRequest, at now: Timestamp) -> CallAnswer? {
        CallAnswer(.failed, .null)
    }

    func destination(of request: CallRequest) -> String { "none" }

    func perform(_ request: CallRequest, at now: Timestamp) async -> CallAnswer {
        CallAnswer(.failed, .null)
    }
}

/// A clock that goes by itself and can be moved on.
final class HandClock: RuntimeClock {
    /// Monday 2 March 2026, three in the afternoon in UTC.
    private let shift: Mutex<Int64>
    private let passed = Mutex<Int64>(0)

    init(_ begin: Timestamp = Timestamp(seconds: 1_772_463_600)) {
        shift = Mutex(begin.milliseconds - SystemClock().now.milliseconds)
    }

    var now: Timestamp {
        Timestamp(milliseconds: SystemClock().now.milliseconds + shift.withLock(\.self))
    }

    var uptime: Duration { SystemClock().uptime + .seconds(passed.withLock(\.self)) }

    /// Time passes.
    func move(_ seconds: Int64) {
        shift.withLock { $0 += seconds * 1000 }
        passed.withLock { $0 += seconds }
    }

    /// Somebody sets it.
    func set(by seconds: Int64) { shift.withLock { $0 += seconds * 1000 } }

    /// What looks again and again looks soon; longer than that lasts until a test has moved the clock
    /// so far.
    func sleep(_ span: Duration) async throws {
        let end = now.adding(TimeSpan(seconds: span.components.seconds))
        repeat {
            try await Task.sleep(for: min(span, .milliseconds(50)))
        } while span > .seconds(2) && now < end
    }
}
