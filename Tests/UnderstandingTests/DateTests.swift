import Testing
import Understanding
import Values

@Suite struct DateTests {
    @Test(arguments: [
        ("today", "2026-11-20"), ("tomorrow", "2026-11-21"),
        ("the day after tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-19"), ("Monday", "2026-11-23"), ("on friday", "2026-11-20"),
        ("next monday", "2026-11-23"), ("this saturday please", "2026-11-21"),
        ("last tuesday", "2026-11-17"), ("next friday", "2026-11-27"),
        ("the 12th", "2026-12-12"), ("the 25th", "2026-11-25"), ("12th", "2026-12-12"),
        ("May 5", "2027-05-05"), ("May the 5th, 2026", "2026-05-05"), ("5 May 2027", "2027-05-05"),
        ("the 5th of May", "2027-05-05"), ("the fifth of may", "2027-05-05"),
        ("december twenty-first", "2026-12-21"), ("Dec. 3rd", "2026-12-03"),
        ("2026-12-01", "2026-12-01"), ("12/01/2026", "2026-12-01"), ("1/2/27", "2027-01-02"),
        ("in 3 days", "2026-11-23"), ("in two weeks", "2026-12-04"), ("3 days ago", "2026-11-17"),
        ("a week ago", "2026-11-13"), ("a week from Friday", "2026-11-27"),
        ("two days after tomorrow", "2026-11-23"), ("a month from now", "2026-12-20"),
        ("I lost it on Friday, 27 November", "2026-11-27"), ("Tuesday the 24th", "2026-11-24"),
        ("first friday of december", "2026-12-04"), ("last day of this month", "2026-11-30"),
        ("Christmas", "2026-12-25"), ("thanksgiving", "2026-11-26"),
        ("next week monday", "2026-11-23"),
        ("this morning", "2026-11-20"), ("I saw it last night", "2026-11-19"),
        ("three business days from now", "2026-11-25"), ("feb 29 2028", "2028-02-29"),
        ("٢٥/١٢/٢٠٢٦", "2026-12-25"), ("2026-Dec-01", "2026-12-01"),
        ("Friday the 13th", "2027-08-13"),
    ])
    func `A date is read`(text: String, date: String) throws {
        #expect(try values(.date, in: text) == [date])
    }

    @Test(arguments: [
        ("Monday", "2026-11-16"), ("the 25th", "2026-10-25"), ("May 5", "2026-05-05"),
        ("December 24", "2025-12-24"), ("friday", "2026-11-20"), ("3/4", "2026-03-04"),
    ])
    func `A slot about the past looks back`(text: String, date: String) throws {
        #expect(try values(.date, in: text, prefer: .past) == [date])
    }

    @Test(arguments: [
        ("03/04/2027", "US", "2027-03-04", "2027-04-03"),
        ("03/04/2027", "GB", "2027-04-03", "2027-03-04"),
        ("next friday", "US", "2026-11-27", nil), ("Friday", "US", "2026-11-20", "2026-11-27"),
        ("31/12/2026", "US", "2026-12-31", nil), ("next sunday", "US", "2026-11-29", "2026-11-22"),
    ])
    func `The other honest reading stands beside`(
        text: String,
        region: String,
        date: String,
        other: String?
    ) throws {
        let found = try recognitions(.date, in: text, region: region)
        #expect(found.first?.value.spelled == .string(date))
        #expect(found.first?.alternatives.first?.spelled == other.map(JSON.string))
    }

    @Test(arguments: [
        ("November 2027", "2027-11"), ("March", "2027-03"), ("in 2019", "2019"), ("2019", "2019"),
    ])
    func `A month or a year alone stays what it is`(text: String, date: String) throws {
        #expect(try values(.date, in: text) == [date])
        #expect(try recognitions(.date, in: text).first?.value.slotValue == nil)
    }

    @Test(arguments: [
        ("31 April", "April has only 30 days"), ("Feb 29 2027", "February 2027 has only 28 days"),
        ("the 45th of May", nil), ("February 30", "February 2024 has only 29 days"),
    ])
    func `An impossible date says why`(text: String, reason: String?) throws {
        let found = try recognitions(.date, in: text)
        #expect(found.first?.problem == reason)
        if reason != nil { #expect(found.first?.value == .impossible) }
    }

    @Test(arguments: [
        "I have 12 cards", "may I ask something", "the second one", "call 555-1234", "sun cream",
        "1.5", "", "💳", "I am 30", "march in the streets", "the first thing", "$12.50", "3 days",
        "order 12345678", "version 10.4.2.1",
    ])
    func `What is no date is left alone`(text: String) throws {
        #expect(try values(.date, in: text).isEmpty)
    }

    @Test func `A date knows its place`() throws {
        let found = try #require(try recognitions(.date, in: "é lost it yesterday!").first)
        #expect(found.span == 10..<19)
        #expect(found.text == "yesterday")
        let used = Utterance("é lost it yesterday!").blanking([found.span])
        #expect(used.remaining == "é lost it !")
    }

    @Test(arguments: [
        ("el 5 de mayo de 2027", "2027-05-05"), ("mañana", "2026-11-21"),
        ("pasado mañana", "2026-11-22"), ("ayer", "2026-11-19"), ("el lunes", "2026-11-23"),
        ("el próximo lunes", "2026-11-23"), ("dentro de 3 días", "2026-11-23"),
        ("hace 2 días", "2026-11-18"), ("el viernes que viene", "2026-11-27"),
        ("5/12/2026", "2026-12-05"), ("el martes pasado", "2026-11-17"),
    ])
    func `Dates in Spanish are read`(text: String, date: String) throws {
        #expect(try values(.date, in: text, language: "es", region: "ES") == [date])
    }

    @Test(arguments: [
        ("غدا", "2026-11-21"), ("أمس", "2026-11-19"), ("يوم الاثنين", "2026-11-23"),
        ("١٥ مارس ٢٠٢٧", "2027-03-15"), ("بعد غد", "2026-11-22"), ("بعد ٣ أيام", "2026-11-23"),
    ])
    func `Dates in Arabic are read`(text: String, date: String) throws {
        #expect(try values(.date, in: text, language: "ar", region: "SA") == [date])
    }
}
