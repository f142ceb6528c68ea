import Expressions
import Foundation
import Testing
import Values

struct BusinessCalendarTests {
    /// Thanksgiving 2026 is Thursday, 26 November.
    private let calendar = BusinessCalendar(
        holidays: Set([CivilDate("2026-11-26"), CivilDate("2026-12-25")].compactMap(\.self)),
        cutOff: CivilTime(hour: 17)
    )

    private func shown(_ source: String) throws -> String {
        let there = environment(calendar: calendar)
        return try value("string(\(source))", in: there).spelled.string ?? ""
    }

    @Test(arguments: [
        // Friday to Monday, over the weekend.
        ("add_business_days(date(\"2026-11-20\"), 1)", "2026-11-23"),
        // Over Thanksgiving.
        ("add_business_days(date(\"2026-11-25\"), 1)", "2026-11-27"),
        ("add_business_days(date(\"2026-11-20\"), 5)", "2026-11-30"),
        // From a Saturday.
        ("add_business_days(date(\"2026-11-21\"), 1)", "2026-11-23"),
        // None: the day itself, or the next that is worked on.
        ("add_business_days(date(\"2026-11-20\"), 0)", "2026-11-20"),
        ("add_business_days(date(\"2026-11-21\"), 0)", "2026-11-23"),
        ("add_business_days(date(\"2026-11-23\"), -1)", "2026-11-20"),
        // Before the cut-off of 17:00 in New York, and at it.
        ("add_business_days(timestamp(\"2026-11-20T21:59:59Z\"), 1)", "2026-11-23"),
        ("add_business_days(timestamp(\"2026-11-20T22:00:00Z\"), 1)", "2026-11-24"),
        // Late on a Saturday is no later than early.
        ("add_business_days(timestamp(\"2026-11-21T23:00:00Z\"), 1)", "2026-11-23"),
    ])
    func `Working days leave out weekends and holidays`(source: String, expected: String) throws {
        #expect(try shown(source) == expected)
    }

    @Test(arguments: [
        ("2026-11-20", true), ("2026-11-21", false), ("2026-11-26", false), ("2026-11-27", true),
    ])
    func `A working day is neither on a weekend nor a holiday`(
        day: String,
        expected: Bool
    ) throws {
        let there = environment(calendar: calendar)
        #expect(
            try value("is_business_day(date(\"\(day)\"))", in: there) == .bool(expected)
        )
    }

    @Test(arguments: [
        // Friday to Monday is one; over Thanksgiving four of a week.
        ("2026-11-20", "2026-11-23", 1), ("2026-11-20", "2026-11-27", 4),
        ("2026-11-23", "2026-11-20", -1),
        ("2026-11-20", "2026-11-20", 0), ("2026-11-21", "2026-11-22", 0),
        ("2026-11-21", "2026-11-23", 1),
        ("2026-11-20", "2027-11-19", 258), ("0001-01-01", "9999-12-31", 2_608_612),
    ])
    func `Working days between two dates`(from: String, to: String, days: Int) throws {
        let there = environment(calendar: calendar)
        let source = "business_days_between(date(\"\(from)\"), date(\"\(to)\"))"
        #expect(try value(source, in: there) == .int(Int64(days)))
    }

    @Test(arguments: [-260, -31, -1, 1, 5, 22, 261, 9999])
    func `So many working days on, so many lie between`(days: Int) throws {
        let friday = try #require(CivilDate("2026-11-20"))
        let there = try #require(calendar.adding(days, to: friday))
        #expect(calendar.days(from: friday, to: there) == days)
    }

    @Test(arguments: [
        ("2026-11-20", "2026-11-23"), ("2026-11-21", "2026-11-23"), ("2026-11-25", "2026-11-27"),
    ])
    func `The next working day is never the day itself`(day: String, next: String) throws {
        #expect(try shown("next_business_day(date(\"\(day)\"))") == next)
    }

    @Test(arguments: [
        "add_business_days(today, 10001)", "add_business_days(today, -10001)",
        // The calendar has no day behind the last, and none before the first.
        "add_business_days(date(\"9999-12-31\"), 1)", "next_business_day(date(\"9999-12-31\"))",
        "add_business_days(date(\"0001-01-01\"), -1)",
    ])
    func `What leads beyond the calendar, or where nobody counts, is an error`(source: String) {
        let there = environment(calendar: calendar)
        #expect(throws: EvaluationError.self) { try value(source, in: there) }
    }

    @Test func `A holiday on a weekend is no second one`() throws {
        let saturday = try #require(CivilDate("2026-07-04"))
        let calendar = BusinessCalendar(holidays: [saturday])
        let friday = try #require(CivilDate("2026-07-03"))
        #expect(calendar.adding(1, to: friday) == CivilDate("2026-07-06"))
        #expect(calendar.days(from: friday, to: saturday.adding(days: 2)) == 1)
    }

    @Test func `A week without working days has no next one`() {
        let never = BusinessCalendar(weekend: Set(Weekday.allCases))
        #expect(never.adding(1, to: CivilDate(daysSinceEpoch: 0)) == nil)
        #expect(never.adding(0, to: CivilDate(daysSinceEpoch: 2_932_896)) == nil)
    }

    @Test func `A weekend may be any days`() throws {
        let gulf = BusinessCalendar(weekend: [.friday, .saturday])
        let thursday = try #require(CivilDate("2026-11-19"))
        #expect(gulf.adding(1, to: thursday) == CivilDate("2026-11-22"))
    }
}
