import BotRuntime
import Crypto
import Diagnostics
import Dialogue
import Foundation
import KnowledgeSearch
import Messages
import Records
import Storage
import Synchronization
import Testing
import Topics
import Values

/// A small shop in service: it takes orders, which its back end writes down.
final class Kiosk: Sendable {
    static let account = Account(tenant: "shop", id: "main", channel: .whatsapp)
    static let key = SealingKey(Array(repeating: 7, count: 32)) ?? SealingKey.random()
    /// Monday 2 March 2026, ten in the morning in New York.
    static let morning = Timestamp(seconds: 1_772_463_600)

    let engine: any StorageEngine
    let runtime: Runtime
    let clock: ManualClock
    let orders: OrderBook

    init(
        _ engine: any StorageEngine = MemoryEngine(),
        orders: OrderBook? = nil,
        clock: ManualClock = ManualClock(Kiosk.morning),
        ahead seconds: Int64 = 0,
        journal: CrashJournal = CrashJournal(),
        posts: (any Courier)? = nil,
        desk: (any Courier)? = nil,
        log: Log = .none,
        version: String = "Welcome."
    ) async throws {
        self.engine = engine
        self.clock = clock
        let definition = try Self.definition(greeting: version)
        let book = try orders ?? OrderBook(definition)
        self.orders = book
        var couriers: [OutboxRow.Lane: any Courier] = [:]
        couriers[.channel] = posts
        couriers[.desk] = desk
        runtime = Runtime(
            engine: engine,
            key: Self.key,
            journal: journal,
            clock: SkewedClock(other: clock, seconds: seconds),
            couriers: couriers,
            log: log
        )
        var account = Self.account
        account.posts = posts != nil
        runtime.deploy(Self.deployment(definition, book), for: account)
        try await runtime.start()
    }

    static func deployment(_ definition: BotDefinition, _ book: OrderBook) -> Deployment {
        Deployment(bot: Bot(definition, articles: [Article]()), calls: book)
    }

    static func contact(_ user: String = "+14155550101") -> ContactKey {
        guard let key = ContactKey(tenant: "shop", account: "main", user: user) else {
            preconditionFailure("a contact of a test is a good one")
        }
        return key
    }

    /// The customer writes, and waits for the answer.
    @discardableResult
    func write(
        _ text: String,
        _ id: String = UUID().uuidString,
        from user: String = "+14155550101",
        waiting span: Duration? = .seconds(10)
    ) async throws -> Answer {
        try await runtime.receive(
            IncomingMessage(contact: Self.contact(user), id: id, event: .text(text)),
            waitingAtMost: span
        )
    }

    func desk(_ event: DeskEvent, _ id: String = UUID().uuidString) async throws -> Answer {
        var message = IncomingMessage(contact: Self.contact(), id: id, event: .desk(event))
        message.source = .desk
        return try await runtime.receive(message, waitingAtMost: .seconds(10))
    }

    static func definition(greeting: String = "Welcome.") throws -> BotDefinition {
        let files = [
            BotFile(
                path: "bot.yaml",
                text: """
                    name: Kiosk
                    time_zone: America/New_York
                    queues:
                      desk: { title: the desk }
                    """
            ),
            BotFile(
                path: "order.yaml",
                text: """
                    title: Order something
                    examples: [I want to order, order please, buy something]
                    slots:
                      colour:
                        type: choice
                        ask: Which colour?
                        options: { red: Red, blue: Blue }
                      note: { type: text, ask: Anything to note? }
                    steps:
                      - say: "\(greeting)"
                      - ask: colour
                      - ask: note
                      - call: orders.place
                        with: { colour: colour.id, note: note }
                        into: placed
                      - say: "Ordered: {placed.id}."
                    """
            ),
            BotFile(
                path: "actions.yaml",
                text: """
                    orders.place:
                      within: 20s
                      else: { handoff: desk }
                      takes: { colour: text, note: text }
                      gives: orders
                      records:
                        table: orders
                        insert:
                          id: new_id('ORD')
                          colour: takes.colour
                          note: takes.note
                    """
            ),
            BotFile(
                path: "records/orders.yaml",
                text: """
                    columns: { id: text, colour: text, note: text }
                    rows: []
                    """
            ),
        ]
        let (definition, diagnostics) = BotLoader.load(files: files)
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return try #require(definition)
    }
}

/// The kiosk's back end, which outlives its processes; it can be slow.
final class OrderBook: CallPerformer {
    private let records: SharedBackEnd
    private let backEnd: RowsOfTest
    private let isSlow: Bool
    private let gate = Mutex<[CheckedContinuation<Void, Never>]>([])
    private let asked = Mutex<[String]>([])

    /// The rows are looked at when all is quiet.
    private final class RowsOfTest: @unchecked Sendable {
        let backEnd: any BackEnd
        init(_ backEnd: any BackEnd) { self.backEnd = backEnd }
    }

    init(_ definition: BotDefinition, isSlow: Bool = false) throws {
        nonisolated(unsafe) let backEnd = try RecordsBackEnd(
            definition: definition,
            now: Kiosk.morning
        )
        self.backEnd = RowsOfTest(backEnd)
        records = SharedBackEnd(backEnd)
        self.isSlow = isSlow
    }

    var rows: [String] {
        backEnd.backEnd.rows(of: "orders").compactMap { $0.fields["colour"]?.spelled.string }
    }

    func answerAtOnce(_ request: CallRequest, at now: Timestamp) -> CallAnswer? {
        guard !isSlow else { return nil }
        asked.withLock { $0.append(request.key) }
        return records.answerAtOnce(request, at: now)
    }

    func destination(of request: CallRequest) -> String { "orders" }

    func perform(_ request: CallRequest, at now: Timestamp) async -> CallAnswer {
        asked.withLock { $0.append(request.key) }
        if isSlow {
            await withCheckedContinuation { continuation in
                gate.withLock { $0.append(continuation) }
            }
        }
        return await records.perform(request, at: now)
    }

    /// Lets slow calls come back.
    func answer() {
        for call in gate.withLock({ calls in
            defer { calls = [] }
            return calls
        }) { call.resume() }
    }

    var timesAsked: Int { asked.withLock(\.count) }

    var isAsked: Bool { gate.withLock { !$0.isEmpty } }
}

/// A clock that stands still until a test moves it.
final class ManualClock: RuntimeClock {
    private let time: Mutex<(now: Timestamp, uptime: Duration)>

    init(_ start: Timestamp) { time = Mutex((start, .zero)) }

    var now: Timestamp { time.withLock(\.now) }
    var uptime: Duration { time.withLock(\.uptime) }

    /// Time passes.
    func move(_ seconds: Int64) {
        time.withLock { time in
            time.now = time.now.adding(TimeSpan(seconds: seconds))
            time.uptime += .seconds(seconds)
        }
    }

    /// Somebody sets it.
    func set(by seconds: Int) {
        time.withLock { $0.now = $0.now.adding(TimeSpan(seconds: Int64(seconds))) }
    }

    /// What looks again and again waits a moment only; longer than that lasts until a test has moved
    /// the clock so far.
    func sleep(_ span: Duration) async throws {
        let end = uptime + span
        repeat {
            try await Task.sleep(for: min(span, .milliseconds(5)))
        } while span > .seconds(2) && uptime < end
    }
}

/// The clock of a machine that is ahead of another's, or behind it.
struct SkewedClock: RuntimeClock {
    let other: ManualClock
    let seconds: Int64

    var now: Timestamp { other.now.adding(TimeSpan(seconds: seconds)) }
    var uptime: Duration { other.uptime }

    func sleep(_ span: Duration) async throws { try await other.sleep(span) }
}

/// Keeps what is posted, and fails as a test wants.
final class Mailbox: Courier {
    private let kept = Mutex<[Delivery]>([])
    private let outcomes = Mutex<[DeliveryOutcome]>([])

    func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
        let next = outcomes.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let next, next != .delivered else {
            kept.withLock { $0.append(delivery) }
            return .delivered
        }
        return next
    }

    func fail(_ next: [DeliveryOutcome]) { outcomes.withLock { $0 = next } }

    var texts: [String] { kept.withLock { $0.compactMap { $0.payload["text"]?.string } } }
    /// Who had something.
    var users: Set<String> { Set(kept.withLock { $0.map(\.row.contact.user) }) }
    var kinds: [String] { kept.withLock { $0.map(\.row.kind) } }
    var keys: [String] { kept.withLock { $0.map(\.row.key) } }
}

extension Answer {
    var texts: [String] {
        (line["replies"]?.array ?? []).compactMap { $0["text"]?.string }
    }
    var owner: String? { line["owner"]?.string }
    var waiting: String? { line["waiting"]?["kind"]?.string }
    var calls: [String] {
        (line["calls"]?.array ?? []).compactMap { $0["outcome"]?.string }
    }
}
