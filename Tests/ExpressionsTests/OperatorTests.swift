import Diagnostics
import Expressions
import Foundation
import Testing
import Values

/// The tables of operators in `docs/cel.md` against every pair of types.
@Suite struct `Operators` {
    /// A type by its word in the document, with two values of it.
    private static let samples: [(word: String, type: Expressions.`Type`, values: [String])] = [
        ("bool", .bool, ["true", "false"]), ("int", .int, ["7", "2"]),
        ("double", .double, ["6.0", "3.0"]),
        ("number", .decimal, ["decimal(\"7\")", "decimal(\"2\")"]),
        ("text", .string, ["\"a\"", "\"w1\""]), ("phone", .phone, ["phone", "phone"]),
        ("email", .email, ["email", "email"]),
        ("money", .money, ["price", "money(2, \"USD\")"]),
        ("date", .date, ["lost_on", "today"]), ("time", .time, ["call_at", "time(\"08:00\")"]),
        ("datetime", .datetime, ["visit", "datetime(now)"]),
        ("timestamp", .timestamp, ["now", "delivery.start"]),
        ("duration", .duration, ["trip", "duration(\"1d\")"]),
        ("choice", CELDocument.scope.names["card"] ?? .null, ["card", "card"]),
        ("time_slot", .timeSlot(fields: nil), ["delivery", "delivery"]),
        ("address", .address, ["address", "address"]), ("file", .file, ["photo", "photo"]),
        ("location", .location, ["place", "place"]),
        ("row", .record(RowType(name: "", fields: [:])), ["cards[0]", "cards[1]"]),
        ("list", .list(.string), ["[\"a\"]", "[\"b\"]"]),
        ("map", .map(.string, .int), ["{\"a\": 1}", "{\"b\": 2}"]),
    ]

    private static let arithmetic = ["+", "-", "*", "/", "%"]
    private static let order = ["<", "<=", ">", ">="]

    /// `int + int` and what it gives, for each pair in a table.
    private func documented(_ heading: String) -> [String: String] {
        var pairs: [String: String] = [:]
        for row in CELDocument.rows(under: heading) {
            let lefts = row[0].components(separatedBy: ", ")
            let rights = row[2].components(separatedBy: ", ")
            for left in lefts {
                for right in rights {
                    for sign in CELDocument.code(in: row[1]) {
                        pairs["\(left) \(sign) \(right)"] = row[3]
                    }
                }
            }
        }
        return pairs
    }

    private func word(of type: Expressions.`Type`) -> String {
        if case .list = type { return "list" }
        return Self.samples.first { $0.type == type }?.word ?? "\(type)"
    }

    /// Every pair of types with every one of some operators, and what the check says of it.
    private func accepted(
        _ signs: [String],
        _ body: (_ pair: String, CEL) throws -> Void
    ) rethrows {
        for left in Self.samples {
            for right in Self.samples {
                for sign in signs {
                    let source = "\(left.values[0]) \(sign) \(right.values[1])"
                    guard let expression = compile(source, in: CELDocument.scope).0 else {
                        continue
                    }
                    try body("\(left.word) \(sign) \(right.word)", expression)
                }
            }
        }
    }

    @Test func `of sums and products take what the document says, and nothing else`() throws {
        let documented = documented("### Sums, differences, products")
        var found: [String: String] = [:]
        try accepted(Self.arithmetic) { pair, expression in
            found[pair] = word(of: expression.type)
            // What is checked runs, and gives what the check said.
            let value = try expression.evaluate(in: CELDocument.environment)
            #expect(kind(of: value) == found[pair], "\(pair)")
        }
        #expect(found == documented)
    }

    @Test func `of comparison take what the document says, and nothing else`() {
        let documented = documented("### Comparisons")
        var found: Set<String> = []
        accepted(Self.order + ["==", "!="]) { pair, expression in
            found.insert(pair)
            #expect(expression.type == .bool)
            #expect(throws: Never.self) {
                try expression.evaluate(in: CELDocument.environment)
            }
        }
        #expect(found == Set(documented.keys))
    }

    @Test func `may compare anything with nothing`() throws {
        for sample in Self.samples {
            #expect(try value("\(sample.values[0]) == null") == .bool(false), "\(sample.word)")
        }
    }

    @Test func `look in a list as they compare its items`() {
        for left in Self.samples {
            for right in Self.samples {
                let (one, two) = (left.values[0], right.values[1])
                let compared = compile("\(one) == \(two)", in: CELDocument.scope).0 != nil
                let found = compile("\(one) in [\(two)]", in: CELDocument.scope).0 != nil
                #expect(found == compared, "\(left.word) in a list of \(right.word)")
            }
        }
    }

    private func value(_ source: String) throws -> Value {
        let (expression, _) = compile(source, in: CELDocument.scope)
        return try #require(expression).evaluate(in: CELDocument.environment)
    }

    private func kind(of value: Value) -> String {
        switch value {
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .decimal: "number"
        case .string: "text"
        case .list: "list"
        case .money: "money"
        case .date: "date"
        case .time: "time"
        case .datetime: "datetime"
        case .timestamp: "timestamp"
        case .duration: "duration"
        default: "\(value)"
        }
    }

    @Test(arguments: ["+", "-", "<", ">="])
    func `refuse amounts of two currencies when they are met`(sign: String) throws {
        let source = "price \(sign) money(1, \"EUR\")"
        let (expression, mistakes) = compile(source, in: CELDocument.scope)
        #expect(mistakes == [])
        #expect(throws: EvaluationError(.differentCurrencies, at: 6)) {
            try expression?.evaluate(in: CELDocument.environment)
        }
    }

    @Test func `find amounts of two currencies unequal`() throws {
        #expect(try value("money(1, \"USD\") == money(1, \"EUR\")") == .bool(false))
        #expect(try value("money(1, \"USD\") != money(1, \"EUR\")") == .bool(true))
    }
}
