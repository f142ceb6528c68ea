import SQLite

/// The tables of a SQLite store.
///
/// Rows that come with every turn stand in the order in which they came, so that a batch of turns
/// touches few pages; their indexes lead with the contact.
enum SQLiteSchema {
    /// Changes with every change of the tables that an older program would not understand.
    static let version: Int64 = 1

    static let creation = """
        CREATE TABLE contact (
            contact TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, n INTEGER NOT NULL,
            owner TEXT NOT NULL, epoch INTEGER NOT NULL, bot TEXT NOT NULL, state BLOB NOT NULL,
            facts BLOB NOT NULL, last_seq INTEGER NOT NULL, wake_ms INTEGER,
            updated_ms INTEGER NOT NULL
        );
        CREATE INDEX contact_wake ON contact (wake_ms) WHERE wake_ms IS NOT NULL;
        CREATE TABLE turn (
            contact TEXT NOT NULL, rev INTEGER NOT NULL, n INTEGER NOT NULL,
            at_ms INTEGER NOT NULL, cause INTEGER NOT NULL, body BLOB NOT NULL,
            UNIQUE (contact, rev)
        );
        CREATE TABLE inbox (
            contact TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,
            body_hash BLOB NOT NULL, rev INTEGER NOT NULL, at_ms INTEGER NOT NULL,
            UNIQUE (contact, source, id)
        );
        CREATE TABLE outbox (
            contact TEXT NOT NULL, seq INTEGER NOT NULL, lane TEXT NOT NULL,
            destination TEXT NOT NULL, n INTEGER NOT NULL, epoch INTEGER NOT NULL,
            is_bots INTEGER NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
            payload BLOB NOT NULL, after INTEGER, due_ms INTEGER NOT NULL, lease_ms INTEGER,
            attempts INTEGER NOT NULL, state TEXT NOT NULL, last_error TEXT, settled_ms INTEGER,
            UNIQUE (contact, seq)
        );
        CREATE INDEX outbox_due ON outbox (lane, destination, due_ms) WHERE state = 'due';
        CREATE INDEX outbox_lane ON outbox (contact, lane, seq) WHERE state = 'due';
        CREATE TABLE entry (
            contact TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, at_ms INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (contact, kind, id)
        );
        CREATE INDEX entry_time ON entry (kind, at_ms);
        CREATE TABLE suspect (
            contact TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, tries INTEGER NOT NULL,
            PRIMARY KEY (contact, source, id)
        ) WITHOUT ROWID;
        CREATE TABLE dead (
            contact TEXT NOT NULL, reference TEXT NOT NULL, why TEXT NOT NULL, body BLOB NOT NULL,
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (contact, reference)
        ) WITHOUT ROWID;
        CREATE TABLE document (
            tenant TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (tenant, kind, id)
        ) WITHOUT ROWID;
        CREATE TABLE audit (
            tenant TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, body BLOB NOT NULL,
            previous_hash BLOB NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY (tenant, seq)
        ) WITHOUT ROWID;
        """

    /// What every connection that writes is set to.
    ///
    /// `FULL` syncs the log at every commit; checkpoints are made by hand between batches.
    static let settings = [
        "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 0",
        "PRAGMA journal_size_limit = 67108864", "PRAGMA cache_size = -16384",
    ]

    /// Makes the tables where there are none.
    ///
    /// - Returns: Whether this program understands what is there.
    static func prepare(_ database: Database) throws(SQLiteError) -> Bool {
        for setting in settings { try database.execute(setting) }
        let found = try database.first("PRAGMA user_version")?[0]?.integer ?? 0
        if found == version { return true }
        guard found == 0 else { return false }
        try database.executeScript(
            "BEGIN IMMEDIATE; \(creation) PRAGMA user_version = \(version); COMMIT;"
        )
        return true
    }
}
