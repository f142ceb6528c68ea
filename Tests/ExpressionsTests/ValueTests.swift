import Expressions
import Foundation
import Testing
import Values

struct ValueTests {
    private var filled: Environment {
        environment([
            "reason": .choice(Choice(id: "stolen", title: "Stolen")),
            "reasons": .list([.choice(Choice(id: "lost", title: "Lost"))]),
            "card": .choice(
                Choice(
                    id: "visa",
                    title: "Visa",
                    fields: ["limit": .money(Money(amount: 500, currency: "USD"))]
                )
            ),
            "lost_on": .date(day("2026-11-18")), "amount": .decimal(Decimal(1) / 10),
            "price": .money(Money(amount: 20, currency: "USD")), "phone": .phone("+14155550101"),
            "pin": .string("4111 1111 1111 1111"),
            "delivery": .timeSlot(
                TimeSlot(id: "d1", title: "Monday morning", start: friday, seconds: 7200)
            ),
            "contact": .record(Record(shape: "contact", fields: ["verified": .bool(true)])),
        ])
    }

    private func day(_ text: String) -> CivilDate {
        CivilDate(text) ?? CivilDate(daysSinceEpoch: 0)
    }

    @Test(arguments: [
        "reason == \"stolen\"", "\"stolen\" == reason", "reason != \"lost\"",
        "reason in [\"lost\", \"stolen\"]", "\"lost\" in reasons", "!(reason in reasons)",
        "reason.title == \"Stolen\"", "card.limit > 499", "card.limit == money(500, \"USD\")",
        "amount == 0.1", "amount < 1", "amount + 0.2 == 0.3", "amount * 3 == decimal(\"0.3\")",
        "price * 2 == 40", "price / 3 < 7", "price - money(5, \"USD\") == 15", "price / price == 1",
        "lost_on < today", "today - lost_on == duration(\"48h\")",
        "lost_on + duration(\"2d\") == today", "days_between(lost_on, today) == 2",
        "add_days(lost_on, -1) < lost_on", "add_months(date(\"2026-01-31\"), 1).day == 28",
        "today.weekday == \"friday\"", "date(now) == today", "time(now) == time(\"10:00\")",
        "time(\"23:00\") + duration(\"2h\") == time(\"01:00\")",
        "delivery == \"d1\"", "delivery.end - delivery.start == duration(\"2h\")",
        "phone == \"+14155550101\"", "phone.startsWith(\"+1\")", "last(phone, 4) == \"0101\"",
        "luhn(pin)", "!luhn(\"4111 1111 1111 1112\")", "digits(pin).size() == 16",
        "upper(\"straße\") == \"STRASSE\"", "contact.verified", "string(amount) == \"0.1\"",
        "int(amount) == 0", "double(amount) == 0.1", "amount > -1.5 && amount <= 0.1",
    ])
    func `A condition on a customer's values holds`(source: String) throws {
        #expect(try value(source, in: filled) == .bool(true))
    }

    @Test(arguments: [
        ("price + money(1, \"EUR\")", EvaluationError.Reason.differentCurrencies),
        ("price < money(1, \"EUR\")", .differentCurrencies),
        ("amount / 0", .divisionByZero),
        ("add_days(today, 9999999)", .outOfRange("the date")),
        ("add_days(today, 9223372036854775807)", .outOfRange("the date")),
        ("add_business_days(today, 9223372036854775807)", .outOfRange("the date")),
        (
            "today + duration(\"2400000h\") + duration(\"2400000h\") * 20",
            .outOfRange("the duration")
        ),
    ])
    func `What has no answer is an error and never a trap`(
        source: String,
        reason: EvaluationError.Reason
    ) throws {
        let (expression, mistakes) = compile(source)
        #expect(mistakes == [])
        let error = #expect(throws: EvaluationError.self) {
            try expression?.evaluate(in: filled)
        }
        #expect(error?.reason == reason)
    }

    @Test func `Today is the contact's day`() throws {
        let late = Timestamp(seconds: friday.seconds + 14 * 3600)
        #expect(try value("today", in: environment(now: late)) == .date(day("2026-11-21")))
        #expect(
            try value("today", in: environment(zone: "Pacific/Honolulu", now: late))
                == .date(day("2026-11-20"))
        )
    }
}
