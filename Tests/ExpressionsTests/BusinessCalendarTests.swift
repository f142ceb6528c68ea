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
