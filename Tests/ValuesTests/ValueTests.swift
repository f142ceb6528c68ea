import Foundation
import Testing
import Values

@Suite struct ValueTests {
    static let values: [Value] = [
        .null, .bool(true), .int(.max), .int(.min), .double(0.1), .double(.infinity),
        .string(""), .string("a\u{0}b \"c\" \\ 👩‍👩‍👧 \u{202E}"), .list([.int(1), .null, .string("x")]),
        .map([.int(1): .bool(false), .string("k"): .list([]), .bool(true): .null]),
        .timestamp(Timestamp(seconds: -1, nanoseconds: 999_999_999)),
        .duration(TimeSpan(seconds: -3, nanoseconds: -5)),
        .decimal(Decimal.exactly("-1234.5") ?? 0),
        .money(Money(amount: Decimal.exactly("12.50") ?? 0, currency: "USD")),
        .money(Money(amount: 7, currency: nil)), .date(CivilDate(daysSinceEpoch: 20_000)),
        .time(CivilTime(secondsSinceMidnight: 63_000)),
        .datetime(
            CivilDateTime(
                date: CivilDate(daysSinceEpoch: 1),
                time: CivilTime(secondsSinceMidnight: 1),
                offset: -18_000
            )
        ),
        .phone("+14155550101;ext=12"), .email("a+b@example.com"),
        .address(Address("1 Elm St\nSpringfield", postalCode: "02110", country: "US")),
        .choice(Choice(id: "lost", title: "Lost", fields: ["n": .int(1)])),
        .timeSlot(
            TimeSlot(id: "w1", title: "Morning", start: Timestamp(seconds: 1), seconds: 60)
        ),
        .file(FileReference(id: "f", mime: "image/png", size: 9, name: nil)),
        .location(Location(latitude: 1.5, longitude: -2.25, name: "Here")),
        .record(Record(shape: "cards", fields: ["id": .string("x"), "n": .null])),
        .list([
            .record(Record(shape: "cards", fields: ["id": .string("x"), "n": .int(1)])),
            .record(Record(shape: "cards", fields: ["id": .string("y"), "n": .null])),
        ]),
    ]

    @Test(arguments: values)
    func `What a conversation keeps comes back as it was`(value: Value) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let saved = try encoder.encode([value])
        #expect(try JSONDecoder().decode([Value].self, from: saved) == [value])
    }

    static let spellings: [(Value, JSON)] = [
        (Value.choice(Choice(id: "lost", title: "Lost")), JSON.string("lost")),
        (.decimal(Decimal.exactly("-1234.5") ?? 0), "-1234.5"),
        (
            .money(Money(amount: Decimal.exactly("12.5") ?? 0, currency: nil)),
            ["amount": "12.50", "currency": .null]
        ),
        (.duration(TimeSpan(seconds: 9000)), "PT2H30M"),
        (.date(CivilDate(daysSinceEpoch: 0)), "1970-01-01"), (.bool(true), true),
        (.list([.choice(Choice(id: "a", title: "A"))]), ["a"]),
        (.address(Address("1 Elm St\nSpringfield")), "1 Elm St, Springfield"),
    ]

    @Test(arguments: spellings)
    func `Each value has one spelling`(value: Value, spelling: JSON) {
        #expect(value.spelled == spelling)
    }

    @Test(arguments: [
        "", "-", "1.", ".5", "1,5", "1e5", "١", "1 ", String(repeating: "9", count: 60),
    ])
    func `What is no exact number is none`(text: String) {
        #expect(Decimal.exactly(text) == nil)
    }
}
