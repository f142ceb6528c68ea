/// A value that can say nothing: an empty list, zero, *false*.
package protocol Blank: Hashable, Codable {
    static var blank: Self { get }
}

extension Array: Blank where Element: Hashable & Codable {
    package static var blank: [Element] { [] }
}

extension Dictionary: Blank where Key: Codable, Value: Hashable & Codable {
    package static var blank: [Key: Value] { [:] }
}

extension Bool: Blank {
    package static var blank: Bool { false }
}

extension Int: Blank {
    package static var blank: Int { 0 }
}

/// A part of a state that is saved only where it says something, so that a state stays small; an
/// older one that lacks it loads.
@propertyWrapper
package struct UnlessBlank<Value: Blank & Sendable>: Hashable, Sendable, Codable {
    package var wrappedValue: Value

    package init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws {
        wrappedValue = try Value(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

// What the compiler writes for a type with such parts calls these, and for every state what follows them.
extension KeyedDecodingContainer {
    func decode<Value: Blank & Sendable>(
        _ type: UnlessBlank<Value>.Type,
        forKey key: Key
    ) throws -> UnlessBlank<Value> {
        try decodeIfPresent(type, forKey: key) ?? UnlessBlank(wrappedValue: .blank)
    }
}

extension KeyedEncodingContainer {
    mutating func encode<Value: Blank & Sendable>(_ part: UnlessBlank<Value>, forKey key: Key)
        throws
    {
        guard part.wrappedValue != .blank else { return }
        try encode(part.wrappedValue, forKey: key)
    }
}

// The standard library's take nil through four generic calls before nothing is written; most of what a
// state may have, it has not.
extension KeyedEncodingContainer {
    mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }

    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }

    mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }
}
