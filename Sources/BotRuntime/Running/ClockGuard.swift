import Values

/// Keeps a clock that is set wrong from ending conversations, and from taking away what is kept.
///
/// What has passed is known by a clock that nobody sets. Where the time of day has gone ahead of it,
/// timers of the span that was jumped over fire a few at a time, and nothing is too old for a day:
/// time enough for somebody to put the clock right. Then it is as if nothing had been. A document of
/// the store keeps both over a restart, and says when a process was last there.
actor ClockGuard {
    /// Nobody was there for longer: their clock may be wrong as well.
    private static let longestStop = 86_400.0
    /// How long nothing is taken away after a jump.
    static let respite = TimeSpan(seconds: 86_400)
    /// Of all contacts that have timers, how many in a minute: one of a hundred.
    private static let part = 0.01
    private static let noteEvery = Duration.seconds(60)

    private let engine: any StorageEngine
    private let clock: any RuntimeClock
    private let metrics: RuntimeMetrics
    private let log: Log

    private var watch = ClockWatch()
    private var lastLook: Duration?
    private var lastNote: Duration?
    private var jump: Jump?
    /// Contacts of the span that was jumped over, which may be woken now.
    private var allowance = 0.0
    private var perSecond: Double?
    /// The moment of the last contact that was given to be woken, while others are due behind it.
    private var given: Timestamp?

    /// The time of day went from one moment to another.
    private struct Jump: Hashable {
        var from: Timestamp
        var to: Timestamp
        /// Timers in between have all fired.
        var isThrough = false

        var length: Double { from.seconds(until: to) }
    }

    init(
        engine: any StorageEngine,
        clock: any RuntimeClock,
        metrics: RuntimeMetrics,
        log: Log
    ) {
        self.engine = engine
        self.clock = clock
        self.metrics = metrics
        self.log = log
    }

    /// Takes up what an earlier process knew.
    func begin() async {
        guard let document = try? await engine.document(Self.tenant, Self.kind, Self.name),
            let json = try? JSON(parsing: document.body)
        else { return }
        func moment(_ key: String) -> Timestamp? {
            json[key]?.int.map { Timestamp(milliseconds: Int64($0)) }
        }
        if let from = moment("from"), let to = moment("to") {
            jump = Jump(from: from, to: to, isThrough: json["through"]?.bool ?? false)
        }
        let now = clock.now
        if let seen = moment("seen"), seen.seconds(until: now) > Self.longestStop {
            take(from: seen, to: now)
        }
    }

    // MARK: Looking

    /// Looks whether the clock was set, and what time it is.
    private func look() async -> Timestamp {
        let (now, uptime) = (clock.now, clock.uptime)
        var isNews = false
        allowance += (perSecond ?? 0) * (uptime - (lastLook ?? uptime)).seconds
        lastLook = uptime
        if let expected = watch.look(at: now, uptime) {
            take(from: expected, to: now)
            isNews = true
        }
        if let jump, jump.from.seconds(until: now) < jump.length / 2 {
            // It was put right again.
            self.jump = nil
            isNews = true
        }
        if isNews || lastNote.map({ uptime - $0 >= Self.noteEvery }) ?? true {
            lastNote = uptime
            await note(now)
        }
        return now
    }

    private func take(from: Timestamp, to: Timestamp) {
        metrics.clockJumps.add()
        let seconds = Int64(from.seconds(until: to).rounded())
        log.write(.warning, "the clock jumped", ["seconds": .int(seconds)])
        guard from < to else { return }
        let earlier = jump.flatMap { $0.isThrough ? nil : $0.from }
        jump = Jump(from: min(earlier ?? from, from), to: to)
        perSecond = nil
        allowance = 0
    }

    /// Whether what is too old by the clock may be taken away; the moment by which it is.
    func momentToPurge() async -> Timestamp? {
        let now = await look()
        guard let jump else { return now }
        return now < jump.to.adding(Self.respite) ? nil : now
    }

    // MARK: Timers

    /// How many are passed over for one that is asked for, before the rest waits for the next time.
    private static let mostPassedOver = 10

    /// Contacts whose timers may fire now.
    ///
    /// - Parameters:
    ///   - limit: So many at most, of those whose moment has come in its time.
    ///   - isAsked: Others are passed over: whatever became of theirs, those behind them have their
    ///     turn.
    /// - Returns: They, the earliest first, or where there are more, the earliest of those that were not
    ///   given yet.
    func contactsToWake(
        limit: Int,
        where isAsked: @Sendable (ContactKey) -> Bool = { _ in true }
    ) async -> [ContactKey] {
        let now = await look()
        guard let jump, !jump.isThrough else {
            let most = limit * Self.mostPassedOver
            let page = await due(after: given, until: now, most)
            let found = page.filter { isAsked($0.contact) }.prefix(limit)
            given =
                found.count == limit ? found.last?.wake : page.count == most ? page.last?.wake : nil
            return found.map(\.contact)
        }
        let early = await contacts(after: nil, until: jump.from, limit)
        return early + (await contacts(after: jump.to, until: now, limit))
            + (await jumpedOver(jump, at: now))
    }

    private func jumpedOver(_ jump: Jump, at now: Timestamp) async -> [ContactKey] {
        if perSecond == nil, let all = try? await engine.countToWake() {
            perSecond = max(1, Double(all) * Self.part) / 60
        }
        let most = Int(allowance)
        guard most >= 1 else { return [] }
        let found = await contacts(after: jump.from, until: min(jump.to, now), most)
        allowance -= Double(found.count)
        if found.isEmpty, self.jump == jump, now >= jump.to {
            self.jump?.isThrough = true
            await note(now)
        }
        return found
    }

    private func due(
        after start: Timestamp?,
        until end: Timestamp,
        _ limit: Int
    ) async -> [DueContact] {
        (try? await engine.contactsToWake(after: start, at: end, limit: limit)) ?? []
    }

    private func contacts(
        after start: Timestamp?,
        until end: Timestamp,
        _ limit: Int
    ) async -> [ContactKey] {
        await due(after: start, until: end, limit).map(\.contact)
    }

    // MARK: Keeping

    private static let tenant = ""
    private static let kind = "clock"
    private static let name = "state"

    /// Writes down what is known; not written, it is known until the process ends.
    private func note(_ now: Timestamp) async {
        guard let old = try? await engine.document(Self.tenant, Self.kind, Self.name) as Document??
        else { return }
        let body = JSON.compact([
            "seen": .int(now.milliseconds), "from": jump.map { .int($0.from.milliseconds) },
            "to": jump.map { .int($0.to.milliseconds) },
            "through": jump.map { .bool($0.isThrough) },
        ])
        _ = try? await engine.put(
            Document(
                tenant: Self.tenant,
                kind: Self.kind,
                id: Self.name,
                rev: (old?.rev ?? 0) + 1,
                body: body.bytes
            )
        )
    }
}
