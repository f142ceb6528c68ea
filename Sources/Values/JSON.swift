import Foundation

/// A JSON value, for the borders of the product: command lines, files, HTTP bodies.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// Reads one JSON value.
    ///
    /// - Throws: `JSONError` where the bytes are not one JSON value in UTF-8, or nest deeper than
    ///   64.
    public init(parsing bytes: Data) throws(JSONError) {
        do {
            self = try JSONDecoder().decode(JSON.self, from: bytes)
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw JSONError(reason: "nested deeper than \(Self.maximumDepth)")
        } catch {
            throw JSONError(reason: "not valid JSON")
        }
    }

    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Data(text.utf8))
    }

    /// Far beyond any message of a channel, far below what would exhaust the stack.
    static let maximumDepth = 64

    /// Sorted keys and no white space, so that equal values are equal bytes.
    public var encoded: Data { encoded([]) }

    private func encoded(_ more: JSONEncoder.OutputFormatting) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = more.union([.sortedKeys, .withoutEscapingSlashes])
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a JSON value with a finite number always encodes")
        }
        return data
    }

    /// `encoded`, as text.
    public var text: String { String(decoding: encoded, as: UTF8.self) }

    /// The same over many lines, for people.
    public var indented: String { String(decoding: encoded(.prettyPrinted), as: UTF8.self) }
}

/// Why some bytes are not JSON.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    public let reason: String
    public var description: String { reason }
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

extension JSON: Codable {
    public init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.maximumDepth else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "too deep")
            )
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let truth = try? container.decode(Bool.self) {
            self = .bool(truth)
        } else if let number = try? container.decode(Int64.self) {
            self = .int(number)
        } else if let number = try? container.decode(Double.self) {
            self = .double(number)
        } else if let keyed = try? decoder.container(keyedBy: FieldKey.self) {
            var fields: [String: JSON] = [:]
            for key in keyed.allKeys {
                fields[key.stringValue] = try keyed.decode(JSON.self, forKey: key)
            }
            self = .object(fields)
        } else {
            var items: [JSON] = []
            var unkeyed = try decoder.unkeyedContainer()
            while !unkeyed.isAtEnd { items.append(try unkeyed.decode(JSON.self)) }
            self = .array(items)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let truth): try truth.encode(to: encoder)
        case .int(let number): try number.encode(to: encoder)
        case .double(let number): try number.encode(to: encoder)
        case .string(let text): try text.encode(to: encoder)
        case .array(let items): try items.encode(to: encoder)
        case .object(let fields): try fields.encode(to: encoder)
        }
    }

    private struct FieldKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
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
