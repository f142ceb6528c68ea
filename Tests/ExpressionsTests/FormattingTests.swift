import Expressions
import Foundation
import Testing
import Values

struct FormattingTests {
    private func shown(_ hole: String, in locale: String) throws -> String {
        let there = environment(
            [
                "lost_on": CivilDate("2026-11-26").map(Value.date) ?? .null,
                "amount": .decimal(Decimal(12345) / 10),
                "price": .money(Money(amount: Decimal(12345) / 10, currency: "USD")),
                "placed": .timestamp(friday),
            ],
            locale: locale
        )
        return try render("{\(hole)}", in: there)
    }

    @Test(arguments: [
        ("en_US", "lost_on.long()", "Thursday, November 26, 2026"),
        ("en_US", "lost_on", "Thursday, November 26, 2026"),
        ("en_US", "lost_on.short()", "Nov 26, 2026"),
        ("es_ES", "lost_on.long()", "jueves 26 de noviembre de 2026"),
        ("ar", "lost_on.long()", "الخميس، 26 نوفمبر، 2026"),
        ("en_US", "time(\"17:30\")", "5:30 PM"), ("es_ES", "time(\"17:30\")", "17:30"),
        ("en_US", "placed", "Friday, November 20, 2026 at 10:00 AM"),
        ("en_US", "amount", "1,234.5"), ("es_US", "amount", "1,234.5"),
        ("es_ES", "amount", "1234,5"), ("ar_EG", "amount", "١٬٢٣٤٫٥"),
        ("en_US", "price", "$1,234.50"), ("es_ES", "price", "1234,50 US$"),
        ("en_US", "price.long()", "1,234.50 US dollars"),
        ("en_US", "price.short()", "$1,234.50"), ("en_US", "money(50, \"USD\").short()", "$50"),
        ("en_US", "amount.short()", "1.2K"), ("ar_EG", "12", "١٢"),
        ("en_GB", "[\"a\", \"b\", \"c\"].list()", "a, b and c"),
        ("en_US", "[\"a\", \"b\"].list()", "a and b"), ("en_US", "[\"a\"].list()", "a"),
        ("es_ES", "[\"a\", \"b\", \"c\"].list()", "a, b y c"),
        ("en_US", "duration(\"2h30m\")", "2 hours, 30 minutes"),
        ("es_ES", "duration(\"2h30m\")", "2 horas y 30 minutos"),
        ("en_US", "duration(\"45s\")", "45 seconds"), ("en_US", "duration(\"3d\")", "3 days"),
        ("en_US", "true", "yes"), ("es_ES", "true", "sí"), ("ar", "false", "لا"),
    ])
    func `A value is shown in the customer's language`(
        locale: String,
        hole: String,
        expected: String
    ) throws {
        #expect(try shown(hole, in: locale) == expected)
    }

    @Test func `A telephone number is shown as the occasion shows it`() throws {
        let occasion = Occasion(
            now: friday,
            zone: .gmt,
            showPhone: { $0.replacing("+1", with: "+1 ") }
        )
        let there = Environment(values: ["phone": .phone("+14155550101")], on: occasion)
        #expect(try render("{phone}", in: there) == "+1 4155550101")
    }
}
