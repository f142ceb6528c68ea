import Diagnostics
import Expressions
import Foundation
import Testing
import Values

struct CheckerTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let source: String
        let code: String
        let column: Int
        let hint: String?

        init(_ source: String, _ code: String, _ column: Int, hint: String? = nil) {
            self.source = source
            self.code = code
            self.column = column
            self.hint = hint
        }

        var testDescription: String { source }
    }

    @Test(
        arguments: [
            Mistake("resaon == \"lost\"", "unknown-name", 1, hint: "did you mean 'reason'?"),
            Mistake(
                "true && reason == \"stollen\"",
                "unknown-option",
                19,
                hint: "did you mean \"stolen\"?"
            ),
            Mistake(
                "reason == \"x\"",
                "unknown-option",
                11,
                hint: "it has: \"lost\", \"stolen\", \"damaged\""
            ),
            Mistake(
                "reason in [\"lost\", \"stole\"]",
                "unknown-option",
                20,
                hint: "did you mean \"stolen\"?"
            ),
            Mistake("reason.id == \"lsot\"", "unknown-option", 14, hint: "did you mean \"lost\"?"),
            Mistake("\"stole\" in reasons", "unknown-option", 1, hint: "did you mean \"stolen\"?"),
            Mistake("customer.phon == null", "unknown-field", 10, hint: "did you mean 'phone'?"),
            Mistake("lost_on.lnog()", "unknown-function", 9, hint: "did you mean 'long'?"),
            Mistake(
                "lost_on < today()",
                "unknown-function",
                11,
                hint: "'today' is a value: write it without brackets"
            ),
            Mistake(
                "pin.length > 3",
                "unknown-field",
                5,
                hint: "did you mean 'size(…)', a function?"
            ),
            Mistake(
                "pin.toUpperCase() == \"A\"",
                "unknown-function",
                5,
                hint: "did you mean 'upper'?"
            ),
            Mistake("pin.long()", "wrong-arguments", 5),
            Mistake("add_days(today)", "wrong-arguments", 1),
            Mistake(
                "freeze && true",
                "may-be-empty",
                1,
                hint: "write filled(freeze) && … before it, or ask for it first"
            ),
            Mistake(
                "customer.phone.size() > 3",
                "may-be-empty",
                1,
                hint: "write filled(customer.phone) && … before it, or ask for it first"
            ),
            Mistake(
                "reason && true",
                "not-a-condition",
                1,
                hint: "compare it with something: reason == \"…\""
            ),
            Mistake("cards ? 1 : 2", "not-a-condition", 1, hint: "write size(cards) > 0"),
            Mistake(
                "lost_on > now",
                "wrong-type",
                9,
                hint: "write date(…) around the one with a time"
            ),
            Mistake("lost_on + 1", "wrong-type", 9, hint: "write add_days(date, n)"),
            Mistake(
                "amount == \"5\"",
                "wrong-type",
                8,
                hint: "a text has quotes, a number has none"
            ),
            Mistake("pin < 3", "wrong-type", 5, hint: "a text has quotes, a number has none"),
            Mistake("[1, \"a\"]", "mixed-types", 5),
            Mistake("true ? 1 : \"a\"", "mixed-types", 12),
            Mistake("dyn(1)", "refused", 1),
            Mistake("1u", "refused", 1),
            Mistake("[]", "unknown-type", 1),
            Mistake("pin.matches(\"(\")", "bad-pattern", 13, hint: "patterns are in RE2's syntax"),
            Mistake("date(\"2026-02-30\") < today", "never-works", 1),
            Mistake("datetime(\"2026-02-30T09:00\") < datetime(now)", "never-works", 1),
            Mistake("duration(\"soon\") == duration(\"1h\")", "never-works", 1),
            Mistake("cards.exists(c)", "bad-macro", 7),
            Mistake("has(reason)", "bad-macro", 1),
            Mistake("1 = 2", "syntax", 3, hint: "write '==' to compare"),
            Mistake("true and false", "syntax", 6, hint: "write '&&'"),
            Mistake("reason == “lost”", "syntax", 11, hint: "write straight quotes: \"stolen\""),
            Mistake("reason == 'lost", "syntax", 11, hint: "add a '"),
            Mistake("(1 + 2", "syntax", 7, hint: "')' is missing"),
            Mistake("", "syntax", 1),
        ]
    )
    func `A mistake is named with its place and a way out`(mistake: Mistake) throws {
        let (expression, diagnostics) = compile(mistake.source)
        #expect(expression == nil)
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostics.count == 1)
        #expect(diagnostic.code == mistake.code)
        #expect(diagnostic.location.column == mistake.column)
        if let hint = mistake.hint { #expect(diagnostic.hint == hint) }
    }

    @Test func `All mistakes are found at once`() {
        let (_, diagnostics) = compile("resaon == \"lost\" && freeze && reason == \"gone\"")
        #expect(diagnostics.map(\.code) == ["unknown-name", "may-be-empty", "unknown-option"])
    }

    @Test func `A mistake on a later line of a text stands on a later line of the file`() {
        let (_, diagnostics) = compile("true &&\n  resaon == \"lost\"")
        #expect(diagnostics.map(\.location.line) == [2])
        #expect(diagnostics.map(\.location.column) == [3])
    }

    @Test(arguments: [
        ("reason == \"stolen\"", Type.bool), ("reason.title", .string), ("card.limit", .money),
        ("amount > 10", .bool), ("amount * 1.5", .decimal), ("price * 2", .money),
        ("price > 100", .bool), ("price / price", .decimal), ("today - lost_on", .duration),
        ("today + duration(\"2d\")", .date), ("now - duration(\"1h\")", .timestamp),
        ("add_business_days(now, 3)", .date), ("delivery.start", .timestamp),
        ("cards.map(c, c.title)", .list(.string)), ("cards.filter(c, c.limit > 5)[0].id", .string),
        ("contact.verified", .bool), ("phone + \"\"", .string), ("reasons.size()", .int),
        ("freeze == true", .bool), ("\"lost\" in reasons", .bool), ("card == \"visa\"", .bool),
        ("true ? pin : null", .optional(.string)), ("[1.5, amount]", .list(.decimal)),
        ("hours.open || contact.locale == language", .bool),
    ])
    func `An expression has its type`(source: String, type: Type) {
        let (expression, diagnostics) = compile(source)
        #expect(diagnostics == [])
        #expect(expression?.type == type)
    }

    @Test(arguments: [
        ("5", Type.decimal), ("2.5", .decimal), ("amount", .optional(.decimal)),
        ("null", .optional(.date)), ("[]", .list(.string)), ("phone", .string),
        ("[1, 2]", .list(.decimal)), ("3", .double),
    ])
    func `A value fits where its type is wanted`(source: String, wanted: Type) {
        #expect(compile(source, expecting: wanted).1 == [])
    }

    @Test(arguments: [
        ("pin", Type.decimal, "wrong-type"), ("freeze", .bool, "may-be-empty"),
        ("reason", .string, "wrong-type"), ("2.5", .int, "wrong-type"),
        ("null", .date, "wrong-type"),
    ])
    func `A value of another type is refused`(source: String, wanted: Type, code: String) {
        #expect(compile(source, expecting: wanted).1.map(\.code) == [code])
    }

    @Test func `A whole number becomes the number a slot wants`() throws {
        let (expression, _) = compile("5", expecting: .decimal)
        #expect(try expression?.evaluate(in: environment()) == .decimal(5))
    }

    @Test func `An expression tells what it reads, without the names of macros`() {
        let (expression, _) = compile("cards.exists(c, c.limit > price) && customer.id == pin")
        #expect(expression?.reads == ["cards", "price", "customer", "pin"])
    }

    @Test(
        arguments: [
            ("customer.phone == phone", ["customer", "customer.phone", "phone"]),
            ("cards.exists(c, c.limit > 5)", ["cards", "cards.limit"]),
            ("cards.filter(c, true)[0].title", ["cards", "cards.title"]),
            ("(filled(note) ? card : card).limit > 5", ["note", "card", "card.limit"]),
        ] as [(String, Set<String>)]
    )
    func `An expression tells which fields it reads, also behind a macro`(
        source: String,
        paths: Set<String>
    ) {
        #expect(compile(source).0?.readPaths == paths)
    }

    @Test func `A function of the back end is checked and called`() throws {
        var scope = topic
        scope.extraFunctions["new_id"] = FunctionSignature(parameters: [.string], result: .string)
        #expect(compile("new_id(5)", in: scope).1.map(\.code) == ["wrong-type"])
        #expect(compile("new_id()", in: scope).1.map(\.code) == ["wrong-arguments"])
        let (expression, _) = compile("new_id(\"ORD\")", in: scope)
        let there = Environment(
            now: friday,
            zone: .gmt,
            functions: ["new_id": { values in .string("\(values[0].spelled.string ?? "")-1") }]
        )
        #expect(try expression?.evaluate(in: there) == .string("ORD-1"))
    }
}
