import BotRuntime
import Foundation
import PostgreSQL

/// One thread with a connection of its own, which is made anew when it is lost.
final class Worker {
    /// How often something is done that could not stand beside what others did.
    private static let mostTries = 5

    private let server: Server
    let metrics: StoreMetrics
    private var connection: Connection?

    private init(_ server: Server, _ metrics: StoreMetrics) {
        self.server = server
        self.metrics = metrics
    }

    /// Starts a thread that does what the queue holds until it is closed.
    static func start(_ queue: WorkQueue, _ server: Server, _ metrics: StoreMetrics) {
        let thread = Thread {
            let worker = Worker(server, metrics)
            while let work = queue.next() { worker.perform(work) }
            worker.connection = nil
            queue.workerEnded()
        }
        thread.name = "store"
        thread.stackSize = 1 << 20
        thread.start()
    }

    private func perform(_ work: Work) {
        switch work {
        case .turns(let asked): write(asked)
        case .loads(let asked): load(asked)
        case .settlements(let asked): settle(asked)
        case .job(let job): job.run(self)
        }
    }

    /// Does something that only reads: it can be done again, whatever became of it.
    func read<Answer>(
        _ body: (Connection) throws(PostgreSQLError) -> Answer
    ) throws(StoreError) -> Answer {
        try run { (connection) throws(PostgreSQLError) in
            do throws(PostgreSQLError) {
                return try body(connection)
            } catch {
                guard error.kind == .outcomeUnknown else { throw error }
                throw PostgreSQLError(
                    kind: .disconnected,
                    state: error.state,
                    message: error.message
                )
            }
        }
    }

    /// Does something with the connection.
    ///
    /// - Parameter body: Done again where nothing of it was saved because of others, or because the
    ///   connection had been lost.
    /// - Returns: What `body` gave.
    /// - Throws: What it means for the caller that it was not done.
    func run<Answer>(
        _ body: (Connection) throws(PostgreSQLError) -> Answer
    ) throws(StoreError) -> Answer {
        var tries = 0
        while true {
            let connection = try connected()
            do throws(PostgreSQLError) {
                return try body(connection)
            } catch {
                tries += 1
                // A server that takes no changes is no longer the one to write to.
                if !connection.isOpen || error.kind == .readOnly { self.connection = nil }
                switch error.kind {
                case .conflict:
                    guard tries < Self.mostTries else { throw StoreError(error) }
                    Thread.sleep(forTimeInterval: .random(in: 0...0.005 * Double(1 << tries)))
                case .disconnected, .shuttingDown, .readOnly:
                    guard tries == 1 else { throw StoreError(error) }
                case .uniqueViolation, .outcomeUnknown, .timedOut, .outOfResources, .other:
                    throw StoreError(error)
                }
            }
        }
    }

    private func connected() throws(StoreError) -> Connection {
        if let connection { return connection }
        let connection = try server.connect()
        self.connection = connection
        return connection
    }
}

extension StoreError {
    /// What a refusal of PostgreSQL means for whoever wanted to store something.
    init(_ error: PostgreSQLError) {
        switch error.kind {
        case .outcomeUnknown: self = .outcomeUnknown(error.description)
        case .outOfResources: self = .full(error.description)
        case .conflict, .uniqueViolation, .disconnected, .shuttingDown, .timedOut, .readOnly:
            self = .unavailable(error.description)
        // Without a code it was this program that could not read what is there.
        case .other:
            self =
                error.state == nil ? .broken(error.description) : .unavailable(error.description)
        }
    }
}
