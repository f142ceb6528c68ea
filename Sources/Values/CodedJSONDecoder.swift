import Foundation

/// One value of a document.
struct CodedJSONDecoder: Decoder {
    let document: CodedDocument
    let place: Int

    private var tape: JSONTape { document.tape }
    var kind: JSONTape.Kind { tape.kind(at: place) }
    var userInfo: [CodingUserInfoKey: Any] { document.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard kind == .object else { throw mismatch([String: Any].self) }
        document.mark(place)
        return KeyedDecodingContainer(CodedFields(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard kind == .array else { throw mismatch([Any].self) }
        return CodedItems(decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    /// The keys and indices on the way from the document's value to this one; only errors need it.
    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var at = JSONTape.first
        while at < place, let step = step(in: at) {
            path.append(step.key)
            at = step.value
        }
        return path
    }

    /// The field or the item of a container that this value lies in.
    private func step(in container: Int) -> (key: CodedKey, value: Int)? {
        let isObject = tape.kind(at: container) == .object
        guard isObject || tape.kind(at: container) == .array else { return nil }
        let end = tape.end(of: container) - 1
        var (at, index) = (container + 1, 0)
        while at < end {
            let value = isObject ? at + 1 : at
            if place < tape.end(of: value) {
                return (isObject ? CodedKey(tape.string(at: at)) : CodedKey(index), value)
            }
            at = tape.end(of: value)
            index += 1
        }
        return nil
    }
}

extension CodedJSONDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { kind == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard kind == .bool else { throw mismatch(type) }
        return tape.bool(at: place)
    }

    func decode(_ type: String.Type) throws -> String {
        guard kind == .string else { throw mismatch(type) }
        return tape.string(at: place)
    }

    func decode(_ type: Double.Type) throws -> Double {
        switch kind {
        case .int: return Double(tape.int(at: place))
        case .double: return tape.double(at: place)
        case .null, .bool, .string, .array, .object: throw mismatch(type)
        }
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

    private func integer<Number: FixedWidthInteger>() throws -> Number {
        let number: Number? =
            switch kind {
            case .int: Number(exactly: tape.int(at: place))
            case .double:
                tape.unsigned(at: place).map { Number(exactly: $0) }
                    ?? Number(exactly: tape.double(at: place))
            case .null, .bool, .string, .array, .object: nil
            }
        guard let number else { throw mismatch(Number.self) }
        return number
    }

    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == Data.self {
            guard let data = Data(base64Encoded: try decode(String.self)) as? Value else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: codingPath, debugDescription: "not base 64")
                )
            }
            return data
        }
        return try Value(from: self)
    }

    func mismatch(_ type: Any.Type) -> DecodingError {
        let found = kind
        let context = DecodingError.Context(
            codingPath: codingPath,
            debugDescription: "\(found) where \(type) is needed"
        )
        return found == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }
}

/// A step on the way to a value.
struct CodedKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init(_ index: Int) {
        stringValue = "Index \(index)"
        intValue = index
    }

    init(stringValue: String) { self.init(stringValue) }
    init(intValue: Int) { self.init(intValue) }
}
