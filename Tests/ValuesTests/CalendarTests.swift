import Testing
import Values

@Suite struct CalendarTests {
    @Test(arguments: ["2026-04-31", "2026-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "x", ""])
    func `A day that no calendar has is no date`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", 0, Weekday.thursday), ("2026-11-26", 20_783, .thursday),
        ("2024-02-29", 19_782, .thursday), ("1969-12-31", -1, .wednesday),
        ("0001-01-01", -719_162, .monday), ("9999-12-31", 2_932_896, .friday),
    ])
    func `A date knows its day and its weekday, and comes back from its number`(
        text: String,
        days: Int,
        weekday: Weekday
    ) throws {
        let date = try #require(CivilDate(text))
        #expect(date.daysSinceEpoch == days)
        #expect(date.weekday == weekday)
        #expect(CivilDate(daysSinceEpoch: days) == date)
        #expect(date.description == text)
    }

    @Test func `A month later is the last day where the month is shorter`() throws {
        let date = try #require(CivilDate("2026-01-31"))
        #expect(date.adding(months: 1).description == "2026-02-28")
        #expect(date.adding(months: -11).description == "2025-02-28")
        #expect(date.adding(months: 25).description == "2028-02-29")
    }

    @Test func `Counting days stops at the ends of the calendar`() {
        #expect(CivilDate(daysSinceEpoch: Int.max).description == "9999-12-31")
        #expect(CivilDate(daysSinceEpoch: Int.min).description == "0001-01-01")
    }

    @Test(arguments: [
        ("2009-02-13T23:31:30Z", 1_234_567_890, 0), ("1969-12-31T23:59:59.5Z", -1, 500_000_000),
        ("2026-03-02T10:00:00+01:00", 1_772_442_000, 0),
        ("2026-03-02T10:00:00.000000001-05:00", 1_772_463_600, 1),
    ])
    func `A moment is read from RFC 3339`(text: String, seconds: Int64, nanoseconds: Int32) throws {
        let moment = try #require(Timestamp(text))
        #expect(moment.seconds == seconds)
        #expect(moment.nanoseconds == nanoseconds)
        #expect(Timestamp(moment.description) == moment)
    }

    @Test(arguments: ["2026-03-02", "2026-03-02T10:00", "2026-03-02T25:00:00Z", "soon", "T", "Z"])
    func `What is no moment is none`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [("8s", 8), ("10m", 600), ("24h", 86_400), ("2d", 172_800), ("1h30m", 5400)])
    func `A length of time is read as designers write it, and written so`(
        text: String,
        seconds: Int64
    ) {
        #expect(TimeSpan(text)?.seconds == seconds)
        #expect(TimeSpan(TimeSpan(seconds: seconds).words)?.seconds == seconds)
    }

    @Test(arguments: ["", "8", "m", "8x", "1h 30m", "-5m", "99999999999999999999s"])
    func `What is no length of time is none`(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test func `A length of time has its ISO spelling`() {
        #expect(TimeSpan(seconds: 9000).iso8601 == "PT2H30M")
        #expect(TimeSpan(seconds: 0).iso8601 == "PT0S")
        #expect(TimeSpan(seconds: -90, nanoseconds: -500_000_000).description == "-90.5s")
    }
}
