import Foundation
import SQLite
import Testing

private func cards() throws -> Database {
    let database = try Database.inMemory()
    try database.executeScript(
        """
        CREATE TABLE cards (id TEXT PRIMARY KEY, title TEXT NOT NULL, blocked INTEGER);
        INSERT INTO cards VALUES ('visa', 'Visa', 0), ('amex', 'Amex', 1);
        """
    )
    return database
}

private func count(_ database: Database) throws -> Int64? {
    try database.first("SELECT count(*) FROM cards")?[0]?.integer
}

private func newFile() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).db").path
}

struct DatabaseTests {
    @Test(arguments: [
        Cell.null, .integer(.min), .integer(.max), .integer(0), .real(-0.5), .real(1e300),
        .text(""), .text("Zürich 🏦"), .text("a\0b"), .text("'; DROP TABLE cards; --"),
        .blob([]), .blob([0, 255, 0]),
    ])
    func `A value comes back as it was given`(cell: Cell) throws {
        let database = try Database.inMemory()
        #expect(try database.first("SELECT ? AS value", [cell])?["value"] == cell)
    }

    @Test func `Not a number is stored as null`() throws {
        let database = try Database.inMemory()
        #expect(try database.first("SELECT ?", [.real(.nan)])?[0] == .null)
    }

    @Test func `Rows know their columns`() throws {
        let rows = try cards().execute("SELECT id, blocked FROM cards ORDER BY id")
        #expect(rows.map(\.columns) == [["id", "blocked"], ["id", "blocked"]])
        #expect(rows.map { $0["id"]?.text } == ["amex", "visa"])
        #expect(rows.map { $0["blocked"]?.integer } == [1, 0])
        #expect(rows.first?["colour"] == nil)
        #expect(rows.first?[2] == nil)
    }

    @Test func `A column of a wide table keeps its new columns after a change`() throws {
        let database = try cards()
        _ = try database.execute("SELECT * FROM cards")
        try database.execute("ALTER TABLE cards ADD COLUMN pin TEXT")
        let row = try #require(try database.first("SELECT * FROM cards"))
        #expect(row.columns == ["id", "title", "blocked", "pin"])
    }

    @Test func `Changed rows are counted`() throws {
        let database = try cards()
        try database.execute("UPDATE cards SET blocked = 1 WHERE id = ?", ["visa"])
        #expect(database.changes == 1)
        try database.execute("UPDATE cards SET blocked = 1 WHERE id = ?", ["none"])
        #expect(database.changes == 0)
    }

    @Test func `A key used twice is a broken constraint`() throws {
        let database = try cards()
        let error = try #require(throws: SQLiteError.self) {
            try database.execute("INSERT INTO cards VALUES ('visa', 'x', 0)")
        }
        #expect(error.isConstraint)
        #expect(error.code == 1555)
        #expect(error.message == "UNIQUE constraint failed: cards.id")
    }

    @Test(arguments: [
        "SELEC 1", "", " -- nothing", "SELECT 1; SELECT 2", "SELECT ?", "SELECT 1\0",
        "SELECT * FROM x",
    ])
    func `A statement that cannot run says why`(sql: String) throws {
        let database = try Database.inMemory()
        let error = #expect(throws: SQLiteError.self) { try database.execute(sql) }
        #expect(error?.message.isEmpty == false)
    }

    @Test(arguments: ["SELECT 1;", "SELECT 1; -- end", "SELECT 1;\n\n"])
    func `A closing semicolon is no second statement`(sql: String) throws {
        #expect(try Database.inMemory().execute(sql).count == 1)
    }

    @Test func `A statement may be run while it runs`() throws {
        let database = try cards()
        var pairs: [String] = []
        try database.forEach("SELECT id FROM cards ORDER BY id") { (outer) throws(SQLiteError) in
            try database.forEach("SELECT id FROM cards ORDER BY id") {
                (inner) throws(SQLiteError) in
                pairs.append("\(outer[0]?.text ?? "") \(inner[0]?.text ?? "")")
            }
        }
        #expect(pairs == ["amex amex", "amex visa", "visa amex", "visa visa"])
    }

    @Test func `More statements than are kept still run`() throws {
        let database = try Database.inMemory()
        for round in 0..<2 {
            for number in 0..<200 {
                let row = try database.first("SELECT ? + \(number)", [.integer(Int64(round))])
                #expect(row?[0] == .integer(Int64(number + round)))
            }
        }
    }

    @Test func `A file keeps its rows`() throws {
        let path = newFile()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try Database.file(path)
        try first.execute("CREATE TABLE t (x)")
        try first.execute("INSERT INTO t VALUES (?)", [7])
        let second = try Database.file(path)
        #expect(try second.first("SELECT x FROM t")?[0] == 7)
    }

    @Test func `A file that cannot be opened says why`() {
        let error = #expect(throws: SQLiteError.self) { try Database.file("/no/such/folder/a.db") }
        #expect(error?.message == "unable to open database file")
    }
}

struct TransactionTests {
    @Test func `A transaction keeps all that it did`() throws {
        let database = try cards()
        try database.transaction { () throws(SQLiteError) in
            try database.execute("DELETE FROM cards WHERE id = 'visa'")
            #expect(database.isInTransaction)
        }
        #expect(!database.isInTransaction)
        #expect(try count(database) == 1)
    }

    @Test func `A transaction that throws has done nothing`() throws {
        let database = try cards()
        #expect(throws: SQLiteError.self) {
            try database.transaction { () throws(SQLiteError) in
                try database.execute("DELETE FROM cards")
                try database.execute("INSERT INTO cards VALUES ('new', NULL, 0)")
            }
        }
        #expect(!database.isInTransaction)
        #expect(try count(database) == 2)
    }

    @Test func `An inner transaction that throws undoes only itself`() throws {
        let database = try cards()
        try database.transaction { () throws(SQLiteError) in
            try database.execute("DELETE FROM cards WHERE id = 'visa'")
            do throws(SQLiteError) {
                try database.transaction { () throws(SQLiteError) in
                    try database.execute("DELETE FROM cards")
                    throw SQLiteError(code: 1, message: "stop")
                }
            } catch {
                #expect(error.message == "stop")
            }
        }
        #expect(try count(database) == 1)
    }

    @Test func `A second writer waits no longer than it may`() throws {
        let path = newFile()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let one = try Database.file(path)
        let other = try Database.file(path)
        try other.execute("PRAGMA busy_timeout = 0")
        try one.transaction { () throws(SQLiteError) in
            let error = #expect(throws: SQLiteError.self) {
                try other.transaction { () throws(SQLiteError) in }
            }
            #expect(error?.isBusy == true)
        }
    }
}

struct CopyTests {
    @Test func `A copy has the same rows`() throws {
        let copy = try cards().copy()
        #expect(try count(copy) == 2)
        #expect(try copy.first("SELECT title FROM cards WHERE id = 'amex'")?[0] == "Amex")
    }

    @Test func `A copy and its original change apart`() throws {
        let database = try cards()
        let copy = try database.copy()
        try copy.execute("DELETE FROM cards")
        try database.execute("INSERT INTO cards VALUES ('new', 'New', 0)")
        #expect(try count(copy) == 0)
        #expect(try count(database) == 3)
    }

    @Test func `An empty database can be copied`() throws {
        let copy = try Database.inMemory().copy()
        #expect(try copy.execute("SELECT * FROM sqlite_schema").isEmpty)
    }

    @Test func `A database is not copied in the middle of a transaction`() throws {
        let database = try cards()
        try database.transaction { () throws(SQLiteError) in
            try database.execute("DELETE FROM cards")
            let error = #expect(throws: SQLiteError.self) { try database.copy() }
            #expect(error?.isBusy == true)
        }
    }

    @Test func `A copy checks references as its original does`() throws {
        let copy = try Database.inMemory().copy()
        #expect(try copy.first("PRAGMA foreign_keys")?[0] == 1)
    }
}
