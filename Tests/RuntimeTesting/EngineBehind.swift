import BotRuntime
import Values

/// A store between a runtime and its store: what it does not do itself, the engine behind it does.
package protocol EngineBehind: StorageEngine {
    var inner: any StorageEngine { get }
}

extension EngineBehind {
    package var metrics: StoreMetrics { inner.metrics }

    package func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded { try await inner.load(contact, message) }

    package func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try await inner.commit(turn)
    }

    package func turns(
        of contact: ContactKey,
        after rev: Int64,
        limit: Int
    ) async throws(StoreError) -> [TurnRow] {
        try await inner.turns(of: contact, after: rev, limit: limit)
    }

    package func contacts(
        ofTenant tenant: String,
        after contact: ContactKey?,
        limit: Int
    ) async throws(StoreError) -> [(ContactKey, ContactRow)] {
        try await inner.contacts(ofTenant: tenant, after: contact, limit: limit)
    }

    package func contactsToWake(
        after start: Timestamp?,
        at now: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [DueContact] {
        try await inner.contactsToWake(after: start, at: now, limit: limit)
    }

    package func countToWake() async throws(StoreError) -> Int { try await inner.countToWake() }

    package func suspects(limit: Int) async throws(StoreError) -> [ContactKey] {
        try await inner.suspects(limit: limit)
    }

    package func dueDestinations(at now: Timestamp) async throws(StoreError) -> [DueDestination] {
        try await inner.dueDestinations(at: now)
    }

    package func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [OutboxRow] {
        try await inner.claim(destination, at: now, until: lease, limit: limit)
    }

    package func settle(_ settlements: [Settlement]) async throws(StoreError) {
        try await inner.settle(settlements)
    }

    package func claims() async throws(StoreError) -> [OutboxClaim] { try await inner.claims() }

    package func release(_ claims: [OutboxClaim], at now: Timestamp) async throws(StoreError) {
        try await inner.release(claims, at: now)
    }

    package func outbox(of contact: ContactKey) async throws(StoreError) -> [OutboxRow] {
        try await inner.outbox(of: contact)
    }

    package func outboxDepth() async throws(StoreError) -> [DueDestination: OutboxDepth] {
        try await inner.outboxDepth()
    }

    package func suspect(_ contact: ContactKey, _ message: MessageKey) async throws(StoreError) {
        try await inner.suspect(contact, message)
    }

    package func deadLetters(ofTenant tenant: String, limit: Int) async throws(StoreError)
        -> [DeadLetter]
    {
        try await inner.deadLetters(ofTenant: tenant, limit: limit)
    }

    package func revive(
        _ contact: ContactKey,
        _ reference: String,
        at now: Timestamp
    ) async throws(StoreError) -> DeadLetter? {
        try await inner.revive(contact, reference, at: now)
    }

    package func entries(of contact: ContactKey, kind: String?) async throws(StoreError) -> [Entry]
    {
        try await inner.entries(of: contact, kind: kind)
    }

    package func entries(
        ofTenant tenant: String,
        kind: String,
        from start: Timestamp,
        to end: Timestamp,
        after last: Entry?,
        limit: Int
    ) async throws(StoreError) -> [Entry] {
        try await inner.entries(
            ofTenant: tenant,
            kind: kind,
            from: start,
            to: end,
            after: last,
            limit: limit
        )
    }

    package func document(
        _ tenant: String,
        _ kind: String,
        _ id: String
    ) async throws(StoreError) -> Document? { try await inner.document(tenant, kind, id) }

    package func documents(_ tenant: String, _ kind: String) async throws(StoreError) -> [Document]
    {
        try await inner.documents(tenant, kind)
    }

    package func put(_ document: Document) async throws(StoreError) -> Bool {
        try await inner.put(document)
    }

    package func remove(_ document: Document) async throws(StoreError) -> Bool {
        try await inner.remove(document)
    }

    package func lastAudit(_ tenant: String) async throws(StoreError) -> AuditEntry? {
        try await inner.lastAudit(tenant)
    }

    package func append(_ entry: AuditEntry) async throws(StoreError) -> Bool {
        try await inner.append(entry)
    }

    package func audit(
        _ tenant: String,
        after seq: Int64,
        limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        try await inner.audit(tenant, after: seq, limit: limit)
    }

    package func erase(_ contact: ContactKey) async throws(StoreError) {
        try await inner.erase(contact)
    }

    package func purge(_ cut: RetentionCut, limit: Int) async throws(StoreError) -> Bool {
        try await inner.purge(cut, limit: limit)
    }

    package func probe() async throws(StoreError) { try await inner.probe() }

    package func backUp(to path: String) async throws(StoreError) {
        try await inner.backUp(to: path)
    }

    package func damage(limit: Int) async throws(StoreError) -> [StoreDamage] {
        try await inner.damage(limit: limit)
    }

    package func makeRoom() async { await inner.makeRoom() }

    package func close() async { await inner.close() }
}
