import Diagnostics
import Expressions
import Testing
import Topics
import Values

@Suite struct `What bot.yaml says` {
    private func bot(_ lines: String) throws -> BotDefinition {
        let (bot, diagnostics) = SmallBot.load(["bot.yaml": SmallBot.bot + "\n" + lines])
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return try #require(bot)
    }

    @Test(arguments: ["en", "pt-BR", "zh-Hant-TW", "es-419", "de-CH-1996x", "ARB"])
    func `A language is a tag of BCP 47`(tag: String) throws {
        #expect(try bot("languages: [\(tag)]").languages == [tag])
    }

    @Test func `What is left out has its default`() throws {
        let bot = try bot("")
        #expect(bot.languages == ["en"])
        #expect(bot.region == "US")
        #expect(bot.timeZone == "UTC")
        #expect(bot.channels.count == 4)
        #expect(bot.tries == 3)
        #expect(bot.caseTopic == nil)
        #expect(bot.simulatedContact == nil)
    }

    @Test(arguments: [
        ("mon-fri 08:00-20:00", "2026-03-02T08:00", true),
        ("mon-fri 08:00-20:00", "2026-03-02T20:00", false),
        ("mon-fri 08:00-20:00, sat 09:00-12:00", "2026-03-07T11:59", true),
        ("sat-mon 10:00-11:00", "2026-03-08T10:30", true),
        ("sat-mon 10:00-11:00", "2026-03-10T10:30", false),
        ("Monday 22:00-24:00", "2026-03-02T23:59", true),
        ("fri 20:00-02:00", "2026-03-06T23:00", true),
        ("fri 20:00-02:00", "2026-03-07T01:59", true),
        ("fri 20:00-02:00", "2026-03-07T02:00", false),
        ("fri 20:00-02:00", "2026-03-06T01:00", false),
        ("always", "2026-03-08T03:00", true),
    ])
    func `Hours hold on their days`(hours: String, moment: String, isOpen: Bool) throws {
        let text = "name: B\nqueues: { desk: { title: D, hours: \"\(hours)\" } }"
        let (bot, _) = SmallBot.load(["bot.yaml": text])
        let open = try #require(bot?.queues.first?.hours)
        #expect(open.contain(try #require(CivilDateTime(moment))) == isOpen)
    }

    @Test func `A night that began before a holiday is worked to its end, and none begins on one`()
        throws
    {
        let hours = try #require(try bot("hours: mon-fri 20:00-02:00").hours)
        let friday = try #require(CivilDate("2026-03-06"))
        func open(_ moment: String, _ holiday: CivilDate) throws -> Bool {
            hours.contain(try #require(CivilDateTime(moment)), holidays: [holiday])
        }
        #expect(try open("2026-03-06T01:00", friday))
        #expect(try !open("2026-03-06T21:00", friday))
        #expect(try !open("2026-03-07T01:00", friday))
        let evening = try #require(CivilDateTime("2026-03-06T12:00"))
        #expect(hours.next(after: evening, holidays: [friday]) == CivilDateTime("2026-03-09T20:00"))
    }

    @Test func `A queue keeps the bot's hours unless it has its own`() throws {
        let text = """
            name: B
            hours: mon-fri 09:00-17:00
            queues:
              desk: { title: D }
              night: { title: N, hours: always }
            """
        let (bot, _) = SmallBot.load(["bot.yaml": text])
        let queues = try #require(bot?.queues)
        #expect(queues[0].hours == bot?.hours)
        #expect(queues[1].hours == .always)
        #expect(try self.bot("").queues[0].hours == nil)
    }

    @Test func `Holidays may have names`() throws {
        let calendar = try bot("calendar: { holidays: { 2026-12-25: Christmas Day } }").calendar
        let christmas = try #require(CivilDate("2026-12-25"))
        #expect(calendar.holidays == [christmas])
        #expect(calendar.names == [christmas: "Christmas Day"])
    }

    @Test func `A holiday that stands twice is told`() {
        let text = SmallBot.bot + "\ncalendar: { holidays: [2026-12-25, 2026-12-26, 2026-12-25] }"
        let (bot, diagnostics) = SmallBot.load(["bot.yaml": text])
        #expect(bot != nil)
        #expect(places(diagnostics) == ["3:48 doubled-holiday"])
    }

    @Test func `Words of a bot's own stand beside the languages'`() throws {
        let bot = try bot("words: { agent: [teller, a real banker], hold_on: one sec }")
        #expect(bot.words.values.map(\.source.count).sorted() == [1, 2])
    }

    @Test func `A house text of a bot's own replaces the default`() throws {
        let bot = try bot("house: { changed: \"Now it is {value}.\" }")
        #expect(bot.house[.changed].source == "Now it is {value}.")
        #expect(bot.house[.greeting].source == HouseText.greeting.defaultText)
    }
}

@Suite struct `What a row of a table says` {
    @Test(
        arguments: [
            ("text", "12", .value(.string("12"))),
            ("int", "-3", .value(.int(-3))),
            ("bool", "true", .value(.bool(true))),
            ("date", "+2d", .relative(days: 2, time: nil)),
            ("date", "-400d", .relative(days: -400, time: nil)),
            ("duration", "1h30m", .value(.duration(TimeSpan(seconds: 5400)))),
            ("email", "ann@bank.example", .value(.email("ann@bank.example"))),
            ("phone", "+14155550101;ext=12", .value(.phone("+14155550101;ext=12"))),
            ("list of text", "[a, b]", .value(.list([.string("a"), .string("b")]))),
        ] as [(String, String, Table.Cell)]
    )
    func `is read as its column's type`(type: String, text: String, cell: Table.Cell) {
        #expect(read(text, as: type) == cell)
    }

    @Test(arguments: [
        ("money", "12.50USD"), ("money", "USD 12.50"), ("money", "12.50 usd"), ("int", "1.5"),
        ("date", "2026-2-3"), ("date", "+9999d"), ("datetime", "+2d"), ("timestamp", "2026-03-02"),
        ("phone", "+0123456"), ("email", "ann@bank"), ("bool", "yes"), ("number", "1e9"),
        ("list of int", "[1, x]"),
    ])
    func `is refused where it is none`(type: String, text: String) {
        #expect(read(text, as: type) == nil)
    }

    private func read(_ text: String, as type: String) -> Table.Cell? {
        let table = "columns: { id: text, it: \(type) }\nrows: [{ id: a, it: \(text) }]"
        return SmallBot.load(["records/things.yaml": table]).bot?.tables["things"]?.rows[0]["it"]
    }
}
