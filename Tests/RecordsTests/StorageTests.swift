import BotRuntime
import Diagnostics
import Expressions
import Foundation
import Records
import Testing
import Topics
import Values

@Suite struct `A column` {
    @Test func `keeps what a file says in each type`() throws {
        let shop = try Shop(tables: [
            "things": """
            columns:
              id: text
              number: number
              count: int
              price: money
              on: date
              at: time
              local: datetime
              moment: timestamp
              length: duration
              phone: phone
              email: email
              home: address
              sold: bool
              tags: list of text
              days: list of date
              more: optional text
            rows:
              - id: "1"
                number: -0.005
                count: 7
                price: 12.50 USD
                on: 2024-02-29
                at: "09:00"
                local: 2026-03-02T10:00
                moment: 2026-03-02T10:00:00.25Z
                length: 1h30m
                phone: "+14155550101"
                email: a@b.example
                home: 7 Lakeview Court, Chicago, IL 60611
                sold: true
                tags: [a, "1", ""]
                days: [2024-02-29]
            """
        ])
        let row = try #require(shop.backEnd.rows(of: "things").first)
        let leapDay = try #require(CivilDate("2024-02-29"))
        #expect(
            row.fields == [
                "id": "1",
                "number": .decimal(try #require(Decimal.exactly("-0.005"))),
                "count": .int(7),
                "price": .money(
                    Money(amount: try #require(Decimal.exactly("12.5")), currency: "USD")
                ),
                "on": .date(leapDay),
                "at": .time(try #require(CivilTime("09:00"))),
                "local": .datetime(try #require(CivilDateTime("2026-03-02T10:00"))),
                "moment": .timestamp(try #require(Timestamp("2026-03-02T10:00:00.25Z"))),
                "length": .duration(TimeSpan(seconds: 5400)),
                "phone": .phone("+14155550101"),
                "email": .email("a@b.example"),
                "home": .address(Address("7 Lakeview Court, Chicago, IL 60611")),
                "sold": .bool(true),
                "tags": .list(["a", "1", ""]),
                "days": .list([.date(leapDay)]),
                "more": .null,
            ]
        )
    }

    static let values: [(Expressions.`Type`, Value)] = [
        (.string, ""), (.string, "a\u{0}b"), (.string, "e\u{301}"), (.string, "1e3"),
        (.int, .int(.max)), (.int, .int(.min)),
        (.double, .double(0.1)), (.double, .double(1)), (.double, .double(-.infinity)),
        (.double, .double(.leastNonzeroMagnitude)),
        (.decimal, .decimal(Decimal(string: "12345678901234567890123456789012345678") ?? 0)),
        (.decimal, .decimal(Decimal(string: "-0.00000000000000000000000000001") ?? 0)),
        (.money, .money(Money(amount: 5, currency: nil))),
        (.money, .money(Money(amount: -5, currency: "two words"))),
        (.date, .date(CivilDate(daysSinceEpoch: .min))),
        (.date, .date(CivilDate(daysSinceEpoch: .max))),
        (.time, .time(CivilTime(secondsSinceMidnight: 86_399))),
        (.datetime, CivilDateTime("0001-01-01T00:00:00").map { .datetime($0) } ?? .null),
        (.datetime, CivilDateTime("1969-12-31T23:59:59-05:30").map { .datetime($0) } ?? .null),
        (.timestamp, .timestamp(Timestamp(seconds: -62_135_596_800, nanoseconds: 999_999_999))),
        (.timestamp, .timestamp(Timestamp(seconds: -1))),
        (.duration, .duration(TimeSpan(seconds: -3, nanoseconds: -500_000_000))),
        (
            .address, .address(Address("Gate 1\nRiyadh", postalCode: "11564", country: "SA"))
        ),
        (.choice(options: nil, fields: nil), .choice(Choice(id: "a", title: "a"))),
        (
            .choice(options: ["a"], fields: nil),
            .choice(Choice(id: "a", title: "An A", fields: ["price": .decimal(3)]))
        ),
        (
            .timeSlot(fields: nil),
            .timeSlot(
                TimeSlot(
                    id: "w1",
                    title: "Morning",
                    start: Timestamp(seconds: 5),
                    seconds: 7200,
                    fields: ["van": "blue"]
                )
            )
        ),
        (
            .file,
            .file(FileReference(id: "f", mime: "image/png", size: 9, name: nil))
        ),
        (.location, .location(Location(latitude: 52.5, longitude: -0.1, name: "Here"))),
        (
            .record(RowType(name: "pair", fields: ["a": .int, "b": .optional(.date)])),
            .record(Record(shape: "pair", fields: ["a": .int(1), "b": .null]))
        ),
        (
            .list(.list(.money)),
            .list([.list([]), .list([.money(Money(amount: 1, currency: "USD"))])])
        ),
        (
            .map(.string, .bool),
            .map([.string("x"), .int(2)].reduce(into: [:]) { $0[$1] = .bool(true) })
        ),
        (.dyn, .double(2.5)), (.dyn, "blob"), (.dyn, .list([.null, .bool(false)])),
        (.optional(.phone), .phone("+14155550101;ext=12")), (.optional(.date), .null),
    ]

    @Test(arguments: values)
    func `gives back exactly what was put in`(type: Expressions.`Type`, value: Value) throws {
        var definition = try petShop().definition
        let place = try #require(definition.tables["pets"]).location
        definition.tables["things"] = Table(
            name: "things",
            columns: [
                Table.Column(name: "id", type: .string, optional: false),
                Table.Column(name: "thing", type: type, optional: true),
            ],
            rows: [["id": .value("1"), "thing": .value(value)]],
            location: place
        )
        let backEnd = try RecordsBackEnd(definition: definition, now: Shop.noon)
        let stored = try #require(backEnd.rows(of: "things").first?.fields["thing"])
        #expect(stored == value)
        if case .string(let text) = value, case .string(let same) = stored {
            #expect(text.unicodeScalars.elementsEqual(same.unicodeScalars))
        }
    }

    @Test func `refuses what is nested too deep`() throws {
        var definition = try petShop().definition
        let place = try #require(definition.tables["pets"]).location
        let deep = (0..<5000).reduce(Value.null) { value, _ in .list([value]) }
        definition.tables["things"] = Table(
            name: "things",
            columns: [
                Table.Column(name: "id", type: .string, optional: false),
                Table.Column(name: "thing", type: .dyn, optional: true),
            ],
            rows: [["id": .value("1"), "thing": .value(deep)]],
            location: place
        )
        #expect(
            throws: RecordsError.badTable("things", reason: "a value is nested deeper than 64")
        ) {
            try RecordsBackEnd(definition: definition, now: Shop.noon)
        }
    }
}
