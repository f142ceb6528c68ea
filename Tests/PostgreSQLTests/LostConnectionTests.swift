import Glibc
import PostgreSQL
import PostgreSQLTesting
import Testing

struct LostConnectionTests {
    let database: CardsDatabase
    let first: Connection
    /// Stays, to see what was saved.
    let second: Connection

    init() throws {
        database = try CardsDatabase()
        first = try database.connect()
        second = try database.connect()
    }

    @Test func `A connection that was ended while idle is noticed before anything is sent`() throws
    {
        try second.terminate(first.process())
        #expect(try refusal { try first.execute(block, ["visa"]) }.kind == .disconnected)
        #expect(!first.isOpen)
        #expect(try refusal { try first.execute(block, ["visa"]) }.kind == .disconnected)
        #expect(try second.blocked() == [])
    }

    @Test func `A connection that is ended within a transaction has saved nothing`() throws {
        let process = try first.process()
        let error = try refusal {
            try first.transaction { () throws(PostgreSQLError) in
                try first.execute(block, ["visa"])
                try second.terminate(process)
                try first.execute(block, ["amex"])
            }
        }
        #expect(error.kind == .disconnected)
        #expect(try second.blocked() == [])
    }

    @Test func `A connection that is ended before COMMIT of one go has saved nothing`() throws {
        let error = try refusal {
            _ = try first.transaction([
                Command(block, ["visa"]),
                Command("SELECT pg_terminate_backend(pg_backend_pid())"),
                Command("SELECT pg_sleep(60)"),
            ])
        }
        #expect(error.kind == .shuttingDown)
        #expect(error.state == "57P01")
        #expect(!first.isOpen)
        #expect(try second.blocked() == [])
    }

    @Test func `A statement alone whose connection is lost may have been saved or not`() throws {
        let error = try refusal {
            try first.execute("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(60)")
        }
        #expect(error.kind == .outcomeUnknown)
        #expect(error.state == "57P01")
    }

    @Test func `A COMMIT whose answer does not come may have been saved or not`() throws {
        try second.makeCommitsLinger()
        var timeouts = Timeouts()
        timeouts.answer = .seconds(1)
        let inOneGo = try database.connect(timeouts)
        let error = try refusal { _ = try inOneGo.transaction([Command(block, ["visa"])]) }
        #expect(error.kind == .outcomeUnknown)
        #expect(!inOneGo.isOpen)
        let stepByStep = try database.connect(timeouts)
        let other = try refusal {
            try stepByStep.transaction { () throws(PostgreSQLError) in
                _ = try stepByStep.execute(block, ["amex"])
            }
        }
        #expect(other.kind == .outcomeUnknown)
        // The server came to the end of both all the same.
        var blocked = try second.blocked()
        for _ in 0..<200 where blocked != ["amex", "visa"] {
            usleep(50_000)
            blocked = try second.blocked()
        }
        #expect(blocked == ["amex", "visa"])
    }

    @Test func `A COMMIT that is refused has saved nothing`() throws {
        try second.executeScript(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'serialization_failure'; END $$;
            CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON cards
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
            """
        )
        let error = try refusal { _ = try first.transaction([Command(block, ["visa"])]) }
        #expect(error.kind == .conflict)
        let other = try refusal {
            try first.transaction { () throws(PostgreSQLError) in
                _ = try first.execute(block, ["visa"])
            }
        }
        #expect(other.kind == .conflict)
        #expect(!first.isInTransaction)
        #expect(try second.blocked() == [])
    }

    @Test func `A server that stands still is given up`() throws {
        var timeouts = Timeouts()
        timeouts.answer = .seconds(1)
        let hasty = try database.connect(timeouts)
        let process = try hasty.process()
        try hasty.execute("BEGIN")
        kill(pid_t(process), SIGSTOP)
        defer { kill(pid_t(process), SIGCONT) }
        #expect(try refusal { try hasty.execute(block, ["visa"]) }.kind == .disconnected)
        #expect(!hasty.isOpen)
    }

    @Test func `What was committed outlives a crash of the server, and connections do not`() throws
    {
        let cluster = try TestCluster()
        let database = try CardsDatabase(in: cluster)
        let (first, second) = (try database.connect(), try database.connect())
        _ = try first.transaction([Command(block, ["visa"])])
        try second.execute("BEGIN")
        try second.execute(block, ["amex"])
        try cluster.stop(.immediate)
        #expect(try refusal { _ = try database.connect() }.kind == .disconnected)
        try cluster.start()
        #expect(try refusal { try first.execute(block, ["amex"]) }.kind == .disconnected)
        #expect(try refusal { try second.execute("COMMIT") }.kind == .disconnected)
        #expect(try database.connect().blocked() == ["visa"])
        try cluster.restart(.fast)
        #expect(try database.connect().blocked() == ["visa"])
    }
}

extension Connection {
    /// The number of the server's process that serves this connection.
    fileprivate func process() throws(PostgreSQLError) -> Int64 {
        try first("SELECT pg_backend_pid()")?[0]?.integer ?? 0
    }

    /// Ends another connection's process and waits until it is gone.
    fileprivate func terminate(_ process: Int64) throws(PostgreSQLError) {
        let row = try first("SELECT pg_terminate_backend($1::integer, 10000)", [.integer(process)])
        #expect(row?[0] == true)
    }

    /// From now on a COMMIT takes three seconds where a card was changed.
    fileprivate func makeCommitsLinger() throws {
        try executeScript(
            """
            CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(3); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER linger AFTER UPDATE ON cards
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger();
            """
        )
    }
}
