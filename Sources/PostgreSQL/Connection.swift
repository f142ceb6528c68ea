import CPQ
import Glibc

/// A connection to a PostgreSQL server, for one thread or actor at a time.
///
/// Its calls block. A connection that is lost stays so: open another.
package final class Connection {
    let handle: OpaquePointer
    let timeouts: Timeouts
    /// Statements that the server keeps parsed, by their text, the last used at the end.
    private var cache: [(sql: String, statement: Statement)] = []
    private let cacheLimit = 64
    private var statementCount = 0

    private init(handle: OpaquePointer, timeouts: Timeouts) {
        self.handle = handle
        self.timeouts = timeouts
    }

    deinit { PQfinish(handle) }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - target: Where and as whom, as `host=/run/postgresql dbname=bots` or as a URL, with all
    ///     that libpq takes; its `connect_timeout` goes before that of `timeouts`.
    ///   - timeouts: How long the connection waits for what.
    /// - Returns: A connection that is ready.
    /// - Throws: `disconnected` where no server takes the connection.
    package static func open(
        _ target: String,
        _ timeouts: Timeouts = Timeouts()
    ) throws(PostgreSQLError) -> Connection {
        guard !target.utf8.contains(0) else { throw .misuse("the target holds a NUL byte") }
        // A later one goes before an earlier one; `dbname` is taken apart where it stands.
        let options = [
            ("connect_timeout", "\(timeouts.connecting.components.seconds)"),
            ("dbname", target),
            ("client_encoding", "UTF8"),
        ]
        guard let handle = connect(options) else {
            throw PostgreSQLError(kind: .outOfResources, message: "no memory for a connection")
        }
        let connection = Connection(handle: handle, timeouts: timeouts)
        guard connection.isOpen else { throw connection.lost() }
        // Notices are remarks for who types SQL; libpq would print them.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        // So that this side waits with its own deadline, and reads while it cannot write.
        guard PQsetnonblocking(handle, 1) == 0 else { throw connection.lost() }
        try connection.setTimeouts()
        return connection
    }

    private static func connect(_ options: [(String, String)]) -> OpaquePointer? {
        let keywords = options.map { strdup($0.0) }
        let values = options.map { strdup($0.1) }
        defer { (keywords + values).forEach { free($0) } }
        return PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            1
        )
    }

    private func setTimeouts() throws(PostgreSQLError) {
        if let lock = timeouts.lock {
            try run("SET lock_timeout = \(lock.milliseconds)")
        }
        if let statement = timeouts.statement {
            try run("SET statement_timeout = \(statement.milliseconds)")
        }
    }

    /// Whether the connection was there when it was last used.
    package var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Runs one statement.
    ///
    /// - Parameters:
    ///   - sql: One statement; what comes from outside goes into `parameters`, never in here.
    ///   - parameters: One for each of `$1`, `$2` and so on. The server finds their types from the SQL.
    /// - Returns: Its rows, and how many it touched.
    /// - Throws: What the server refused. Outside a transaction a connection that is lost on the
    ///   way leaves the outcome unknown.
    @discardableResult
    package func execute(
        _ sql: String,
        _ parameters: [Cell] = []
    ) throws(PostgreSQLError) -> Answer {
        try checkOpen()
        let run = try prepare(Command(sql, parameters))
        guard !isInTransaction else { return try execute(run) }
        return try saving { () throws(PostgreSQLError) in try execute(run) }
    }

    private func execute(_ run: Run) throws(PostgreSQLError) -> Answer {
        do throws(PostgreSQLError) {
            try send { put(run) }
            return try readAnswer { run.statement.answer($0) }
        } catch {
            forget(run.statement, after: error)
            throw error
        }
    }

    /// The only row of an answer, or the first of many.
    package func first(
        _ sql: String,
        _ parameters: [Cell] = []
    ) throws(PostgreSQLError) -> Row? {
        try execute(sql, parameters).rows.first
    }

    /// Runs several statements without parameters, such as those that make the tables: all of
    /// them or none.
    package func executeScript(_ sql: String) throws(PostgreSQLError) {
        guard !sql.utf8.contains(0) else { throw .misuse("the SQL holds a NUL byte") }
        try checkOpen()
        guard !isInTransaction else { return try run(sql) }
        try saving { () throws(PostgreSQLError) in try run(sql) }
    }

    /// Runs SQL without parameters and without keeping it parsed.
    func run(_ sql: String) throws(PostgreSQLError) {
        try send { PQsendQuery(handle, sql) }
        try readAnswer { _ in }
    }

    /// Has a command's statement parsed by the server, the first time.
    func prepare(_ command: Command) throws(PostgreSQLError) -> Run {
        let statement = try statement(command.sql)
        return Run(
            statement: statement,
            parameters: try Parameters(command.parameters, as: statement.parameters)
        )
    }

    private func statement(_ sql: String) throws(PostgreSQLError) -> Statement {
        if let place = cache.lastIndex(where: { $0.sql == sql }) {
            let entry = cache.remove(at: place)
            cache.append(entry)
            return entry.statement
        }
        guard !sql.utf8.contains(0) else { throw .misuse("the SQL holds a NUL byte") }
        if cache.count == cacheLimit, let oldest = cache.first {
            try run("DEALLOCATE \(oldest.statement.name)")
            cache.removeFirst()
        }
        statementCount += 1
        let name = "s\(statementCount)"
        try send { PQsendPrepare(handle, name, sql, 0, nil) }
        try readAnswer { _ in }
        try send { PQsendDescribePrepared(handle, name) }
        let statement = try readAnswer { (result) throws(PostgreSQLError) in
            try Statement(name: name, description: result)
        }
        cache.append((sql, statement))
        return statement
    }

    /// Has a statement parsed anew the next time, where the tables it reads have changed, or
    /// another server answers behind the same connection.
    func forget(_ statement: Statement, after error: PostgreSQLError) {
        guard error.state == "0A000" || error.state == "26000" else { return }
        cache.removeAll { $0.statement.name == statement.name }
    }
}

/// A statement with what it is run for, both known to be right.
struct Run {
    let statement: Statement
    let parameters: Parameters
}
