import Diagnostics
import Expressions
import Foundation
import Testing
import Values

/// A topic's scope: the names every topic has, and the slots of a bank's card topic.
let topic = Scope.everywhere.adding([
    "reason": .choice(options: ["lost", "stolen", "damaged"], fields: nil),
    "reasons": .list(.choice(options: ["lost", "stolen", "damaged"], fields: nil)),
    "freeze": .optional(.bool), "lost_on": .date, "note": .optional(.string),
    "amount": .decimal, "price": .money, "pin": .string, "phone": .phone,
    "address": .address, "delivery": .timeSlot(fields: nil), "call_at": .optional(.time),
    "card": .choice(options: nil, fields: cards), "cards": .list(.record(cards)),
    "customer": .record(customers), "placed": .timestamp,
])

let cards = RowType(
    name: "cards",
    fields: ["id": .string, "title": .string, "limit": .money]
)
let customers = RowType(
    name: "customers",
    fields: ["id": .string, "phone": .optional(.phone), "born": .optional(.date)]
)

/// Friday, 20 November 2026, 10:00 in New York.
let friday = Timestamp(seconds: 1_795_186_800)

func environment(
    _ values: [String: Value] = [:],
    locale: String = "en_US",
    zone: String = "America/New_York",
    now: Timestamp = friday,
    calendar: BusinessCalendar = BusinessCalendar()
) -> Environment {
    Environment(
        values: values,
        now: now,
        zone: TimeZone(identifier: zone) ?? .gmt,
        locale: Locale(identifier: locale),
        calendar: calendar
    )
}

func location(_ text: String) -> Diagnostics.SourceLocation {
    Diagnostics.SourceLocation(
        file: SourceFile(path: "topics/card.yaml", text: text),
        line: 1,
        column: 1
    )
}

/// The expression, or nil with its mistakes.
func compile(
    _ text: String,
    in scope: Scope = topic,
    expecting expected: Type? = nil
) -> (CEL?, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let expression = CEL.compile(
        text,
        at: location(text),
        scope: scope,
        expecting: expected,
        into: &diagnostics
    )
    return (expression, diagnostics)
}

func value(
    _ text: String,
    in environment: Environment = environment(),
    scope: Scope = topic
) throws -> Value {
    let (expression, mistakes) = compile(text, in: scope)
    #expect(mistakes == [])
    return try #require(expression).evaluate(in: environment)
}

func render(
    _ text: String,
    in environment: Environment,
    scope: Scope = topic
) throws -> String {
    var mistakes: [Diagnostic] = []
    let template = TextTemplate.compile(
        text,
        at: location(text),
        scope: scope,
        into: &mistakes
    )
    #expect(mistakes == [])
    return try #require(template).render(in: environment)
}

/// What `botsim eval` answers.
func answer(
    _ text: String,
    bindings: JSON = [:],
    check: Bool = true
) -> JSON {
    ExpressionBatch.answer([
        "id": "1", "expr": .string(text), "bindings": bindings, "check": .bool(check),
    ])
}
