/// What a scalar means by the core schema of YAML 1.2, where `yes`, `no`, `on`, `off` are words.
package enum Resolved: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
}

extension Node {
    /// The meaning of a scalar; nil for a sequence or a mapping.
    ///
    /// A quoted scalar is a string always.
    package var resolved: Resolved? {
        guard case .scalar(let text, let style) = kind else { return nil }
        return style == .plain ? Resolved(plain: text) : .string(text)
    }
}

extension Resolved {
    /// Reads a scalar that has no quotes.
    ///
    /// A whole number that does not fit 64 bits becomes a float.
    ///
    /// Source: YAML 1.2.2, section 10.3.2, "Tag Resolution".
    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        case ".nan", ".NaN", ".NAN": self = .float(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": self = .float(-.infinity)
        default: self = Resolved.number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> Resolved? {
        // Longer ones are no numbers that anybody writes by hand.
        guard text.utf8.count <= 400 else { return nil }
        if text.hasPrefix("0x") { return whole(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return whole(text.dropFirst(2), radix: 8) }
        guard isDecimal(text) else { return nil }
        if let whole = Int(text) { return .int(whole) }
        return Double(text).map { .float($0) }
    }

    private static func whole(_ digits: Substring, radix: Int) -> Resolved? {
        // `Int(_:radix:)` accepts a sign, the schema does not.
        guard digits.first != "+", digits.first != "-" else { return nil }
        return Int(digits, radix: radix).map { .int($0) }
    }

    // `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func isDecimal(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func skipDigits() -> Int {
            let count = rest.prefix { $0 >= 48 && $0 <= 57 }.count
            rest = rest.dropFirst(count)
            return count
        }
        func skip(_ characters: String) -> Bool {
            guard let first = rest.first, characters.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = skip("+-")
        let whole = skipDigits()
        if skip(".") {
            let fraction = skipDigits()
            guard whole + fraction > 0 else { return false }
        } else if whole == 0 {
            return false
        }
        if skip("eE") {
            _ = skip("+-")
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
