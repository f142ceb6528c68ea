/// A JSON value, for the borders of the product: command lines, files, HTTP bodies.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    public subscript(_ key: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields[key]
    }

    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    public var bool: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    public var int: Int? {
        switch self {
        case .int(let number): Int(number)
        case .double(let number): Int(exactly: number)
        default: nil
        }
    }

    public var double: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    public var array: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    public var object: [String: JSON]? {
        guard case .object(let fields) = self else { return nil }
        return fields
    }

    /// An object without the keys whose value is nil.
    public static func compact(_ fields: [String: JSON?]) -> JSON {
        .object(fields.compactMapValues { $0 })
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByStringInterpolation
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(booleanLiteral truth: Bool) { self = .bool(truth) }
    public init(integerLiteral number: Int64) { self = .int(number) }
    public init(arrayLiteral items: JSON...) { self = .array(items) }
    public typealias Key = String
    public typealias Value = JSON

    public init(dictionaryLiteral fields: (String, JSON)...) {
        self = .object(Dictionary(fields) { _, last in last })
    }
}
