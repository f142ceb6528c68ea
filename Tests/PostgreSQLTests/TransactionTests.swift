import PostgreSQL
import PostgreSQLTesting
import Testing

struct TransactionTests {
    let database: CardsDatabase
    let first: Connection
    /// Sees only what is committed.
    let second: Connection

    init() throws {
        database = try CardsDatabase()
        first = try database.connect()
        second = try database.connect()
    }

    @Test func `A transaction keeps all that it did`() throws {
        try first.transaction { () throws(PostgreSQLError) in
            try first.execute(block, ["visa"])
            try first.execute(block, ["amex"])
            #expect(first.isInTransaction)
        }
        #expect(!first.isInTransaction)
        #expect(try second.blocked() == ["amex", "visa"])
    }

    @Test func `A transaction that throws has done nothing`() throws {
        #expect(throws: PostgreSQLError.self) {
            try first.transaction { () throws(PostgreSQLError) in
                try first.execute(block, ["visa"])
                try first.execute("INSERT INTO cards VALUES ('visa', 'Visa', 1)")
            }
        }
        #expect(!first.isInTransaction)
        #expect(try second.blocked() == [])
        #expect(try first.execute(block, ["amex"]).changes == 1)
    }

    @Test func `A transaction in which a refusal was passed over is no success`() throws {
        let error = try refusal {
            try first.transaction { () throws(PostgreSQLError) in
                try first.execute(block, ["visa"])
                _ = try? first.execute("SELECT 1 / 0")
            }
        }
        #expect(error.kind == .other)
        #expect(try second.blocked() == [])
    }

    @Test func `Commands in one go keep all that they did and say what came of each`() throws {
        let answers = try first.transaction([
            Command(block, ["visa"]),
            Command(block, ["none"]),
            Command("SELECT id FROM cards WHERE blocked = $1", [1]),
        ])
        #expect(answers.map(\.changes) == [1, 0, 1])
        #expect(answers.last?.rows.map(\.cells) == [["visa"]])
        #expect(!first.isInTransaction)
        #expect(try second.blocked() == ["visa"])
    }

    @Test func `A refused command undoes those before it and stops those behind it`() throws {
        let error = try refusal {
            _ = try first.transaction([
                Command(block, ["visa"]),
                Command("INSERT INTO cards VALUES ($1, 'Visa', 1)", ["visa"]),
                Command(block, ["amex"]),
            ])
        }
        #expect(error.kind == .uniqueViolation)
        #expect(!first.isInTransaction)
        #expect(try second.blocked() == [])
        #expect(try first.transaction([Command(block, ["amex"])]).map(\.changes) == [1])
        #expect(try second.blocked() == ["amex"])
    }

    @Test func `A command that does not fit keeps all from being sent`() throws {
        let error = try refusal {
            _ = try first.transaction([Command(block, ["visa"]), Command(block, [])])
        }
        #expect(error.message == "the SQL has 1 parameters, not 0")
        #expect(!first.isInTransaction)
        #expect(try second.blocked() == [])
    }

    @Test func `Answers that are larger than all buffers come back whole`() throws {
        let megabyte = Cell.blob(Array(repeating: 1, count: 1 << 20))
        let answers = try first.transaction(
            Array(repeating: Command("SELECT $1::bytea", [megabyte]), count: 16)
        )
        #expect(answers.map { $0.rows.map(\.cells) } == Array(repeating: [[megabyte]], count: 16))
    }

    @Test func `No commands are a transaction, too`() throws {
        #expect(try first.transaction([]) == [])
        #expect(!first.isInTransaction)
    }
}
