import Values

/// What keeps conversations: memory, SQLite, PostgreSQL.
///
/// One suite of tests holds them to what is said here.
///
/// Everything that has been answered is durable, where the engine is. All rows of a contact are one
/// partition: nothing here but what names a tenant, or nobody, touches more than one of them.
package protocol StorageEngine: AnyObject, Sendable {
    /// What it measures of its own work.
    var metrics: StoreMetrics { get }

    // MARK: Turns

    /// What a turn of the contact begins with; `message` is nil for what has no name.
    func load(_ contact: ContactKey, _ message: MessageKey?) async throws(StoreError) -> Loaded

    /// Writes a turn whole, or nothing of it. Durable before it answers `committed`.
    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult

    /// Turns of the contact after a revision, in their order.
    func turns(
        of contact: ContactKey,
        after rev: Int64,
        limit: Int
    ) async throws(StoreError) -> [TurnRow]

    /// Contacts of a tenant after one of them, in the order of their texts.
    func contacts(
        ofTenant tenant: String,
        after contact: ContactKey?,
        limit: Int
    ) async throws(StoreError) -> [(ContactKey, ContactRow)]

    /// Contacts whose moment to look for a timer has come, the earliest first; where `start` is given,
    /// only those whose moment is after it.
    func contactsToWake(
        after start: Timestamp?,
        at now: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [DueContact]

    /// How many contacts have a moment to look for a timer.
    func countToWake() async throws(StoreError) -> Int

    // MARK: Outbox

    /// Where rows wait that are due and nobody has claimed.
    func dueDestinations(at now: Timestamp) async throws(StoreError) -> [DueDestination]

    /// Takes rows to be sent: those that are due or never were tried, are claimed by nobody, whose
    /// lane has no earlier row that is still due, and whose `after` has gone out.
    ///
    /// A claim holds until it is settled or let go of. The store judges no lease: the clocks of those
    /// who claim may differ.
    ///
    /// A row of the bot whose epoch is over because a person has the conversation is dropped
    /// instead. The rows come with the attempt that this is.
    func claim(
        _ destination: DueDestination,
        at now: Timestamp,
        until lease: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [OutboxRow]

    /// Says what came of claimed rows. One whose lease has gone to another, or that was dropped
    /// meanwhile, stays as it is, unless it was sent; one that was dropped has no lease any more.
    func settle(_ settlements: [Settlement]) async throws(StoreError)

    /// All claims of rows that are still due.
    func claims() async throws(StoreError) -> [OutboxClaim]

    /// Lets go of claims that are still as they were seen; a row that is due is so from `now` on.
    func release(_ claims: [OutboxClaim], at now: Timestamp) async throws(StoreError)

    /// Rows of a contact, also those that are done with, in their order.
    func outbox(of contact: ContactKey) async throws(StoreError) -> [OutboxRow]

    /// How many rows wait for each destination, and since when the oldest does.
    func outboxDepth() async throws(StoreError) -> [DueDestination: OutboxDepth]

    // MARK: What went wrong

    /// A process died while it had the message in hand.
    func suspect(_ contact: ContactKey, _ message: MessageKey) async throws(StoreError)

    /// Contacts with a message that a process died with and that has not been processed since.
    func suspects(limit: Int) async throws(StoreError) -> [ContactKey]

    func deadLetters(
        ofTenant tenant: String,
        limit: Int
    ) async throws(StoreError) -> [DeadLetter]

    /// Takes a dead letter away, nil where there is none: a row of the outbox is due again, a message
    /// may be sent again.
    func revive(
        _ contact: ContactKey,
        _ reference: String,
        at now: Timestamp
    ) async throws(StoreError) -> DeadLetter?

    // MARK: What is kept beside

    func entries(
        of contact: ContactKey,
        kind: String?
    ) async throws(StoreError) -> [Entry]

    /// What happened in a span of time, in its order, for reports: so many after one of them.
    func entries(
        ofTenant tenant: String,
        kind: String,
        from start: Timestamp,
        to end: Timestamp,
        after last: Entry?,
        limit: Int
    ) async throws(StoreError) -> [Entry]

    func document(
        _ tenant: String,
        _ kind: String,
        _ id: String
    ) async throws(StoreError) -> Document?

    func documents(_ tenant: String, _ kind: String) async throws(StoreError) -> [Document]

    /// Writes a document where its revision is one above the one that is there, 1 where none is;
    /// *false* where it was not.
    func put(_ document: Document) async throws(StoreError) -> Bool

    /// Takes a document away where it still has that revision.
    func remove(_ document: Document) async throws(StoreError) -> Bool

    /// The last entry of a tenant's book; nil for none.
    func lastAudit(_ tenant: String) async throws(StoreError) -> AuditEntry?

    /// Adds an entry where its number is free.
    func append(_ entry: AuditEntry) async throws(StoreError) -> Bool

    func audit(
        _ tenant: String,
        after seq: Int64,
        limit: Int
    ) async throws(StoreError) -> [AuditEntry]

    // MARK: Keeping house

    /// Takes everything of a contact away.
    func erase(_ contact: ContactKey) async throws(StoreError)

    /// Takes away what is older than it is kept for, looking at no more than `limit` rows of each
    /// table, so that nobody waits long; whether there is more.
    func purge(_ cut: RetentionCut, limit: Int) async throws(StoreError) -> Bool

    /// Whether it can write now.
    func probe() async throws(StoreError)

    /// Copies the store to a file while it is used, whole as of one moment.
    ///
    /// - Throws: Why it could not be copied, also where this kind of store is copied by other means;
    ///   an older file of that name is then still there.
    func backUp(to path: String) async throws(StoreError)

    /// Looks through everything for what is damaged, while turns are written.
    ///
    /// - Parameter limit: So many at most of one kind.
    /// - Returns: What was found; nothing where there is nothing that could be damaged.
    /// - Throws: Why it could not be looked through.
    func damage(limit: Int) async throws(StoreError) -> [StoreDamage]

    /// Lets go of memory that only saves time.
    func makeRoom() async

    /// Finishes what was begun, and lets go of files and connections. Nothing is asked of it
    /// afterwards.
    func close() async
}

extension StorageEngine {
    package func backUp(to path: String) async throws(StoreError) {
        throw .unavailable("this store is copied by the tools of its own")
    }

    package func damage(limit: Int) async throws(StoreError) -> [StoreDamage] { [] }

    package func makeRoom() async {}
}

/// How much waits for a destination.
package struct OutboxDepth: Hashable, Sendable {
    package var rows: Int
    /// When the oldest was written, or made due again by hand; that it failed since makes it no younger.
    package var oldest: Timestamp

    package init(rows: Int, oldest: Timestamp) {
        self.rows = rows
        self.oldest = oldest
    }
}

/// Before when things are too old to be kept.
package struct RetentionCut: Hashable, Sendable {
    /// Names of messages that were processed.
    package var messages: Timestamp
    /// Rows of the outbox that have gone out or were dropped.
    package var outbox: Timestamp
    /// Turns and entries.
    package var transcripts: Timestamp
    /// Contacts that have not written since.
    package var contacts: Timestamp

    package init(
        messages: Timestamp,
        outbox: Timestamp,
        transcripts: Timestamp,
        contacts: Timestamp
    ) {
        self.messages = messages
        self.outbox = outbox
        self.transcripts = transcripts
        self.contacts = contacts
    }
}
