import Diagnostics
import Expressions
import Foundation
import Testing
import Values

/// `docs/cel.md`, whose tables and examples hold.
enum CELDocument {
    static let text: String = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("docs/cel.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// The lines below a heading, up to the next one.
    static func section(_ heading: String) -> [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: Substring(heading)) else { return [] }
        return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("#") })
    }

    /// The cells of a table's rows, without its head.
    static func rows(under heading: String) -> [[String]] {
        rows(in: section(heading))
    }

    static func rows(in lines: [Substring]) -> [[String]] {
        let cells = lines.filter { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Array(cells.drop { !($0.first ?? "").hasPrefix("---") }.dropFirst())
    }

    /// What stands in backticks.
    static func code(in text: String) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    struct Example: CustomTestStringConvertible, Sendable {
        let expression: String
        let value: String

        var testDescription: String { "\(expression) → \(value)" }
    }

    /// What is written as `` `expression` → `value` ``.
    static func examples(in text: String) -> [Example] {
        let parts = text.components(separatedBy: "`")
        return parts.indices.dropLast(2).compactMap { index in
            guard index % 2 == 1, parts[index + 1].trimmingCharacters(in: .whitespaces) == "→"
            else {
                return nil
            }
            return Example(expression: parts[index], value: parts[index + 2])
        }
    }

    static let examples = examples(in: text)

    // MARK: The names of the examples

    private static let reasons = ["lost", "stolen", "damaged"]

    private static let card = RowType(
        name: "cards",
        fields: ["id": .string, "title": .string, "limit": .money, "active": .bool]
    )

    static let scope = Scope.everywhere.adding([
        "reason": .choice(options: reasons, fields: nil),
        "reasons": .list(.choice(options: reasons, fields: nil)),
        "card": .choice(options: nil, fields: card), "cards": .list(.record(card)),
        "customer": .record(
            RowType(
                name: "customers",
                fields: ["id": .string, "name": .string, "phone": .optional(.phone)]
            )
        ),
        "lost_on": .date, "visit": .datetime, "call_at": .time,
        "delivery": .timeSlot(fields: nil), "trip": .duration, "amount": .decimal,
        "price": .money, "phone": .phone, "email": .email, "address": .address, "photo": .file,
        "place": .location, "number": .string, "note": .optional(.string),
    ])

    private static func row(_ id: String, _ title: String, _ limit: Int, _ active: Bool) -> Record {
        Record(
            shape: "cards",
            fields: [
                "id": .string(id), "title": .string(title), "active": .bool(active),
                "limit": .money(Money(amount: Decimal(limit), currency: "USD")),
            ]
        )
    }

    static let environment: Environment = {
        let visa = row("visa-1234", "Visa ending 1234", 500, true)
        let amex = row("amex-0005", "Amex ending 0005", 900, false)
        let lost = Value.choice(Choice(id: "lost", title: "Lost"))
        let holiday = CivilDate("2026-11-26").map { Set([$0]) } ?? []
        let contact: [String: Value] = [
            "verified": .bool(true), "locale": .string("en-US"), "region": .string("US"),
        ]
        return Environment(
            values: [
                "contact": .record(Record(shape: "contact", fields: contact)),
                "reason": lost,
                "reasons": .list([lost, .choice(Choice(id: "damaged", title: "Damaged"))]),
                "card": .choice(
                    Choice(id: "visa-1234", title: "Visa ending 1234", fields: visa.fields)
                ),
                "cards": .list([.record(visa), .record(amex)]),
                "customer": .record(
                    Record(
                        shape: "customers",
                        fields: [
                            "id": .string("100101"), "name": .string("Anna Keller"),
                            "phone": .phone("+14155550101"),
                        ]
                    )
                ),
                "lost_on": CivilDate("2026-11-18").map(Value.date) ?? .null,
                "visit": CivilDateTime("2026-11-23T09:00").map(Value.datetime) ?? .null,
                "call_at": CivilTime("17:30").map(Value.time) ?? .null,
                "delivery": .timeSlot(
                    TimeSlot(
                        id: "w1",
                        title: "Tuesday, 9 to 11",
                        start: Timestamp("2026-11-24T14:00:00Z") ?? friday,
                        seconds: 7200
                    )
                ),
                "trip": .duration(TimeSpan(seconds: 5400)), "amount": .decimal(Decimal(25) / 10),
                "price": .money(Money(amount: Decimal(4990) / 100, currency: "USD")),
                "phone": .phone("+14155550101"), "email": .email("anna@example.com"),
                "address": .address(Address("18 Harbor Street\nBoston, MA 02110")),
                "photo": .file(
                    FileReference(id: "f1", mime: "image/png", size: 2048, name: "card.png")
                ),
                "place": .location(Location(latitude: 42.36, longitude: -71.05, name: "Home")),
                "number": .string("4111 1111 1111 1111"),
            ],
            now: friday,
            zone: TimeZone(identifier: "America/New_York") ?? .gmt,
            calendar: BusinessCalendar(holidays: holiday)
        )
    }()
}

@Suite struct `The document of expressions` {
    @Test func `has many examples`() {
        #expect(CELDocument.examples.count > 100)
    }

    @Test(arguments: CELDocument.examples)
    func `shows what an expression gives`(example: CELDocument.Example) throws {
        let (expression, mistakes) = compile(example.expression, in: CELDocument.scope)
        #expect(mistakes.map(\.message) == [])
        let value = try #require(expression).evaluate(in: CELDocument.environment)
        #expect(value.written == example.value)
    }

    @Test func `says what the names of its examples hold`() throws {
        let rows = CELDocument.rows(in: CELDocument.section("## Values")).filter {
            $0.count == 3 && $0[0].hasPrefix("`") && isOwnName(CELDocument.code(in: $0[0])[0])
        }
        #expect(rows.count == CELDocument.scope.names.keys.filter(isOwnName).count)
        for row in rows {
            let name = try #require(CELDocument.code(in: row[0]).first)
            let value = CELDocument.environment[name]
            #expect(CELDocument.code(in: row[2]) == [value.written], "\(name)")
        }
    }

    private func isOwnName(_ name: String) -> Bool {
        CELDocument.scope.names[name] != nil && Scope.everywhere.names[name] == nil
    }

    @Test func `has every function with an example, and no other`() {
        let macros = ["all", "exists", "exists_one", "filter", "map", "filled", "has"]
        let known = Set(Expressions.Expression.functions + macros).subtracting(["dyn"])
        var described: Set<String> = []
        for row in CELDocument.rows(under: "## Functions") {
            let names = CELDocument.code(in: row[0]).compactMap { call in
                call.split(separator: "(").first.map { $0.hasPrefix("strings.") ? $0 : last($0) }
            }
            described.formUnion(names.map(String.init))
            let examples = CELDocument.examples(in: row[2])
            for name in names {
                let isShown = examples.contains { $0.expression.contains(name + "(") }
                #expect(isShown, "no example of \(name)")
            }
        }
        #expect(described == known)
    }

    /// `.long` and `list.map` by the name behind the dot.
    private func last(_ name: Substring) -> Substring {
        name.split(separator: ".").last ?? name
    }

    @Test func `says what to write instead of what is refused`() throws {
        let rows = CELDocument.rows(under: "### What to write instead")
        #expect(rows.count >= 10)
        for row in rows {
            for refused in CELDocument.code(in: row[0]) {
                let (expression, mistakes) = compile(refused, in: CELDocument.scope)
                #expect(expression == nil && mistakes.count == 1, "\(refused)")
            }
            for written in CELDocument.code(in: row[1]) {
                #expect(
                    compile(written, in: CELDocument.scope).1.map(\.message) == [],
                    "\(written)"
                )
            }
        }
    }
}
