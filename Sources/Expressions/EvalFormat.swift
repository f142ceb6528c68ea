import Foundation
import Values

/// Expressions in JSON Lines: the format of `botsim eval --expressions`.
package struct ExpressionBatch {
    /// Answers one line.
    ///
    /// - Parameter line: `{"id","expr"}` with `bindings` and `"check": false` where they are wanted.
    /// - Returns: `{"id","type","value"}` or `{"id","error"}`.
    package static func answer(_ line: JSON) -> JSON {
        var answer: [String: JSON] = [:]
        if let id = line["id"] { answer["id"] = id }
        switch result(line) {
        case .success(let value):
            answer["type"] = value["type"]
            answer["value"] = value["value"]
        case .failure(let problem): answer["error"] = .string(problem.message)
        }
        return .object(answer)
    }

    private struct Problem: Error {
        let message: String
    }

    private static func result(_ line: JSON) -> Result<JSON, Problem> {
        guard let text = line["expr"]?.string else {
            return .failure(Problem(message: "there is no \"expr\""))
        }
        var values: [String: Value] = [:]
        for (name, spelled) in line["bindings"]?.object ?? [:] {
            guard let value = Value(spelledTyped: spelled) else {
                return .failure(Problem(message: "the binding '\(name)' cannot be read"))
            }
            values[name] = value
        }
        let isStrict = line["check"]?.bool ?? true
        let scope = Scope(binding: values)
        let expression: Expression
        switch Expression.checked(text, scope: scope, isStrict: isStrict) {
        case .success(let checked): expression = checked
        case .failure(let mistakes):
            let shown = mistakes.list.map { "\($0.offset + 1): \($0.message)" }
            return .failure(Problem(message: shown.joined(separator: "; ")))
        }
        do {
            let environment = Environment(values: values, on: .none)
            let value = try expression.evaluate(in: environment)
            var left = Limits.iterations
            guard let spelled = value.spelledTyped(&left) else {
                return .failure(Problem(message: "the result is too large"))
            }
            return .success(spelled)
        } catch {
            return .failure(Problem(message: "\(error.offset + 1): \(error.message)"))
        }
    }
}

extension Value {
    /// `{"type","value"}`, or nil above `left` values.
    fileprivate func spelledTyped(_ left: inout Int) -> JSON? {
        left -= 1
        if let text = plainText { left -= text.utf8.count >> 6 }
        guard left >= 0 else { return nil }
        switch self {
        case .int(let number):
            let isExact = number.magnitude <= 1 << 53
            return Self.typed("int", isExact ? .int(number) : .string(String(number)))
        case .double(let number):
            return Self.typed("double", number.isFinite ? .double(number) : .string(number.spelled))
        case .list(let items):
            var spelled: [JSON] = []
            for item in items {
                guard let item = item.spelledTyped(&left) else { return nil }
                spelled.append(item)
            }
            return Self.typed("list", .array(spelled))
        case .map(let pairs):
            var spelled: [JSON] = []
            for key in pairs.keys.sorted(by: MapKey.inOrder) {
                guard let first = key.value.spelledTyped(&left),
                    let second = pairs[key]?.spelledTyped(&left)
                else { return nil }
                spelled.append([first, second])
            }
            return Self.typed("map", .array(spelled))
        case .duration(let span): return Self.typed("duration", .string(span.description))
        default: return Self.typed(typeName, spelled)
        }
    }

    private static func typed(_ type: String, _ value: JSON) -> JSON {
        ["type": .string(type), "value": value]
    }

    private var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .list: "list"
        case .map: "map"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .decimal: "decimal"
        case .money: "money"
        case .date: "date"
        case .time: "time"
        case .datetime: "datetime"
        case .phone: "phone"
        case .email: "email"
        case .address: "address"
        case .choice: "choice"
        case .timeSlot: "time_slot"
        case .file: "file"
        case .location: "location"
        case .record: "record"
        }
    }
}
