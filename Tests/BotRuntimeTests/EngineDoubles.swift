import BotRuntime
import Synchronization
import Values

/// What a store might do to its callers.
///
/// Everything else is the engine behind it.
///
/// Unchecked: it is subclassed, and holds nothing that changes; nor do its subclasses without a lock.
class EngineBehind: StorageEngine, @unchecked Sendable {
    let inner: any StorageEngine

    init(_ inner: any StorageEngine = MemoryEngine()) { self.inner = inner }

    func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded { try await inner.load(contact, message) }

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try await inner.commit(turn)
    }

    func turns(
        of contact: ContactKey,
        after rev: Int64,
        limit: Int
    ) async throws(StoreError) -> [TurnRow] {
        try await inner.turns(of: contact, after: rev, limit: limit)
    }

    func contacts(
        ofTenant tenant: String,
        after contact: ContactKey?,
        limit: Int
    ) async throws(StoreError) -> [(ContactKey, ContactRow)] {
        try await inner.contacts(ofTenant: tenant, after: contact, limit: limit)
    }

    func contactsToWake(at now: Timestamp, limit: Int) async throws(StoreError) -> [ContactKey] {
        try await inner.contactsToWake(at: now, limit: limit)
    }

    func dueDestinations(at now: Timestamp) async throws(StoreError) -> [DueDestination] {
        try await inner.dueDestinations(at: now)
    }

    func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [OutboxRow] {
        try await inner.claim(destination, at: now, until: lease, limit: limit)
    }

    func settle(_ settlements: [Settlement]) async throws(StoreError) {
        try await inner.settle(settlements)
    }

    func outbox(of contact: ContactKey) async throws(StoreError) -> [OutboxRow] {
        try await inner.outbox(of: contact)
    }

    func outboxDepth() async throws(StoreError) -> [OutboxRow.Lane: OutboxDepth] {
        try await inner.outboxDepth()
    }

    func suspect(_ contact: ContactKey, _ message: MessageKey) async throws(StoreError) {
        try await inner.suspect(contact, message)
    }

    func deadLetters(ofTenant tenant: String, limit: Int) async throws(StoreError) -> [DeadLetter] {
        try await inner.deadLetters(ofTenant: tenant, limit: limit)
    }

    func revive(
        _ contact: ContactKey,
        _ reference: String,
        at now: Timestamp
    ) async throws(StoreError) -> DeadLetter? {
        try await inner.revive(contact, reference, at: now)
    }

    func entries(of contact: ContactKey, kind: String?) async throws(StoreError) -> [Entry] {
        try await inner.entries(of: contact, kind: kind)
    }

    func entries(
        ofTenant tenant: String,
        kind: String,
        from start: Timestamp,
        to end: Timestamp
    ) async throws(StoreError) -> [Entry] {
        try await inner.entries(ofTenant: tenant, kind: kind, from: start, to: end)
    }

    func document(
        _ tenant: String,
        _ kind: String,
        _ id: String
    ) async throws(StoreError) -> Document? { try await inner.document(tenant, kind, id) }

    func documents(_ tenant: String, _ kind: String) async throws(StoreError) -> [Document] {
        try await inner.documents(tenant, kind)
    }

    func put(_ document: Document) async throws(StoreError) -> Bool {
        try await inner.put(document)
    }

    func remove(_ document: Document) async throws(StoreError) -> Bool {
        try await inner.remove(document)
    }

    func lastAudit(_ tenant: String) async throws(StoreError) -> AuditEntry? {
        try await inner.lastAudit(tenant)
    }

    func append(_ entry: AuditEntry) async throws(StoreError) -> Bool {
        try await inner.append(entry)
    }

    func audit(
        _ tenant: String,
        after seq: Int64,
        limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        try await inner.audit(tenant, after: seq, limit: limit)
    }

    func erase(_ contact: ContactKey) async throws(StoreError) { try await inner.erase(contact) }

    func purge(_ cut: RetentionCut, limit: Int) async throws(StoreError) -> Bool {
        try await inner.purge(cut, limit: limit)
    }

    func probe() async throws(StoreError) { try await inner.probe() }

    /// What is kept outlives the processes of a test.
    func close() async {}
}

/// Takes its time over each turn.
final class SlowEngine: EngineBehind, @unchecked Sendable {
    override func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try? await Task.sleep(for: .milliseconds(20))
        return try await inner.commit(turn)
    }
}

/// Does something else than it should at the turns that a test chooses.
final class FailingEngine: EngineBehind, @unchecked Sendable {
    enum Failure {
        /// Nothing is written.
        case refuses(StoreError)
        /// It is written, and nobody hears of it.
        case losesAnswer
        /// It is written, and the process that waits never goes on.
        case endsProcess
        case refusesThenEnds
    }

    private let plan: Mutex<(number: Int, failures: [Int: Failure])>

    /// - Parameters:
    ///   - inner: Where everything is kept.
    ///   - failures: What happens at which turn that is to be written, counted from 1.
    init(_ inner: any StorageEngine, _ failures: [Int: Failure]) {
        plan = Mutex((0, failures))
        super.init(inner)
    }

    override func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        let failure = plan.withLock { plan -> Failure? in
            plan.number += 1
            return plan.failures[plan.number]
        }
        switch failure {
        case nil: return try await inner.commit(turn)
        case .refuses(let error): throw error
        case .losesAnswer:
            _ = try await inner.commit(turn)
            throw .outcomeUnknown("the connection was cut")
        case .endsProcess:
            _ = try await inner.commit(turn)
            throw .broken("the process ends here")
        case .refusesThenEnds: throw .broken("the process ends here")
        }
    }
}
