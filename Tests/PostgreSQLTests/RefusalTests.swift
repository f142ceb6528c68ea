import Foundation
import PostgreSQL
import PostgreSQLTesting
import Synchronization
import Testing

/// What the server refuses while the connection stays.
struct RefusalTests {
    let database: CardsDatabase

    init() throws {
        database = try CardsDatabase()
    }

    @Test func `A key that is there already is a unique violation`() throws {
        let connection = try database.connect()
        let error = try refusal {
            try connection.execute("INSERT INTO cards VALUES ('visa', 'Visa', 0)")
        }
        #expect(error.kind == .uniqueViolation)
        #expect(
            error.description == """
                duplicate key value violates unique constraint "cards_pkey" (PostgreSQL 23505)
                """
        )
    }

    @Test func `Who changes what another has changed since is told to do it again`() throws {
        let (first, second) = (try database.connect(), try database.connect())
        try first.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        #expect(try first.blocked() == [])
        try second.execute(block, ["visa"])
        #expect(try refusal { try first.execute(block, ["visa"]) }.kind == .conflict)
        try first.execute("ROLLBACK")
        #expect(try first.execute(block, ["visa"]).changes == 1)
    }

    @Test func `Of two that wait for each other one is told to do it again`() throws {
        let first = try database.connect()
        try first.executeScript("SET deadlock_timeout = '10ms'; BEGIN")
        try first.execute(block, ["visa"])
        let database = database
        let isWaiting = DispatchSemaphore(value: 0)
        let outcomes = Mutex<[PostgreSQLError.Kind?]>([])
        let isOver = DispatchSemaphore(value: 0)
        // A thread of its own: those of tasks may all be taken by tests that block.
        Thread.detachNewThread {
            let outcome = Result {
                let second = try database.connect()
                try second.executeScript("SET deadlock_timeout = '10ms'; BEGIN")
                try second.execute(block, ["amex"])
                isWaiting.signal()
                try second.execute(block, ["visa"])
            }
            outcomes.withLock { $0.append(outcome.refusal) }
            isOver.signal()
        }
        isWaiting.wait()
        let outcome = Result { try first.execute(block, ["amex"]) }
        try first.execute("ROLLBACK")
        isOver.wait()
        outcomes.withLock { $0.append(outcome.refusal) }
        #expect(outcomes.withLock { Set($0) } == [nil, .conflict])
    }

    @Test func `A lock that is not given in time is not waited for longer`() throws {
        var timeouts = Timeouts()
        timeouts.lock = .milliseconds(20)
        let (first, second) = (try database.connect(), try database.connect(timeouts))
        try first.execute("BEGIN")
        try first.execute(block, ["visa"])
        let error = try refusal { _ = try second.transaction([Command(block, ["visa"])]) }
        #expect(error.kind == .timedOut)
        #expect(error.state == "55P03")
        try first.execute("COMMIT")
        #expect(try second.transaction([Command(block, ["visa"])]).map(\.changes) == [1])
    }

    @Test func `A statement that takes too long is cut off`() throws {
        var timeouts = Timeouts()
        timeouts.statement = .milliseconds(500)
        let connection = try database.connect(timeouts)
        let error = try refusal { try connection.execute("SELECT pg_sleep(60)") }
        #expect(error.kind == .timedOut)
        #expect(try connection.execute(block, ["visa"]).changes == 1)
    }

    @Test func `A server that takes no changes says so`() throws {
        let connection = try database.connect()
        try connection.executeScript("SET default_transaction_read_only = on")
        #expect(try refusal { try connection.execute(block, ["visa"]) }.kind == .readOnly)
    }

    @Test func `A server that has run out of room says so`() throws {
        let connection = try database.connect()
        // The room for sorting is one that a test can make small.
        try connection.executeScript("SET work_mem = '64kB'; SET temp_file_limit = '128kB'")
        let error = try refusal {
            try connection.execute("SELECT n::text FROM generate_series(1, 100000) n ORDER BY 1")
        }
        #expect(error.kind == .outOfResources)
        #expect(error.state?.hasPrefix("53") == true)
    }
}

extension Result {
    /// What it was refused with; nil where it was done.
    fileprivate var refusal: PostgreSQLError.Kind? {
        if case .failure(let error as PostgreSQLError) = self { error.kind } else { nil }
    }
}
