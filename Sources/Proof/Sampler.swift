import Expressions
import Foundation
import Topics
import Values

/// Makes a value of any type, so that whatever reads it has something to read.
struct Sampler {
    /// What lies ahead is ahead of it.
    let now: Timestamp
    /// ISO 4217: amounts of one currency can be added up and compared.
    let currency: String

    /// What the country of a bot pays with.
    static func currency(of region: String) -> String {
        Locale(identifier: "en_\(region)").currency?.identifier ?? "USD"
    }

    private var today: CivilDate { now.civil(offset: 0).date }
    private var noon: CivilTime { CivilTime(secondsSinceMidnight: 12 * 3600) }

    /// Makes a value.
    ///
    /// - Parameters:
    ///   - type: What may be empty is filled; a list has two items.
    ///   - number: Tells the values of a list apart, from 1.
    /// - Returns: A value that every expression over the type can read.
    func value(_ type: Expressions.`Type`, number: Int = 1) -> Value {
        switch type {
        case .null: .null
        case .bool: .bool(true)
        case .int: .int(Int64(number))
        case .double: .double(Double(number))
        case .string, .dyn: .string("sample \(number)")
        case .timestamp: .timestamp(now.adding(TimeSpan(seconds: Int64(number) * 86_400)))
        case .duration: .duration(TimeSpan(seconds: 3600))
        case .list(let item): .list([value(item, number: 1), value(item, number: 2)])
        case .map: .map([:])
        case .decimal: .decimal(Decimal(number))
        case .money: .money(Money(amount: Decimal(number), currency: currency))
        case .date: .date(today.adding(days: number))
        case .time: .time(noon)
        case .datetime: .datetime(CivilDateTime(date: today.adding(days: number), time: noon))
        case .phone: .phone("+1415555010\(number)")
        case .email: .email("sample\(number)@example.com")
        case .address: .address(Address("\(number) Elm Street, Springfield"))
        case .file:
            .file(FileReference(id: "f\(number)", mime: "image/png", size: 1024, name: nil))
        case .location: .location(Location(latitude: 40, longitude: -70, name: "Springfield"))
        case .choice(let options, let row):
            .choice(choice(options?.first ?? "sample\(number)", fields(row, number)))
        case .timeSlot(let row): timeSlot(fields(row, number), number)
        case .record(let row): .record(Record(shape: row.name, fields: fields(row, number)))
        case .article:
            .record(
                Record(
                    shape: "article",
                    fields: [
                        "id": .string("a\(number)"), "title": .string("Sample \(number)"),
                        "text": .string("Sample"), "url": .string("https://example.com/"),
                    ]
                )
            )
        case .optional(let inner): value(inner, number: number)
        }
    }

    private func fields(_ row: RowType?, _ number: Int) -> [String: Value] {
        (row?.fields ?? [:]).mapValues { value($0, number: number) }
    }

    private func choice(_ id: String, _ fields: [String: Value]) -> Choice {
        Choice(id: id, title: "Sample \(id)", fields: fields)
    }

    private func timeSlot(_ fields: [String: Value], _ number: Int) -> Value {
        .timeSlot(
            TimeSlot(
                id: "t\(number)",
                title: "Sample \(number)",
                start: now.adding(TimeSpan(seconds: Int64(number) * 86_400)),
                seconds: 3600,
                fields: fields
            )
        )
    }
}
