import Synchronization
import Values

/// Keeps conversations for as long as the process runs: for tests, and for trying things out.
package final class MemoryEngine: StorageEngine {
    package let metrics = StoreMetrics()
    private let contents = Mutex(Contents())

    package init() {}

    private struct Contents {
        var partitions: [ContactKey: MemoryPartition] = [:]
        var documents: [DocumentKey: Document] = [:]
        var audits: [String: [AuditEntry]] = [:]
    }

    private struct DocumentKey: Hashable {
        let tenant, kind, id: String
    }

    // MARK: Turns

    package func load(_ contact: ContactKey, _ message: MessageKey?) -> Loaded {
        contents.withLock { contents in
            guard let partition = contents.partitions[contact] else { return Loaded() }
            return Loaded(
                row: partition.row,
                known: message.flatMap { partition.messages[$0]?.known },
                tries: message.flatMap { partition.tries[$0] } ?? 0
            )
        }
    }

    package func commit(_ turn: TurnCommit) -> CommitResult {
        metrics.batches.note(1)
        return contents.withLock { contents in
            contents.partitions[turn.contact, default: MemoryPartition()].take(turn)
        }
    }

    package func turns(of contact: ContactKey, after rev: Int64, limit: Int) -> [TurnRow] {
        contents.withLock { contents in
            let turns = contents.partitions[contact]?.turns ?? []
            return Array(turns.lazy.filter { $0.rev > rev }.prefix(limit))
        }
    }

    package func contacts(
        ofTenant tenant: String,
        after contact: ContactKey?,
        limit: Int
    ) -> [(ContactKey, ContactRow)] {
        contents.withLock { contents in
            contents.partitions.compactMap { key, partition -> (ContactKey, ContactRow)? in
                guard key.tenant == tenant, let row = partition.row else { return nil }
                return (key, row)
            }
            .filter { found in contact.map { $0.text < found.0.text } ?? true }
            .sorted { $0.0.text < $1.0.text }
            .prefix(limit).map(\.self)
        }
    }

    package func contactsToWake(
        after start: Timestamp?,
        at now: Timestamp,
        limit: Int
    ) -> [DueContact] {
        contents.withLock { contents in
            contents.partitions.compactMap { key, partition -> DueContact? in
                guard let wake = partition.row?.wake, wake <= now,
                    start.map({ $0 < wake }) ?? true
                else { return nil }
                return DueContact(key, wake)
            }
            .sorted { ($0.wake, $0.contact.text) < ($1.wake, $1.contact.text) }
            .prefix(limit).map(\.self)
        }
    }

    package func countToWake() -> Int {
        contents.withLock { $0.partitions.values.count { $0.row?.wake != nil } }
    }

    // MARK: Outbox

    package func dueDestinations(at now: Timestamp) -> [DueDestination] {
        contents.withLock { contents in
            var destinations: Set<DueDestination> = []
            for partition in contents.partitions.values {
                for row in partition.outbox where row.isClaimable(at: now) {
                    destinations.insert(DueDestination(row.lane, row.destination))
                }
            }
            return destinations.sorted {
                ($0.lane.rawValue, $0.destination) < ($1.lane.rawValue, $1.destination)
            }
        }
    }

    package func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) -> [OutboxRow] {
        contents.withLock { contents in
            var claimed: [OutboxRow] = []
            let waiting = contents.partitions.filter { _, partition in
                partition.outbox.contains { $0.state == .due }
            }
            for key in waiting.keys.sorted(by: { $0.text < $1.text })
            where claimed.count < limit {
                claimed += contents.partitions[key, default: MemoryPartition()].claim(
                    destination.lane,
                    destination.destination,
                    at: now,
                    until: lease
                )
            }
            return claimed
        }
    }

    package func settle(_ settlements: [Settlement]) {
        contents.withLock { contents in
            for settlement in settlements where contents.partitions[settlement.contact] != nil {
                contents.partitions[settlement.contact, default: MemoryPartition()].settle(
                    settlement
                )
            }
        }
    }

    package func claims() -> [OutboxClaim] {
        contents.withLock { contents in
            contents.partitions.values.flatMap(\.outbox).filter { $0.state == .due }
                .compactMap(\.claim)
        }
    }

    package func release(_ claims: [OutboxClaim], at now: Timestamp) {
        contents.withLock { contents in
            for claim in claims { contents.partitions[claim.contact]?.release(claim, at: now) }
        }
    }

    package func outbox(of contact: ContactKey) -> [OutboxRow] {
        contents.withLock { $0.partitions[contact]?.outbox ?? [] }
    }

    package func outboxDepth() -> [DueDestination: OutboxDepth] {
        contents.withLock { contents in
            var depths: [DueDestination: OutboxDepth] = [:]
            for partition in contents.partitions.values {
                for row in partition.outbox where row.state == .due {
                    let since = partition.settled[row.seq] ?? row.due
                    let destination = DueDestination(row.lane, row.destination)
                    let depth = depths[destination] ?? OutboxDepth(rows: 0, oldest: since)
                    depths[destination] = OutboxDepth(
                        rows: depth.rows + 1,
                        oldest: min(depth.oldest, since)
                    )
                }
            }
            return depths
        }
    }

    // MARK: What went wrong

    package func suspect(_ contact: ContactKey, _ message: MessageKey) {
        contents.withLock {
            $0.partitions[contact, default: MemoryPartition()].tries[message, default: 0] += 1
        }
    }

    package func suspects(limit: Int) -> [ContactKey] {
        contents.withLock { contents in
            contents.partitions.filter { !$0.value.tries.isEmpty }.keys.prefix(limit).map(\.self)
        }
    }

    package func deadLetters(ofTenant tenant: String, limit: Int) -> [DeadLetter] {
        contents.withLock { contents in
            contents.partitions.filter { $0.key.tenant == tenant }.flatMap(\.value.dead)
                .sorted {
                    ($0.at, $0.contact.text, $0.reference)
                        < ($1.at, $1.contact.text, $1.reference)
                }
                .prefix(limit).map(\.self)
        }
    }

    package func revive(
        _ contact: ContactKey,
        _ reference: String,
        at now: Timestamp
    ) -> DeadLetter? {
        contents.withLock { contents in
            contents.partitions[contact]?.revive(reference, at: now)
        }
    }

    // MARK: What is kept beside

    package func entries(of contact: ContactKey, kind: String?) -> [Entry] {
        contents.withLock { contents in
            (contents.partitions[contact]?.entries ?? [])
                .filter { kind == nil || $0.kind == kind }
                .sorted { ($0.at, $0.kind, $0.id) < ($1.at, $1.kind, $1.id) }
        }
    }

    package func entries(
        ofTenant tenant: String,
        kind: String,
        from start: Timestamp,
        to end: Timestamp,
        after last: Entry?,
        limit: Int
    ) -> [Entry] {
        func place(_ entry: Entry) -> (Timestamp, String, String) {
            (entry.at, entry.contact.text, entry.id)
        }
        let found = contents.withLock { contents in
            contents.partitions.filter { $0.key.tenant == tenant }.flatMap(\.value.entries)
                .filter { $0.kind == kind && $0.at >= start && $0.at < end }
        }
        let rest = found.filter { entry in last.map { place($0) < place(entry) } ?? true }
        return Array(rest.sorted { place($0) < place($1) }.prefix(limit))
    }

    package func document(_ tenant: String, _ kind: String, _ id: String) -> Document? {
        contents.withLock { $0.documents[DocumentKey(tenant: tenant, kind: kind, id: id)] }
    }

    package func documents(_ tenant: String, _ kind: String) -> [Document] {
        contents.withLock { contents in
            contents.documents.values.filter { $0.tenant == tenant && $0.kind == kind }
                .sorted { $0.id < $1.id }
        }
    }

    package func put(_ document: Document) -> Bool {
        contents.withLock { contents in
            let key = DocumentKey(tenant: document.tenant, kind: document.kind, id: document.id)
            guard (contents.documents[key]?.rev ?? 0) + 1 == document.rev else { return false }
            contents.documents[key] = document
            return true
        }
    }

    package func remove(_ document: Document) -> Bool {
        contents.withLock { contents in
            let key = DocumentKey(tenant: document.tenant, kind: document.kind, id: document.id)
            guard contents.documents[key]?.rev == document.rev else { return false }
            contents.documents[key] = nil
            return true
        }
    }

    package func lastAudit(_ tenant: String) -> AuditEntry? {
        contents.withLock { $0.audits[tenant]?.last }
    }

    package func append(_ entry: AuditEntry) -> Bool {
        contents.withLock { contents in
            guard (contents.audits[entry.tenant]?.last?.seq ?? 0) + 1 == entry.seq else {
                return false
            }
            contents.audits[entry.tenant, default: []].append(entry)
            return true
        }
    }

    package func audit(_ tenant: String, after seq: Int64, limit: Int) -> [AuditEntry] {
        contents.withLock { contents in
            Array((contents.audits[tenant] ?? []).lazy.filter { $0.seq > seq }.prefix(limit))
        }
    }

    // MARK: Keeping house

    package func erase(_ contact: ContactKey) {
        contents.withLock { $0.partitions[contact] = nil }
    }

    package func purge(_ cut: RetentionCut, limit: Int) -> Bool {
        contents.withLock { contents in
            for (key, partition) in contents.partitions {
                contents.partitions[key] = partition.purged(cut)
            }
            return false
        }
    }

    package func probe() {}

    package func close() {}
}
