import PostgreSQL
import PostgreSQLTesting
import Testing

struct ConnectionTests {
    @Test func `Rows know their columns`() throws {
        let answer = try CardsDatabase().connect()
            .execute("SELECT id, blocked FROM cards ORDER BY id")
        #expect(answer.rows.map(\.columns) == [["id", "blocked"], ["id", "blocked"]])
        #expect(answer.rows.map { $0["id"]?.text } == ["amex", "visa"])
        #expect(answer.rows.map { $0["blocked"]?.integer } == [0, 0])
        #expect(answer.rows.first?["colour"] == nil)
        #expect(answer.rows.first?[2] == nil)
    }

    @Test func `Changed rows are counted`() throws {
        let connection = try CardsDatabase().connect()
        #expect(try connection.execute(block, ["visa"]).changes == 1)
        #expect(try connection.execute(block, ["none"]).changes == 0)
    }

    @Test func `One statement writes a row for each element of its arrays`() throws {
        let connection = try CardsDatabase().connect()
        let ids: [String?] = (1...32).map { "card-\($0)" } + ["visa"]
        let answer = try connection.execute(
            """
            INSERT INTO cards
            SELECT * FROM unnest($1::text[], $1::text[], $2::bigint[]) ON CONFLICT DO NOTHING
            """,
            [.texts(ids), .integers(ids.map { _ in nil })]
        )
        #expect(answer.changes == 32)
        #expect(try connection.first("SELECT count(*) FROM cards")?[0] == 34)
    }

    @Test func `A column that was added is found by a statement that ran before`() throws {
        let connection = try CardsDatabase().connect()
        try connection.execute("SELECT * FROM cards")
        try connection.execute("ALTER TABLE cards ADD COLUMN pin text")
        // The server refuses once, because the columns are not those that it promised.
        #expect(try refusal { try connection.execute("SELECT * FROM cards") }.state == "0A000")
        let row = try #require(try connection.first("SELECT * FROM cards"))
        #expect(row.columns == ["id", "title", "blocked", "pin"])
    }

    @Test(arguments: [
        Command("SELEC 1"), Command(""), Command(" -- nothing"), Command("SELECT 1; SELECT 2"),
        Command("SELECT 1\0"), Command("SELECT * FROM nowhere"), Command("SELECT 1.5"),
        Command("SELECT $1::numeric", [1]), Command("SELECT $1::text"), Command("SELECT 1", [1]),
        Command("SELECT $1::text", [1]), Command("SELECT $1::smallint", [32_768]),
        Command("SELECT $1::text", ["a\0b"]), Command("SELECT $1::bigint[]", [.texts(["1"])]),
    ])
    func `A statement that cannot run says why`(command: Command) throws {
        let connection = try Connection.open(TestCluster.shared().database())
        let error = try refusal { try connection.execute(command.sql, command.parameters) }
        #expect(error.kind == .other)
        #expect(!error.message.isEmpty)
    }

    @Test func `A parameter of another type is named`() throws {
        let connection = try Connection.open(TestCluster.shared().database())
        let error = try refusal {
            try connection.execute("SELECT $1::text, $2::bigint", ["a", "b"])
        }
        #expect(error.message == "$2 is int8, which is not a text")
    }

    @Test func `After a refusal the connection goes on`() throws {
        let connection = try CardsDatabase().connect()
        #expect(throws: PostgreSQLError.self) { try connection.execute("SELECT 1 / 0") }
        #expect(connection.isOpen)
        #expect(try connection.execute(block, ["visa"]).changes == 1)
    }

    @Test func `More statements than are kept still run`() throws {
        let connection = try Connection.open(TestCluster.shared().database())
        for round in 0..<2 {
            for number in 0..<100 {
                let row = try connection.first(
                    "SELECT $1::bigint + \(number)",
                    [.integer(Int64(round))]
                )
                #expect(row?[0] == .integer(Int64(number + round)))
            }
        }
        let kept = try connection.first("SELECT count(*) FROM pg_prepared_statements")
        #expect(try #require(kept?[0]?.integer) <= 64)
    }

    @Test func `A remark of the server is not printed`() async throws {
        let printed = try await #require(
            processExitsWith: .success,
            observing: [\.standardErrorContent]
        ) {
            let connection = try Connection.open(TestCluster.shared().database())
            try connection.executeScript("DO $$ BEGIN RAISE WARNING 'remarkable'; END $$")
        }
        #expect(!String(decoding: printed.standardErrorContent, as: UTF8.self).contains("remark"))
    }

    @Test func `A server that is not there is said to be so`() throws {
        let error = try refusal { _ = try Connection.open("host=/nowhere dbname=bots") }
        #expect(error.kind == .disconnected)
        #expect(error.message.contains("/nowhere"))
    }

    @Test func `A server that takes connections and says nothing is given up`() throws {
        let listener = try SilentListener()
        var timeouts = Timeouts()
        timeouts.connecting = .seconds(2)
        let start = ContinuousClock.now
        let error = try refusal {
            _ = try Connection.open("host=127.0.0.1 port=\(listener.port) dbname=bots", timeouts)
        }
        #expect(error.kind == .disconnected)
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
