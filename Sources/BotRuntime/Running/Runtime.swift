import Crypto
import Dialogue
import Messages
import Synchronization
import Values

/// Runs bots for customers: takes what they send, keeps their conversations, and sends what is to be
/// sent, however often the process dies.
///
/// A message that was answered is kept. Given again, it is answered again and does nothing. Each
/// contact has one turn at a time; what one turn changes is written whole or not at all.
public final class Runtime: Sendable {
    let engine: any StorageEngine
    let clock: any RuntimeClock
    let key: SealingKey
    private let journal: CrashJournal
    let runner: TurnRunner
    private let queue: TurnQueue
    let watch = ChangeWatch<ContactKey>()
    private let follower = Mutex<(@Sendable (ContactKey) -> Void)?>(nil)
    let dispatcher: Dispatcher
    private let clockGuard: ClockGuard
    let couriers: [OutboxRow.Lane: any Courier]
    let accounts = Mutex<[AccountKey: Account]>([:])
    private let loops = Mutex<[Task<Void, Never>]>([])
    private let retention: RetentionPeriods
    let log: ConversationLog
    let isStopping = Atomic(false)
    package let metrics = RuntimeMetrics()
    var shelf: DeploymentShelf { runner.shelf }

    /// - Parameters:
    ///   - store: Where conversations are kept.
    ///   - key: Seals what is kept, so that the store alone tells nothing. Whoever loses it loses
    ///     the conversations.
    ///   - retention: How long things are kept.
    public convenience init(
        store: Store,
        key: SealingKey,
        retention: RetentionPeriods = RetentionPeriods()
    ) {
        self.init(engine: store.engine, key: key, retention: retention)
    }

    package init(
        engine: any StorageEngine,
        key: SealingKey,
        journal: CrashJournal = CrashJournal(),
        clock: any RuntimeClock = SystemClock(),
        couriers: [OutboxRow.Lane: any Courier] = [:],
        retention: RetentionPeriods = RetentionPeriods(),
        leases: LeasePeriods = LeasePeriods(),
        log: Log = .none,
        desk: @escaping @Sendable (_ tenant: String, _ account: String) -> DeskSnapshot = { _, _ in
            DeskSnapshot()
        }
    ) {
        self.engine = engine
        self.key = key
        self.journal = journal
        self.clock = clock
        queue = TurnQueue { clock.uptime }
        self.retention = retention
        self.log = ConversationLog(log, key)
        runner = TurnRunner(
            engine: engine,
            journal: journal,
            key: key,
            clock: clock,
            metrics: metrics,
            log: self.log,
            shelf: DeploymentShelf(),
            desk: { desk($0.tenant, $0.account) }
        )
        self.couriers = couriers
        clockGuard = ClockGuard(engine: engine, clock: clock, metrics: metrics, log: log)
        dispatcher = Dispatcher(
            engine: engine,
            clock: clock,
            metrics: metrics,
            log: self.log,
            leases: leases
        )
    }

    // MARK: Bots

    /// Puts a bot in service for an account, whole and at once; running conversations go on in it at
    /// their next event.
    public func deploy(_ deployment: Deployment, for account: Account) {
        accounts.withLock { $0[account.key] = account }
        runner.shelf.deploy(deployment, for: account.key)
    }

    /// Goes by what is said of an account from now on; its bots stay.
    package func change(_ account: Account) { accounts.withLock { $0[account.key] = account } }

    /// Takes an account out of service: it is as one that was never there, but what is kept of its
    /// contacts stays.
    package func withdraw(_ account: AccountKey) {
        accounts.withLock { $0[account] = nil }
        runner.shelf.remove(account)
    }

    /// Lets a part of an account's new conversations try a bot, from 0 to 100 in a hundred.
    ///
    /// - Returns: Whether the account is in service.
    @discardableResult
    public func tryOut(_ deployment: Deployment, percent: Int, for account: Account) -> Bool {
        runner.shelf.tryOut(deployment, percent: percent, for: account.key)
    }

    /// Ends the trial of a bot; without one, goes back to the bot before.
    ///
    /// - Returns: The bot in service now; nil where there is none to go back to.
    @discardableResult
    public func rollBack(_ account: Account) -> Deployment? { runner.shelf.rollBack(account.key) }

    /// Ends the trial of a bot, where there is one.
    package func endTrial(_ account: Account) { runner.shelf.endTrial(account.key) }

    /// An account in service.
    package func account(_ key: AccountKey) -> Account? { accounts.withLock { $0[key] } }

    /// A secret that all processes share which have this runtime's key, 32 bytes.
    package func secret(for purpose: String) -> [UInt8] { key.secret(for: purpose) }

    // MARK: Running

    /// Begins to send what waits, to make calls that were begun, and to let timers fire.
    public func start() async throws(StoreError) {
        for (contact, message) in journal.left { try await engine.suspect(contact, message) }
        journal.clear()
        await clockGuard.begin()
        await learnSuspects()
        await dispatcher.start(carriers()) { [self] row in await close(row) }
        let tasks = [Task { await runTimers() }, Task { await keepHouse() }]
        loops.withLock { $0 = tasks }
    }

    /// Takes no more messages, and finishes what is under way.
    public func stop() async {
        isStopping.store(true, ordering: .relaxed)
        for loop in loops.withLock(\.self) { loop.cancel() }
        await dispatcher.stop()
        while queue.count > 0 { try? await Task.sleep(for: .milliseconds(10)) }
        await engine.close()
    }

    /// Takes a message: when this returns, it is kept.
    ///
    /// - Parameters:
    ///   - message: What came, with its ID.
    ///   - span: How long to wait for the whole answer, calls to the back end included; nil: what is
    ///     said is posted to the account's gateway, or asked for later.
    /// - Returns: The answer; whole, or what there was of it when the time was over.
    /// - Throws: Why it was not taken; nothing came of it then.
    public func receive(
        _ message: IncomingMessage,
        waitingAtMost span: Duration?
    ) async throws(RuntimeError) -> Answer {
        guard !isStopping.load(ordering: .relaxed) else { throw .stopping }
        guard MessageKey.isID(message.id) else { throw .badID }
        if case .status(let told, _, _) = message.event, !MessageKey.isID(told) { throw .badID }
        guard let account = accounts.withLock({ $0[AccountKey(message.contact)] }) else {
            throw .unknownAccount
        }
        let waited = message.received.duration(to: .now)
        try await waitForPredecessor(of: message)
        let episode = Episode(isWaiting: span != nil)
        let work = TurnWork(
            contact: message.contact,
            account: account,
            message: MessageKey(message.source, message.id),
            bodyHash: SHA256.digest(of: message.bytes),
            trigger: .inbound(message.event),
            facts: message.facts,
            order: message.order,
            waited: waited,
            episode: episode
        )
        let result = try await process(work)
        switch result {
        case .nothing, .written: passOnTyping(message)
        case .duplicate: break
        }
        switch result {
        case .nothing: return Answer(line: .object([:]), turn: 0)
        case .duplicate(let rev):
            let lines = try await lines(
                of: message.contact,
                cause: rev,
                waitingAtMost: span ?? .zero
            )
            return Answer(joining: lines, turn: rev, isRepeated: true)
        case .written(let outcome):
            let answer = Answer(joining: episode.lines, turn: outcome.rev)
            guard let span, !answer.isWhole else { return answer }
            return try await wait(for: message.contact, outcome.rev, episode, atMost: span)
        }
    }

    /// What was said and done, turn by turn.
    ///
    /// - Parameters:
    ///   - contact: Whose.
    ///   - turn: Only what came after that one; 0 for all.
    ///   - limit: At most so many turns.
    ///   - reader: Whom they are for.
    /// - Returns: The turns in their order.
    /// - Throws: Why they cannot be read.
    public func transcript(
        of contact: ContactKey,
        after turn: Int64 = 0,
        limit: Int = 100,
        for reader: TranscriptReader = .others
    ) async throws(RuntimeError) -> [TranscriptTurn] {
        let rows = try await stored { () async throws(StoreError) in
            try await engine.turns(of: contact, after: turn, limit: limit)
        }
        let place = try await place(of: rows, contact, for: reader)
        return rows.map { row in
            TranscriptTurn(
                turn: row.rev,
                conversation: row.n,
                at: row.at,
                cause: row.cause,
                line: place.flatMap { TurnBody.told(row, $0) } ?? TurnBody.shown(row) ?? .null
            )
        }
    }

    /// Tells somebody of each turn here after which a person has the conversation.
    package func follow(_ body: (@Sendable (ContactKey) -> Void)?) {
        follower.withLock { $0 = body }
    }

    // MARK: Turns

    /// One turn, and those that calls answered at once lead to.
    func process(_ work: TurnWork) async throws(RuntimeError) -> TurnRunner.Result {
        let isCustomers = work.message?.source == .inbound
        let begun = ContinuousClock.now
        var isRunning = false
        do throws(RuntimeError) {
            return try await queue.run(
                work.contact,
                isCustomers: isCustomers,
                waited: work.waited
            ) {
                () throws(RuntimeError) in
                isRunning = true
                metrics.stages.waiting.note(since: begun)
                return try await run(work)
            }
        } catch {
            if !isRunning {
                metrics.refused.add(error)
                log.failed(work, rev: nil, error)
            }
            throw error
        }
    }

    private func run(_ work: TurnWork) async throws(RuntimeError) -> TurnRunner.Result {
        let first = try await runner.run(work)
        guard case .written(let outcome) = first else { return first }
        var isPeoples = outcome.isPeoples
        // What closes a conversation waits for nothing: it is brought by one of what it drops.
        if outcome.drops, work.closes == nil { await waitForDropped(of: work.contact) }
        var waiting = outcome.calls.map { (outcome, $0.row, $0.request) }
        var lanes = outcome.lanes
        while !waiting.isEmpty {
            let (from, row, request) = waiting.removeFirst()
            guard let place = SealedPlace(row, key: key),
                let answer = from.deployment.calls.answerAtOnce(
                    place.scoped(request),
                    at: clock.now
                )
            else {
                make(request, row, from, work)
                continue
            }
            // What was called is done. Should this turn not be written, the call is made again
            // from the outbox, and answered as it was.
            let next = self.work(for: request, answer, row, from, work)
            let made = try? await runner.run(next)
            guard case .written(let more)? = made else { continue }
            isPeoples = more.isPeoples
            waiting += more.calls.map { (more, $0.row, $0.request) }
            lanes.formUnion(more.lanes)
        }
        if !lanes.isEmpty { await dispatcher.wake(lanes) }
        watch.tell(work.contact)
        if isPeoples { follower.withLock(\.self)?(work.contact) }
        return first
    }

    // MARK: What is brought

    private func carriers() -> [OutboxRow.Lane: Dispatcher.Carrier] {
        var carriers: [OutboxRow.Lane: Dispatcher.Carrier] = [:]
        for (lane, courier) in couriers {
            carriers[lane] = { [key, self] row in
                // It may come back; until then what it has to say waits.
                guard account(AccountKey(row.contact)) != nil else {
                    return .again(after: nil, why: "the account is not in service")
                }
                guard let payload = SealedPlace(row, key: key)?.json(row.payload) else {
                    return .refused(why: "it was sealed with another key")
                }
                return await courier.deliver(Delivery(row: row, payload: payload))
            }
        }
        carriers[.actions] = { [self] row in await makeAgain(row) }
        return carriers
    }

    // MARK: Timers

    /// Contacts that are looked at in one second: after a stop, or a jump of the clock, what is late
    /// does not come all at once.
    private static let mostTimersPerSecond = 500

    /// Suspects that are told apart; where there are more, each message is looked up first.
    private static let mostSuspects = 1_000

    private func runTimers() async {
        while !Task.isCancelled {
            let contacts = await clockGuard.contactsToWake(limit: Self.mostTimersPerSecond) {
                [self] in
                account(AccountKey($0)) != nil
            }
            for contact in contacts {
                guard !Task.isCancelled else { return }
                await fire(contact)
            }
            await learnSuspects()
            try? await clock.sleep(.seconds(1))
        }
    }

    /// Learns what other processes died with.
    private func learnSuspects() async {
        guard let suspects = try? await engine.suspects(limit: Self.mostSuspects) else { return }
        runner.suspect(suspects.count < Self.mostSuspects ? Set(suspects) : nil)
    }

    private func fire(_ contact: ContactKey) async {
        guard let account = accounts.withLock({ $0[AccountKey(contact)] }) else { return }
        metrics.timers.add()
        _ = try? await process(
            TurnWork(
                contact: contact,
                account: account,
                message: nil,
                bodyHash: [],
                trigger: .timer
            )
        )
    }

    // MARK: Keeping house

    /// Lets go of what only saves time: memory is short.
    package func makeRoom() async {
        metrics.shortages.add()
        runner.makeRoom()
        await engine.makeRoom()
    }

    /// Rows of a table that are looked at in one go: turns that wait for the store wait no longer
    /// than that.
    private static let mostPurged = 500

    /// Takes away what is too old, a little at a time.
    private func keepHouse() async {
        while !Task.isCancelled {
            var isMore = false
            if let now = await clockGuard.momentToPurge() {
                let cut = retention.cut(at: now)
                isMore = (try? await engine.purge(cut, limit: Self.mostPurged)) ?? false
            }
            try? await clock.sleep(isMore ? .milliseconds(100) : .seconds(60))
        }
    }

    /// By which moment things may be taken away that are too old; nil while the clock is not to be
    /// trusted.
    package func momentToPurge() async -> Timestamp? { await clockGuard.momentToPurge() }
}
