import Crypto
import Dialogue
import Synchronization
import Values

/// Brings one turn about: loads, makes it, writes it; again where another came between.
final class TurnRunner: Sendable {
    private let engine: any StorageEngine
    private let journal: CrashJournal
    private let key: SealingKey
    private let clock: any RuntimeClock
    private let metrics: RuntimeMetrics
    private let log: ConversationLog
    private let recent = RecentContacts()
    let episodes = Episodes()
    /// Contacts whose next message may be one that processes died with; nil: anybody's.
    private let suspects = Mutex<Set<ContactKey>?>(nil)
    let shelf: DeploymentShelf
    private let desk: @Sendable (AccountKey) -> DeskSnapshot

    init(
        engine: any StorageEngine,
        journal: CrashJournal,
        key: SealingKey,
        clock: any RuntimeClock,
        metrics: RuntimeMetrics,
        log: ConversationLog,
        shelf: DeploymentShelf,
        desk: @escaping @Sendable (AccountKey) -> DeskSnapshot
    ) {
        self.engine = engine
        self.journal = journal
        self.key = key
        self.clock = clock
        self.metrics = metrics
        self.log = log
        self.shelf = shelf
        self.desk = desk
    }

    /// Lets go of what only saves time.
    func makeRoom() { recent.makeRoom() }

    enum Result: Sendable {
        case written(TurnOutcome)
        /// Nothing came of it.
        case nothing
        /// It was processed before, by the turn of that revision.
        case duplicate(rev: Int64)
    }

    /// How often a turn is made where others come between, or the store loses its way: its pauses add
    /// up to a second, in which another process gets through a line of its own.
    private static let mostAttempts = 10

    func run(_ work: TurnWork) async throws(RuntimeError) -> Result {
        let start: ContinuousClock.Instant? = log.log.takes(.debug) ? .now : nil
        var rev: Int64?
        do throws(RuntimeError) {
            let result = try await attempt(work, toWrite: &rev)
            switch result {
            case .written(let outcome): log.written(work, outcome, since: start)
            case .nothing: metrics.idle.add()
            case .duplicate: break
            }
            return result
        } catch {
            metrics.refused.add(error)
            log.failed(work, rev: rev, error)
            throw error
        }
    }

    private func attempt(
        _ work: TurnWork,
        toWrite rev: inout Int64?
    ) async throws(RuntimeError) -> Result {
        if let result = try await attemptFromMemory(work, toWrite: &rev) { return result }
        for attempt in 1...Self.mostAttempts {
            if let result = try await attemptOnce(work, toWrite: &rev) { return result }
            // Whoever came between may come again at the same moment.
            let pause = Double.random(in: 0...1) * Double(1 << attempt)
            try? await clock.sleep(.milliseconds(Int64(pause)))
        }
        throw .contended(retryAfterSeconds: 1)
    }

    /// The contacts whose messages are looked up in the store before they are processed.
    func suspect(_ contacts: Set<ContactKey>?) { suspects.withLock { $0 = contacts } }

    /// Nothing of the contact is in memory any more.
    func forget(_ contact: ContactKey) { recent.forget(contact) }

    /// Makes the turn from what the last one left, without asking the store what it has: whether it has
    /// that, and never saw the message, is a condition of writing it.
    ///
    /// - Returns: nil where the store is to be asked.
    private func attemptFromMemory(
        _ work: TurnWork,
        toWrite rev: inout Int64?
    ) async throws(RuntimeError) -> Result? {
        // What has no name of its own is named after what the store has.
        guard work.message != nil, let last = recent[work.contact],
            suspects.withLock({ $0.map { !$0.contains(work.contact) } ?? false })
        else { return nil }
        rev = last.row.rev + 1
        let base = TurnBase(row: last.row, conversation: last.conversation, isRemembered: true)
        switch try await attempt(work, from: base) {
        case .written(let outcome): return .written(outcome)
        // That nothing comes of it may be true of what is remembered alone.
        case .nothing, .duplicate, nil:
            recent.forget(work.contact)
            return nil
        }
    }

    /// - Returns: nil where it is to be made anew from what is there now.
    private func attemptOnce(
        _ work: TurnWork,
        toWrite rev: inout Int64?
    ) async throws(RuntimeError) -> Result? {
        let begun = ContinuousClock.now
        let (loaded, message) = try await load(work)
        metrics.stages.loading.note(since: begun)
        noteLateness(of: work, loaded)
        rev = (loaded.row?.rev ?? 0) + 1
        if let known = loaded.known {
            guard known.bodyHash == work.bodyHash else { throw .reused }
            metrics.duplicates.add()
            return .duplicate(rev: known.rev)
        }
        var work = work
        work.message = message
        if let call = try await callGivenUp(work, loaded, at: clock.now) {
            work.givenUp = call.request
            work.cause = call.cause
            work.episode = episodes[work.contact, call.cause]
        }
        return try await attempt(work, from: TurnBase(row: loaded.row, tries: loaded.tries))
    }

    /// - Returns: nil where another turn came between, or it is not known what came of this one.
    private func attempt(
        _ work: TurnWork,
        from base: TurnBase
    ) async throws(RuntimeError) -> Result? {
        let isPromised = work.episode?.promise() ?? false
        defer { if isPromised { work.episode?.settle() } }
        let maker = TurnMaker(
            work: work,
            now: clock.now,
            desk: desk(AccountKey(work.contact)),
            key: key,
            shelf: shelf,
            hiding: CardHiding(work, after: try await what(comesBefore: work, base))
        )
        let begun = ContinuousClock.now
        let draft = try journal.noting(work.contact, work.message) { () throws(RuntimeError) in
            try maker.make(base, isPromised: isPromised)
        }
        let made = metrics.stages.stepping.note(since: begun)
        guard let draft else { return .nothing }
        let result = try await commit(draft.commit)
        metrics.stages.committing.note(since: made)
        switch result {
        case .committed:
            metrics.turns.add()
            if draft.commit.dead != nil { metrics.quarantined.add() }
            recent.keep(draft.conversation, draft.commit.row, of: work.contact)
            work.episode?.keep(draft.outcome.line)
            return .written(draft.outcome)
        case .duplicate: return nil
        case .conflict:
            if !base.isRemembered { metrics.conflicts.add() }
            return nil
        case nil: return nil
        }
    }

    /// Notes how long after its moment a timer is looked at.
    private func noteLateness(of work: TurnWork, _ loaded: Loaded) {
        guard case .timer = work.trigger, let wake = loaded.row?.wake else { return }
        let late = Duration.milliseconds(clock.now.milliseconds - wake.milliseconds)
        // Another process may have been there first: then it is not due.
        if late >= .zero { metrics.lateness.note(late) }
    }

    /// What is kept of the contact, and the name of what is to be processed.
    ///
    /// What has no name of its own, a timer, is named after the revision that it finds: the next one
    /// is another, and one that stops the process is noticed.
    private func load(_ work: TurnWork) async throws(RuntimeError) -> (Loaded, MessageKey?) {
        var (loaded, message) = (try await load(work.contact, work.message), work.message)
        if message == nil {
            message = MessageKey(.timer, "rev \(loaded.row?.rev ?? 0)")
            loaded = try await load(work.contact, message)
        }
        return (loaded, message)
    }

    private func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(RuntimeError) -> Loaded {
        let loaded: Loaded
        do throws(StoreError) { loaded = try await engine.load(contact, message) } catch {
            throw .store(error)
        }
        guard loaded.row?.isPlausible ?? true else { throw .unreadable(ContactRow.implausible) }
        return loaded
    }

    /// The call whose answer the customer has waited for long enough, with the turn of the message
    /// that led to it: what they are told now is still the answer to that.
    private func callGivenUp(
        _ work: TurnWork,
        _ loaded: Loaded,
        at now: Timestamp
    ) async throws(RuntimeError) -> (request: CallRequest, cause: Int64)? {
        guard case .timer = work.trigger, let row = loaded.row,
            let facts = StoredFacts(bytes: row.facts)
        else { return nil }
        let place = SealedPlace(work.contact, since: facts.since, key: key)
        let conversation = try journal.noting(work.contact, work.message) {
            () throws(RuntimeError) in try place.open(row)
        }
        guard conversation.firstTimer(dueAt: now) == .call, let call = conversation.callUnderWay
        else { return nil }
        do throws(StoreError) {
            return try await engine.outbox(of: work.contact)
                .first { $0.lane == .actions && $0.key == place.unique(call) }
                .flatMap { place.call($0.payload) }
        } catch {
            throw .store(error)
        }
    }

    /// Turns that are read where a message may complete a card's number.
    private static let mostTurnsBefore = 24

    /// What is kept of the turns before a message that may complete a card's number; of others
    /// nothing is read.
    private func what(
        comesBefore work: TurnWork,
        _ base: TurnBase
    ) async throws(RuntimeError) -> CardHiding.Earlier {
        let digits = work.digits
        guard digits > 0, let row = base.row, let facts = StoredFacts(bytes: row.facts),
            facts.mayComplete(with: digits)
        else { return CardHiding.Earlier() }
        do throws(StoreError) {
            return CardHiding.Earlier(
                turns: try await engine.turns(
                    of: work.contact,
                    after: max(0, row.rev - Int64(Self.mostTurnsBefore)),
                    limit: Self.mostTurnsBefore
                ),
                entries: try await engine.entries(of: work.contact, kind: nil)
            )
        } catch {
            throw .store(error)
        }
    }

    /// - Returns: nil where it is not known what came of it: made anew, it is written once.
    private func commit(_ turn: TurnCommit) async throws(RuntimeError) -> CommitResult? {
        do throws(StoreError) { return try await engine.commit(turn) } catch {
            if case .outcomeUnknown = error { return nil }
            throw .store(error)
        }
    }
}
