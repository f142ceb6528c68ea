import Diagnostics
import Expressions
import Foundation
import Testing
import Values

struct TextTemplateTests {
    private let there = environment([
        "reason": .choice(Choice(id: "stolen", title: "Stolen")), "pin": .string("{today}"),
        "address": .address(Address("1 Main St\nSpringfield")), "note": .string("late"),
        "phone": .phone("+14155550101"), "amount": .decimal(1250),
        "price": .money(Money(amount: 20, currency: "USD")),
        "delivery": .timeSlot(
            TimeSlot(id: "d1", title: "Monday, 9 to 11", start: friday, seconds: 7200)
        ),
        "reasons": .list([
            .choice(Choice(id: "lost", title: "Lost")),
            .choice(Choice(id: "stolen", title: "Stolen")),
        ]),
    ])

    @Test(arguments: [
        ("Done, the card is frozen.", "Done, the card is frozen."),
        ("Your card was {reason.title}.", "Your card was Stolen."),
        ("{reason}", "Stolen"), ("{reasons}", "Lost and Stolen"),
        ("To {address.line()}, {delivery}", "To 1 Main St, Springfield, Monday, 9 to 11"),
        ("{price} of {amount}", "$20.00 of 1,250"),
        ("{{not a hole}} {1 + 1}", "{not a hole} 2"),
        ("{ {\"a\": \"b\"}.a }", "b"), ("{\"}\"}", "}"), ("{'\\'}' + r'\\'}", "'}\\"),
        ("{true} and {1 > 2}", "yes and no"), ("", ""),
        ("{amount > 1000 ? \"a lot\" : \"some\"}", "a lot"),
    ])
    func `A text shows its values`(source: String, expected: String) throws {
        #expect(try render(source, in: there) == expected)
    }

    @Test func `A value that looks like an expression stays a value`() throws {
        #expect(try render("{pin}", in: there) == "{today}")
    }

    @Test(arguments: [
        ("Hello {", "unclosed-brace", 7), ("Hello {pin", "unclosed-brace", 7),
        ("a } b", "stray-brace", 3), ("{}", "empty-hole", 1), ("a {  }", "empty-hole", 3),
        ("Hi {pni}", "unknown-name", 5), ("Hi {note}", "may-be-empty", 5),
        ("{customer}", "not-text", 2), ("{ {\"a\": 1} }", "not-text", 3),
        ("{pin.matches(\"[\")}", "bad-pattern", 14),
        ("{reason == \"stole\"}", "unknown-option", 12),
    ])
    func `A mistake in a text stands where it is`(source: String, code: String, column: Int) {
        var diagnostics: [Diagnostic] = []
        let template = TextTemplate.compile(
            source,
            at: location(source),
            scope: topic,
            into: &diagnostics
        )
        #expect(template == nil)
        #expect(diagnostics.map(\.code) == [code])
        #expect(diagnostics.map(\.location.column) == [column])
    }

    @Test func `All mistakes of a text are found at once`() {
        var diagnostics: [Diagnostic] = []
        _ = TextTemplate.compile(
            "{pni} } {note}",
            at: location(""),
            scope: topic,
            into: &diagnostics
        )
        #expect(Set(diagnostics.map(\.code)) == ["unknown-name", "stray-brace", "may-be-empty"])
    }

    @Test func `An optional value may be shown where it is known`() throws {
        #expect(try render("{note}", in: there, scope: topic.narrowing(["note"])) == "late")
    }

    @Test(arguments: [
        ("plain", true), ("{{braces}}", true), ("{\"constant\"}", true), ("{pin}", false),
        ("{today}", false), ("{5}", false),
    ])
    func `A text without values is constant`(source: String, expected: Bool) {
        var diagnostics: [Diagnostic] = []
        let template = TextTemplate.compile(
            source,
            at: location(source),
            scope: topic,
            into: &diagnostics
        )
        #expect(template?.isConstant == expected)
    }

    @Test func `A text tells what it reads`() {
        var diagnostics: [Diagnostic] = []
        let template = TextTemplate.compile(
            "{pin} {customer.id} {pin}",
            at: location(""),
            scope: topic,
            into: &diagnostics
        )
        #expect(template?.reads == ["pin", "customer"])
    }
}
