import BotRuntime
import PostgreSQL
import Synchronization

extension Store {
    /// Kept in a database of a PostgreSQL server, which several processes may share.
    ///
    /// The tables are made where there are none. What has been answered is as durable as the server
    /// makes a commit. One that goes away later is come back to.
    ///
    /// - Parameters:
    ///   - target: Where and as whom, as libpq takes it: `host=/run/postgresql dbname=bots` or a URL.
    ///   - connections: How many are used at once, each by a thread of its own.
    /// - Returns: The store, opened.
    /// - Throws: `unavailable` where the server cannot be reached, `broken` where a later version of
    ///   this program made the tables.
    public static func postgreSQL(
        _ target: String,
        connections: Int = 4
    ) throws(StoreError) -> Store {
        Store(try PostgreSQLEngine(target: target, connections: connections))
    }
}

/// Keeps conversations in a database of a PostgreSQL server.
package final class PostgreSQLEngine: StorageEngine {
    package let metrics = StoreMetrics()
    private let queue: WorkQueue
    /// How far the contacts have been looked at for old ones.
    let contactMark = Mutex("")

    package init(target: String, connections: Int = 4) throws(StoreError) {
        let server = Server(target: target)
        let first = try server.connect()
        do throws(PostgreSQLError) {
            guard try PostgreSQLSchema.prepare(first) else {
                throw .unreadable("it was written by another version of this program")
            }
        } catch {
            throw StoreError(error)
        }
        queue = WorkQueue(workers: connections)
        for _ in 0..<connections { Worker.start(queue, server, metrics) }
    }

    package func probe() async throws(StoreError) {
        try await write { (connection) throws(PostgreSQLError) in
            // A row is written, so that a full disk is noticed.
            try connection.execute(
                """
                INSERT INTO document VALUES ('', 'probe', '', 1, '')
                ON CONFLICT (tenant, kind, id) DO UPDATE SET rev = document.rev + 1
                """
            )
        }
    }

    package func close() async { queue.close() }

    // MARK: Asking the threads

    func ask(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try await withCheckedContinuation { continuation in
            queue.add(Asked(question: turn, continuation: continuation))
        }.get()
    }

    func ask(_ question: LoadQuestion) async throws(StoreError) -> Loaded {
        try await withCheckedContinuation { continuation in
            queue.add(Asked(question: question, continuation: continuation))
        }.get()
    }

    func ask(_ settlements: [Settlement]) async throws(StoreError) {
        try await withCheckedContinuation { continuation in
            queue.add(Asked(question: settlements, continuation: continuation))
        }.get()
    }

    /// Runs `body` with a connection, where it only reads.
    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(PostgreSQLError) -> Answer
    ) async throws(StoreError) -> Answer {
        try await job { (worker) throws(StoreError) in try worker.read(body) }
    }

    /// Runs `body` with a connection.
    ///
    /// It is done again where nothing of it was saved.
    @discardableResult
    func write<Answer: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(PostgreSQLError) -> Answer
    ) async throws(StoreError) -> Answer {
        try await job { (worker) throws(StoreError) in try worker.run(body) }
    }

    private func job<Answer: Sendable>(
        _ body: @escaping @Sendable (Worker) throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let result: Result<Answer, StoreError> = await withCheckedContinuation { continuation in
            queue.add(
                Job { worker in
                    do throws(StoreError) {
                        continuation.resume(returning: .success(try body(worker)))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                } refuse: { error in
                    continuation.resume(returning: .failure(error))
                }
            )
        }
        return try result.get()
    }
}
