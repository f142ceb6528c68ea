import Records
import Testing
import Topics
import Values

@Suite struct `The rows of a table` {
    private let windows = """
        columns: { id: text, day: date, start: timestamp, local: datetime }
        rows:
          - { id: w1, day: +0d, start: +0d 09:00, local: +0d 09:00 }
          - { id: w2, day: +1d, start: +1d 02:30, local: +1d 02:30 }
          - { id: w3, day: +8d, start: +8d 09:00, local: +8d 09:00 }
          - { id: w4, day: -24d, start: -24d 23:59, local: -24d 23:59 }
        """

    private func column(_ name: String, now: String, zone: String) throws -> [String] {
        let now = try #require(Timestamp(now))
        let shop = try Shop(tables: ["windows": windows], zone: zone, now: now)
        return shop.column(name, of: "windows").map { $0.spelled.string ?? "" }
    }

    @Test func `count days from today over the end of a month, weekends too`() throws {
        #expect(
            try column("day", now: "2026-10-24T10:00:00Z", zone: "Europe/Berlin")
                == ["2026-10-24", "2026-10-25", "2026-11-01", "2026-09-30"]
        )
    }

    @Test func `count from the bot's day, not from Greenwich's`() throws {
        #expect(
            try column("day", now: "2026-12-31T23:30:00Z", zone: "Asia/Tokyo")
                == ["2027-01-01", "2027-01-02", "2027-01-09", "2026-12-08"]
        )
        #expect(
            try column("local", now: "2026-03-01T02:00:00Z", zone: "America/New_York").first
                == "2026-02-28T09:00:00"
        )
    }

    /// Berlin's clocks go back on 25 October 2026 at 03:00, so 02:30 comes twice.
    @Test func `hold the time of the bot's clock on either side of a change of clocks`() throws {
        #expect(
            try column("start", now: "2026-10-24T10:00:00Z", zone: "Europe/Berlin")
                == [
                    "2026-10-24T07:00:00Z", "2026-10-25T00:30:00Z", "2026-11-01T08:00:00Z",
                    "2026-09-30T21:59:00Z",
                ]
        )
    }

    /// Berlin's clocks go forward on 28 March 2027 at 02:00, so there is no 02:30.
    @Test func `hold a moment also for a time that the clocks leave out`() throws {
        #expect(
            try column("start", now: "2027-03-27T10:00:00Z", zone: "Europe/Berlin")[1]
                == "2027-03-28T01:30:00Z"
        )
    }

    @Test func `of a table that is not there are none`() throws {
        #expect(try petShop().backEnd.rows(of: "cars").isEmpty)
    }

    @Test func `of a zone that is not there cannot be made`() throws {
        var definition = try petShop().definition
        definition.timeZone = "Mars/Olympus"
        #expect(throws: RecordsError.unknownTimeZone("Mars/Olympus")) {
            try RecordsBackEnd(definition: definition, now: Shop.noon)
        }
    }

    @Test func `that share an ID cannot be made`() throws {
        var definition = try petShop().definition
        let table = try #require(definition.tables["pets"])
        definition.tables["pets"] = Table(
            name: "pets",
            columns: table.columns,
            rows: table.rows + table.rows,
            location: table.location
        )
        #expect(throws: RecordsError.self) {
            try RecordsBackEnd(definition: definition, now: Shop.noon)
        }
    }
}
