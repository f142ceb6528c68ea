import Foundation
import Values

/// `"%d of %s".format([2, "three"])`: the extension of CEL for texts.
struct TextFormat {
    private let arguments: Arguments
    private let items: [Value]

    init(_ arguments: Arguments) throws(EvaluationError) {
        guard case .list(let items) = arguments[1] else { throw arguments.refused() }
        self.arguments = arguments
        self.items = items
    }

    func formatted() throws(EvaluationError) -> String {
        var result = ""
        var next = 0
        var rest = try arguments.text(0).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if rest.first == "%" {
                result += "%"
                rest.removeFirst()
                continue
            }
            var precision: Int?
            if rest.first == "." {
                rest.removeFirst()
                let digits = rest.prefix { ("0"..."9").contains($0) }
                guard let size = Int(String(digits)), size <= 100 else {
                    throw arguments.error(.badFormat("a precision is at most 100 digits"))
                }
                precision = size
                rest = rest.dropFirst(digits.count)
            }
            guard let clause = rest.popFirst() else {
                throw arguments.error(.badFormat("nothing stands behind '%'"))
            }
            guard next < items.count else { throw arguments.error(.indexOutOfRange) }
            result += try one(clause, items[next], precision)
            next += 1
            guard result.utf8.count <= Limits.textBytes else { throw arguments.error(.tooLarge) }
        }
        return result
    }

    private func one(
        _ clause: Unicode.Scalar,
        _ value: Value,
        _ precision: Int?
    ) throws(EvaluationError) -> String {
        switch clause {
        case "s":
            var left = Limits.textBytes
            return try text(value, &left)
        case "d":
            switch value {
            case .int, .decimal: return value.spelledPlainly ?? ""
            case .double(let number) where !number.isFinite: return number.spelled
            default: throw refused("%d", value)
            }
        case "f", "e":
            let number: Double
            switch value {
            case .int(let whole): number = Double(whole)
            case .double(let double): number = double
            case .decimal(let decimal): number = decimal.double
            default: throw refused("%\(clause)", value)
            }
            guard number.isFinite else { return number.spelled }
            return String(
                format: "%.\(precision ?? 6)\(clause)",
                number
            )
        case "b":
            if case .bool(let truth) = value { return truth ? "1" : "0" }
            return try digits(value, radix: 2, clause)
        case "o": return try digits(value, radix: 8, clause)
        case "x", "X":
            let isUpper = clause == "X"
            if let text = value.plainText {
                return text.utf8.map { byte in
                    let digits = String(byte, radix: 16, uppercase: isUpper)
                    return byte < 16 ? "0" + digits : digits
                }.joined()
            }
            let text = try digits(value, radix: 16, clause)
            return isUpper ? text.uppercased() : text
        default: throw arguments.error(.badFormat("'%\(clause)' is not known"))
        }
    }

    private func digits(
        _ value: Value,
        radix: Int,
        _ clause: Unicode.Scalar
    ) throws(EvaluationError) -> String {
        guard case .int(let number) = value else { throw refused("%\(clause)", value) }
        return String(number, radix: radix)
    }

    private func refused(_ clause: String, _ value: Value) -> EvaluationError {
        EvaluationError(.noOverload(clause, [value.typeWord]), at: arguments.offset)
    }

    private func text(_ value: Value, _ left: inout Int) throws(EvaluationError) -> String {
        var result = ""
        switch value {
        case .null: result = "null"
        case .list(let items):
            var parts: [String] = []
            for item in items { parts.append(try text(item, &left)) }
            result = "[" + parts.joined(separator: ", ") + "]"
        case .map(let pairs):
            var parts: [String] = []
            for key in pairs.keys.sorted(by: { $0.text.precedes($1.text) }) {
                parts.append("\(key.text): \(try text(pairs[key] ?? .null, &left))")
            }
            result = "{" + parts.joined(separator: ", ") + "}"
        default:
            guard let plain = value.spelledPlainly else { throw refused("%s", value) }
            result = plain
        }
        left -= result.utf8.count
        guard left >= 0 else { throw arguments.error(.tooLarge) }
        return result
    }
}
