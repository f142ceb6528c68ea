import Diagnostics
import Expressions
import Foundation
import Topics
import Values
import YAML

extension FuzzTarget {
    /// Checked and evaluated twice it is the same, and what it gives can be shown.
    static func evaluate(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        var violations: [String] = []
        var mistakes: [Diagnostic] = []
        let place = SourceLocation(file: SourceFile(path: "a", text: text), line: 1, column: 1)
        let expression = CEL.compile(text, at: place, scope: Names.scope, into: &mistakes)
        if expression == nil, mistakes.isEmpty { violations.append("no mistake says why") }
        guard let expression else { return violations }
        for locale in ["en_US", "ar_EG"] {
            let environment = Names.environment(locale)
            let once = Result { try expression.evaluate(in: environment) }
            let again = Result { try expression.evaluate(in: environment) }
            switch (once, again) {
            case (.success(let one), .success(let other)):
                // Not a number is never equal to itself.
                let isSame = one == other || environment.shown(one) == environment.shown(other)
                if !isSame { violations.append("evaluated twice, it differs") }
            case (.failure, .failure): break
            case (.success, .failure), (.failure, .success):
                violations.append("it fails once of two times")
            }
        }
        return violations
    }

    /// Its mistakes have their place; rendered twice it is the same.
    static func render(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        var mistakes: [Diagnostic] = []
        let place = SourceLocation(file: SourceFile(path: "a", text: text), line: 1, column: 1)
        let template = TextTemplate.compile(text, at: place, scope: Names.scope, into: &mistakes)
        var violations: [String] = []
        if (template == nil) != mistakes.contains(where: { $0.severity == .error }) {
            violations.append("there is a text with mistakes, or none without")
        }
        let lines = text.unicodeScalars.count { $0 == "\n" } + 1
        for mistake in mistakes where !(1...lines).contains(mistake.location.line) {
            violations.append("\(mistake.code) stands at \(mistake.location)")
        }
        guard let template else { return violations }
        for locale in ["en_US", "ar_EG"] {
            let once = try? template.render(in: Names.environment(locale))
            let again = try? template.render(in: Names.environment(locale))
            if once != again { violations.append("rendered twice, it differs") }
        }
        return violations
    }

    /// Every scalar of the bots' files: expressions, texts, names.
    static var expressionSeeds: [[UInt8]] {
        let texts = SampleBot.all.flatMap(\.files).flatMap { file in
            YAML.load(bytes: file.bytes, path: file.path).node?.scalars ?? []
        }
        let own = Names.values.keys.sorted().flatMap { ["\($0) == \($0)", "{\($0)}"] }
        return Array(Set(texts + own)).sorted().map { Array($0.utf8) }
    }
}

/// A name of every type that a topic can have.
private enum Names {
    static let values: [String: Value] = [
        "n": .int(7), "x": .double(1.5), "s": .string("Zürich"), "t": .bool(true),
        "d": .date(CivilDate(daysSinceEpoch: 20_512)),
        "list": .list([.int(1), .int(2), .int(3)]),
        "map": .map([.string("a"): .int(1), .string("b"): .int(2)]),
        "sum": .money(Money(amount: 12, currency: "EUR")), "much": .decimal(3),
        "long": .duration(TimeSpan(seconds: 5400)), "call": .phone("+14155550101"),
        "mail": .email("ann@example.com"), "home": .address(Address("1 Main Street, Boston")),
    ]

    static let types: [String: Expressions.`Type`] = [
        "n": .int, "x": .double, "s": .string, "t": .bool, "d": .date, "list": .list(.int),
        "map": .map(.string, .int), "sum": .money, "much": .decimal, "long": .duration,
        "call": .phone, "mail": .email, "home": .address, "gone": .optional(.string),
    ]

    static let scope = Scope.everywhere.adding(types)

    static func environment(_ locale: String) -> Environment {
        Environment(
            values: values,
            now: Timestamp(seconds: 1_772_463_600),
            zone: TimeZone(identifier: "America/New_York") ?? .gmt,
            locale: Locale(identifier: locale)
        )
    }
}

extension Node {
    fileprivate var scalars: [String] {
        switch kind {
        case .scalar(let text, _): [text]
        case .sequence(let items): items.flatMap(\.scalars)
        case .mapping(let entries): entries.flatMap { $0.key.scalars + $0.value.scalars }
        }
    }
}
