import Testing
import Understanding
import Values

@Suite struct TimeTests {
    @Test(arguments: [
        ("5pm", "17:00:00"), ("5 p.m.", "17:00:00"), ("17:30", "17:30:00"),
        ("half past 5 pm", "17:30:00"), ("noon", "12:00:00"), ("midnight", "00:00:00"),
        ("quarter to nine in the morning", "08:45:00"), ("25 to 7 p.m.", "18:35:00"),
        ("9 05 in the morning", "09:05:00"), ("9:15 am", "09:15:00"), ("at 9", "09:00:00"),
        ("at 5", "17:00:00"), ("five o'clock", "17:00:00"), ("five thirty pm", "17:30:00"),
        ("12 am", "00:00:00"), ("12 pm", "12:00:00"), ("around 8 in the evening", "20:00:00"),
        ("17", "17:00:00"), ("eleven", "11:00:00"), ("ten past six in the evening", "18:10:00"),
        ("17h30", "17:30:00"), ("11ish", "11:00:00"), ("09:05", "09:05:00"),
        ("tomorrow at 6pm please", "18:00:00"), ("5:45 this is", "17:45:00"),
    ])
    func `A time of day is read`(text: String, time: String) throws {
        #expect(try values(.time, in: text) == [time])
    }

    @Test(arguments: [("at 5", "05:00:00"), ("9:15", "21:15:00"), ("half past eight", "20:30:00")])
    func `The other half of the day stands beside`(text: String, other: String) throws {
        let found = try recognitions(.time, in: text)
        #expect(found.first?.alternatives.map(\.spelled) == [.string(other)])
    }

    @Test(arguments: [
        "I have 5 cards", "5/12/2026", "room 101", "12.50 dollars", "", "half of it", "3 days",
        "two cards", "1234",
    ])
    func `What is no time is left alone`(text: String) throws {
        #expect(try values(.time, in: text).isEmpty)
    }

    @Test(arguments: [
        ("a las 5 de la tarde", "17:00:00"), ("a las ocho y veinte de la noche", "20:20:00"),
        ("a las cinco y media de la tarde", "17:30:00"),
    ])
    func `Times in Spanish are read`(text: String, time: String) throws {
        #expect(try values(.time, in: text, language: "es", region: "ES") == [time])
    }

    @Test(arguments: [
        ("tomorrow at 5pm", "2026-11-21T17:00:00"), ("5pm on Monday", "2026-11-23T17:00:00"),
        ("in 2 hours", "2026-11-20T12:00:00"), ("half an hour ago", "2026-11-20T09:30:00"),
        ("now", "2026-11-20T10:00:00"), ("2026-12-01T09:30:00Z", "2026-12-01T09:30:00Z"),
        ("tonight at 8", "2026-11-20T20:00:00"), ("May 5 at noon", "2027-05-05T12:00:00"),
        ("monday 9:30 am", "2026-11-23T09:30:00"), ("this evening at 7", "2026-11-20T19:00:00"),
    ])
    func `A moment is read`(text: String, moment: String) throws {
        #expect(try values(.datetime, in: text) == [moment])
    }

    @Test(arguments: [
        ("2 hours and a half", "PT2H30M"), ("an hour and 15 minutes", "PT1H15M"),
        ("half an hour", "PT30M"), ("3 days", "P3D"), ("two weeks", "P14D"), ("a year", "P1Y"),
        ("18 months", "P1Y6M"), ("2h30", "PT2H30M"), ("90 minutes", "PT1H30M"),
        ("a couple of days", "P2D"), ("one and a half hours", "PT1H30M"), ("45 sec", "PT45S"),
    ])
    func `A length of time is read`(text: String, length: String) throws {
        #expect(try values(.duration, in: text) == [length])
    }

    @Test(arguments: [
        ("from Monday to Wednesday", "2026-11-23", "2026-11-26"),
        ("next week", "2026-11-23", "2026-11-30"), ("last month", "2026-10-01", "2026-11-01"),
        ("this weekend", "2026-11-21", "2026-11-23"), ("May 3 to 5", "2027-05-03", "2027-05-06"),
        ("between 9 and 11am", "09:00:00", "11:00:00"), ("from 5 to 7pm", "17:00:00", "19:00:00"),
        ("this year", "2026-01-01", "2027-01-01"), ("in november 2027", "2027-11-01", "2027-12-01"),
        ("tomorrow morning", "2026-11-21T08:00:00", "2026-11-21T12:00:00"),
        ("4-22 january", "2027-01-04", "2027-01-23"),
    ])
    func `A stretch of time is half-open`(text: String, start: String, end: String) throws {
        let found = try recognitions(.period, in: text)
        #expect(found.map(\.value.spelled) == [["start": .string(start), "end": .string(end)]])
    }

    @Test(
        arguments: [
            ("since Monday", "2026-11-16", nil), ("before May 3", nil, "2027-05-03"),
            ("after 5pm", "17:00:00", nil),
        ] as [(String, String?, String?)]
    )
    func `A stretch of time may be open`(text: String, start: String?, end: String?) throws {
        let found = try recognitions(.period, in: text)
        #expect(
            found.map(\.value.spelled) == [
                [
                    "start": start.map { .string($0) } ?? .null,
                    "end": end.map { .string($0) } ?? .null,
                ]
            ]
        )
    }
}
