import BotRuntime
import PostgreSQL

/// The tables of a PostgreSQL store.
///
/// Every key begins with the contact or the tenant, so that a database that is spread over machines
/// by it finds all rows of a turn on one. Texts are compared by their bytes, as keys of a tenant must
/// stand together.
enum PostgreSQLSchema {
    /// Changes with every change of the tables that an older program would not understand.
    static let version: Int64 = 1

    static let creation = """
        CREATE TABLE contact (
            contact text COLLATE "C" PRIMARY KEY, rev bigint NOT NULL, n bigint NOT NULL,
            owner text NOT NULL, epoch bigint NOT NULL, bot text NOT NULL, state bytea NOT NULL,
            facts bytea NOT NULL, last_seq bigint NOT NULL, wake_ms bigint,
            updated_ms bigint NOT NULL
        );
        CREATE INDEX contact_wake ON contact (wake_ms) WHERE wake_ms IS NOT NULL;
        CREATE TABLE turn (
            contact text COLLATE "C", rev bigint, n bigint NOT NULL, at_ms bigint NOT NULL,
            cause bigint NOT NULL, body bytea NOT NULL,
            PRIMARY KEY (contact, rev)
        );
        CREATE INDEX turn_time ON turn (at_ms);
        CREATE TABLE inbox (
            contact text COLLATE "C", source text COLLATE "C", id text COLLATE "C",
            body_hash bytea NOT NULL, rev bigint NOT NULL, at_ms bigint NOT NULL,
            PRIMARY KEY (contact, source, id)
        );
        CREATE INDEX inbox_time ON inbox (at_ms);
        CREATE TABLE outbox (
            contact text COLLATE "C", seq bigint, lane text COLLATE "C" NOT NULL,
            destination text COLLATE "C" NOT NULL, n bigint NOT NULL, epoch bigint NOT NULL,
            is_bots boolean NOT NULL, key text NOT NULL, kind text NOT NULL,
            payload bytea NOT NULL, after bigint, due_ms bigint NOT NULL, lease_ms bigint,
            attempts bigint NOT NULL, state text NOT NULL, last_error text, settled_ms bigint,
            PRIMARY KEY (contact, seq)
        );
        CREATE INDEX outbox_due ON outbox (lane, destination, due_ms) WHERE state = 'due';
        CREATE INDEX outbox_lane ON outbox (contact, lane, seq) WHERE state = 'due';
        CREATE INDEX outbox_time ON outbox (settled_ms) WHERE state IN ('sent', 'dropped');
        CREATE TABLE entry (
            contact text COLLATE "C", kind text COLLATE "C", id text COLLATE "C",
            at_ms bigint NOT NULL, body bytea NOT NULL,
            PRIMARY KEY (contact, kind, id)
        );
        CREATE INDEX entry_time ON entry (at_ms, kind);
        CREATE TABLE suspect (
            contact text COLLATE "C", source text COLLATE "C", id text COLLATE "C",
            tries bigint NOT NULL,
            PRIMARY KEY (contact, source, id)
        );
        CREATE TABLE dead (
            contact text COLLATE "C", reference text COLLATE "C", why text NOT NULL,
            body bytea NOT NULL, at_ms bigint NOT NULL,
            PRIMARY KEY (contact, reference)
        );
        CREATE TABLE document (
            tenant text COLLATE "C", kind text COLLATE "C", id text COLLATE "C",
            rev bigint NOT NULL, body bytea NOT NULL,
            PRIMARY KEY (tenant, kind, id)
        );
        CREATE TABLE audit (
            tenant text COLLATE "C", seq bigint, at_ms bigint NOT NULL, body bytea NOT NULL,
            previous_hash bytea NOT NULL, hash bytea NOT NULL,
            PRIMARY KEY (tenant, seq)
        );
        CREATE TABLE store_version (version bigint PRIMARY KEY);
        INSERT INTO store_version VALUES (\(version));
        """

    /// What every connection is set to.
    ///
    /// All questions are about keys. Their plans are kept from when the tables were small, so that
    /// to go through whole tables must never seem cheap.
    static let settings = """
        SET enable_seqscan = off;
        SET synchronous_commit = on;
        SET idle_in_transaction_session_timeout = 60000;
        """

    /// Makes the tables where there are none; two processes may do it at once.
    ///
    /// - Returns: Whether this program understands what is there.
    static func prepare(_ connection: Connection) throws(PostgreSQLError) -> Bool {
        for _ in 0..<10 {
            do throws(PostgreSQLError) {
                let found = try connection.first("SELECT max(version) FROM store_version")
                return found?[0]?.integer == version
            } catch {
                guard error.state == noSuchTable else { throw error }
            }
            do throws(PostgreSQLError) {
                try connection.executeScript(creation)
            } catch {
                // Another process was quicker, or is about to be.
                guard
                    [.conflict, .uniqueViolation].contains(error.kind) || error.state == tableExists
                else { throw error }
            }
        }
        throw PostgreSQLError(kind: .conflict, message: "the tables are being made by another")
    }

    private static let noSuchTable = "42P01"
    private static let tableExists = "42P07"
}
