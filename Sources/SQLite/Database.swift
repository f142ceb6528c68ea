import CSQLite

/// A SQLite database in memory or in a file, for one thread or actor at a time.
package final class Database {
    private let connection: OpaquePointer
    /// Compiled statements by their text, the last used at the end.
    private var cache: [(sql: String, statement: Statement)] = []
    private let cacheLimit = 64
    private var logPages: UnsafeMutablePointer<Int32>?

    private init(connection: OpaquePointer) {
        self.connection = connection
    }

    deinit {
        cache.removeAll()
        sqlite3_close_v2(connection)
        logPages?.deallocate()
    }

    /// Opens an empty database that ends with this object.
    package static func inMemory() throws(SQLiteError) -> Database {
        try open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY)
    }

    /// Opens a file, which is created when there is none, unless it is only to be read.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - readOnly: Nothing is written.
    ///   - disk: The name of a VFS that SQLite knows; nil for the system's.
    /// - Returns: The database.
    /// - Throws: Why it cannot be opened.
    package static func file(
        _ path: String,
        readOnly: Bool = false,
        disk: String? = nil
    ) throws(SQLiteError) -> Database {
        let writing = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        return try open(path, readOnly ? SQLITE_OPEN_READONLY : writing, disk)
    }

    private static func open(
        _ path: String,
        _ flags: Int32,
        _ disk: String? = nil
    ) throws(SQLiteError) -> Database {
        guard !path.utf8.contains(0) else { throw .misuse("the path holds a NUL byte") }
        var handle: OpaquePointer?
        let result = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_EXRESCODE, disk)
        guard let handle else {
            throw SQLiteError(code: result, message: String(cString: sqlite3_errstr(result)))
        }
        guard result == SQLITE_OK else {
            // A connection that could not be opened still holds memory and its message.
            defer { sqlite3_close_v2(handle) }
            throw SQLiteError(handle)
        }
        let database = Database(connection: handle)
        sqlite3_busy_timeout(handle, 5000)
        try database.execute("PRAGMA foreign_keys = ON")
        return database
    }

    /// Runs one statement and gives its rows.
    ///
    /// - Parameters:
    ///   - sql: One statement; what comes from outside goes into `parameters`, never in here.
    ///   - parameters: One for each `?`, in their order.
    /// - Returns: The rows, empty for a statement that gives none.
    /// - Throws: What SQLite refused, also for a number of parameters that does not fit.
    @discardableResult
    package func execute(_ sql: String, _ parameters: [Cell] = []) throws(SQLiteError) -> [Row] {
        var rows: [Row] = []
        try forEach(sql, parameters) { (row) throws(SQLiteError) in rows.append(row) }
        return rows
    }

    /// Runs one statement and gives each row to `body`, so that a long answer is never whole.
    package func forEach(
        _ sql: String,
        _ parameters: [Cell] = [],
        _ body: (Row) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        try statement(sql).run(parameters, body)
    }

    /// The only row of an answer, or the first of many.
    package func first(_ sql: String, _ parameters: [Cell] = []) throws(SQLiteError) -> Row? {
        try execute(sql, parameters).first
    }

    /// Runs several statements without parameters, such as those that make the tables.
    package func executeScript(_ sql: String) throws(SQLiteError) {
        guard !sql.utf8.contains(0) else { throw .misuse("the SQL holds a NUL byte") }
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
            throw SQLiteError(connection)
        }
    }

    /// Rows that the last insert, update or delete touched.
    package var changes: Int { Int(sqlite3_changes64(connection)) }

    /// Pages in the write-ahead log at the last commit of this connection, since `countLogPages`.
    package var pagesInLog: Int32 { logPages?.pointee ?? 0 }

    /// Counts the log's pages from now on; SQLite then makes no checkpoints by itself.
    package func countLogPages() {
        guard logPages == nil else { return }
        let pages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        pages.initialize(to: 0)
        logPages = pages
        sqlite3_wal_hook(
            connection,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            },
            pages
        )
    }

    package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(connection) }

    private func statement(_ sql: String) throws(SQLiteError) -> Statement {
        if let place = cache.lastIndex(where: { $0.sql == sql && !$0.statement.isRunning }) {
            let entry = cache.remove(at: place)
            cache.append(entry)
            return entry.statement
        }
        let statement = try Statement.prepare(sql, on: connection)
        cache.append((sql, statement))
        if cache.count > cacheLimit,
            let oldest = cache.firstIndex(where: { !$0.statement.isRunning })
        {
            cache.remove(at: oldest)
        }
        return statement
    }
}

extension Database {
    package var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// Does all of `body` or nothing of it.
    ///
    /// The database is locked for writing from the start, so that no other connection can come
    /// between reading and writing. Inside a transaction this is a part of that one, and undone
    /// alone when it throws.
    ///
    /// - Throws: What `body` throws, after everything is undone, or that the end was refused.
    package func transaction<Answer>(
        _ body: () throws(SQLiteError) -> Answer
    ) throws(SQLiteError) -> Answer {
        let isInner = isInTransaction
        try execute(isInner ? "SAVEPOINT inner_part" : "BEGIN IMMEDIATE")
        do throws(SQLiteError) {
            let answer = try body()
            try execute(isInner ? "RELEASE inner_part" : "COMMIT")
            return answer
        } catch {
            try undo(isInner: isInner)
            throw error
        }
    }

    private func undo(isInner: Bool) throws(SQLiteError) {
        // Some failures, such as a full disk, have ended the transaction already.
        guard isInTransaction else { return }
        if isInner {
            try execute("ROLLBACK TO inner_part")
            try execute("RELEASE inner_part")
        } else {
            try execute("ROLLBACK")
        }
    }
}

extension Database {
    /// A database in memory with the same content, which changes on its own from now on.
    ///
    /// Within a transaction that has written, SQLite refuses as busy: a copy is whole or not at all.
    package func copy() throws(SQLiteError) -> Database {
        let copy = try Database.inMemory()
        guard let backup = sqlite3_backup_init(copy.connection, "main", connection, "main") else {
            throw SQLiteError(copy.connection)
        }
        let result = sqlite3_backup_step(backup, -1)
        let end = sqlite3_backup_finish(backup)
        guard result == SQLITE_DONE, end == SQLITE_OK else {
            let code = result == SQLITE_DONE ? end : result
            throw SQLiteError(code: code, message: String(cString: sqlite3_errstr(code)))
        }
        return copy
    }
}
