import Foundation
import Values

extension Value {
    /// A value of a declared type, spelled as JSON: what a stub or a back end over HTTP gives.
    ///
    /// - Returns: null where the JSON is not of the type.
    package init(json: JSON, as type: `Type`) {
        switch type {
        case .optional(let inner): self = Value(json: json, as: inner)
        case .list(let inner):
            self = .list((json.array ?? [json]).map { Value(json: $0, as: inner) })
        case .record(let row):
            guard let fields = json.object else {
                self = .null
                return
            }
            var values: [String: Value] = [:]
            for (name, type) in row.fields {
                values[name] = fields[name].map { Value(json: $0, as: type) } ?? .null
            }
            self = .record(Record(shape: row.name, fields: values))
        default: self = Self.scalar(json, type)
        }
    }

    private static func scalar(_ json: JSON, _ type: `Type`) -> Value {
        let text = json.string
        switch type {
        case .bool: return json.bool.map { .bool($0) } ?? .null
        case .int: return json.int.map { .int(Int64($0)) } ?? .null
        case .double: return json.double.map { .double($0) } ?? .null
        case .decimal:
            let digits = text ?? json.double.map { "\($0)" } ?? ""
            return Decimal.exactly(digits).map { .decimal($0) } ?? .null
        case .money:
            guard let amount = (json["amount"]?.string).flatMap({ Decimal.exactly($0) }) else {
                return .null
            }
            return .money(Money(amount: amount, currency: json["currency"]?.string))
        case .date: return text.flatMap { CivilDate($0) }.map { .date($0) } ?? .null
        case .time: return text.flatMap { CivilTime($0) }.map { .time($0) } ?? .null
        case .datetime: return text.flatMap { CivilDateTime($0) }.map { .datetime($0) } ?? .null
        case .timestamp: return text.flatMap { Timestamp($0) }.map { .timestamp($0) } ?? .null
        case .duration: return text.flatMap { TimeSpan($0) }.map { .duration($0) } ?? .null
        case .phone: return text.map { .phone($0) } ?? .null
        case .email: return text.map { .email($0) } ?? .null
        case .address: return text.map { .address(Address($0)) } ?? .null
        default: return text.map { .string($0) } ?? .null
        }
    }
}
