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
        let scope = Scope(names: values.mapValues(\.inferredType), allowsDynamic: true)
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
    /// The type of a value that nobody declared.
    fileprivate var inferredType: Type {
        func common(_ types: some Sequence<Type>) -> Type {
            var result: Type?
            for type in types {
                guard let before = result else {
                    result = type
                    continue
                }
                if before != type { return .dyn }
            }
            return result ?? .dyn
        }
        return switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .timestamp: .timestamp
        case .duration: .duration
        case .decimal: .decimal
        case .date: .date
        case .time: .time
        case .datetime: .datetime
        case .phone: .phone
        case .email: .email
        case .money: .money
        case .list(let items): .list(common(items.map(\.inferredType)))
        case .map(let pairs):
            .map(
                common(pairs.keys.map(\.value.inferredType)),
                common(pairs.values.map(\.inferredType))
            )
        case .address, .choice, .timeSlot, .file, .location, .record: .dyn
        }
    }

    /// Reads `{"type","value"}`.
    fileprivate init?(spelledTyped spelled: JSON) {
        guard let type = spelled["type"]?.string, let value = spelled["value"] else { return nil }
        switch type {
        case "null": self = .null
        case "list":
            var items: [Value] = []
            for item in value.array ?? [] {
                guard let item = Value(spelledTyped: item) else { return nil }
                items.append(item)
            }
            self = .list(items)
        case "map":
            var pairs: [MapKey: Value] = [:]
            for pair in value.array ?? [] {
                guard let pair = pair.array, pair.count == 2,
                    let key = Value(spelledTyped: pair[0])?.mapKey,
                    let value = Value(spelledTyped: pair[1])
                else { return nil }
                pairs[key] = value
            }
            self = .map(pairs)
        case "bool":
            guard let truth = value.bool else { return nil }
            self = .bool(truth)
        case "int":
            switch value {
            case .int(let number): self = .int(number)
            case .double(let number):
                guard let whole = Int64(exactly: number) else { return nil }
                self = .int(whole)
            case .string(let digits):
                guard let number = Int64(digits) else { return nil }
                self = .int(number)
            default: return nil
            }
        case "double":
            if let number = value.double {
                self = .double(number)
            } else if let text = value.string, let number = Double(spelled: text) {
                self = .double(number)
            } else {
                return nil
            }
        default:
            guard let text = value.string, let read = Value(text, of: type) else { return nil }
            self = read
        }
    }

    /// Reads a type whose spelling is a text.
    private init?(_ text: String, of type: String) {
        let value: Value? =
            switch type {
            case "string": .string(text)
            case "timestamp": Timestamp(text).map(Value.timestamp)
            case "duration": TimeSpan(spelled: text).map(Value.duration)
            case "decimal": Decimal.exactly(text).map(Value.decimal)
            case "date": CivilDate(text).map(Value.date)
            case "time": CivilTime(text).map(Value.time)
            case "datetime": CivilDateTime(text).map(Value.datetime)
            case "phone": .phone(text)
            case "email": .email(text)
            default: nil
            }
        guard let value else { return nil }
        self = value
    }

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
