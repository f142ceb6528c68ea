import Foundation

/// The fields of an object.
///
/// They are few: a key is looked for from the first one on.
struct CodedFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let document: CodedDocument
    private let start: Int
    private let end: Int

    init(decoder: CodedJSONDecoder) {
        document = decoder.document
        start = decoder.place
        end = decoder.document.tape.end(of: start) - 1
    }

    private var decoder: CodedJSONDecoder { CodedJSONDecoder(document: document, place: start) }
    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        document.mark(end)
        var keys: [Key] = []
        keys.reserveCapacity(document.tape.count(at: start))
        var place = start + 1
        while place < end {
            if let key = Key(stringValue: document.tape.string(at: place)) {
                document.mark(place)
                keys.append(key)
            }
            place = document.tape.end(of: place + 1)
        }
        return keys
    }

    private func find(_ key: some CodingKey) -> CodedJSONDecoder? {
        let tape = document.tape
        var name = key.stringValue
        return name.withUTF8 { name in
            var place = start + 1
            while place < end {
                let bytes = tape.bytes(at: place)
                if bytes.count == name.count, name.isEqual(to: bytes) {
                    document.mark(place)
                    return CodedJSONDecoder(document: document, place: place + 1)
                }
                place = tape.end(of: place + 1)
            }
            return nil
        }
    }

    private func field(_ key: some CodingKey) throws -> CodedJSONDecoder {
        if let field = find(key) { return field }
        throw DecodingError.keyNotFound(
            key,
            .init(codingPath: codingPath, debugDescription: "there is no '\(key.stringValue)'")
        )
    }

    /// nil also where it is null.
    private func fieldIfPresent(_ key: Key) -> CodedJSONDecoder? {
        guard let field = find(key), field.kind != .null else { return nil }
        return field
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try field(key).decodeNil() }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try field(key).decode(type) }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try field(key).decode(type)
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try field(key).decode(type) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try field(key).decode(type)
    }

    // One search for each, where the standard library's make three.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        try fieldIfPresent(key)?.decode(type)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try fieldIfPresent(key)?.decode(type)
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try fieldIfPresent(key)?.decode(type)
    }

    func decodeIfPresent<Value: Decodable>(
        _ type: Value.Type,
        forKey key: Key
    ) throws -> Value? { try fieldIfPresent(key)?.decode(type) }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Inner> { try field(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try field(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try field(CodedKey("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }
}

/// The items of a list, one after another.
struct CodedItems: UnkeyedDecodingContainer {
    private let document: CodedDocument
    private let start: Int
    private let end: Int
    private var place: Int
    private(set) var currentIndex = 0

    init(decoder: CodedJSONDecoder) {
        document = decoder.document
        start = decoder.place
        end = decoder.document.tape.end(of: start) - 1
        place = start + 1
    }

    var codingPath: [any CodingKey] {
        CodedJSONDecoder(document: document, place: start).codingPath
    }

    /// nil where there are more than a tape counts.
    var count: Int? {
        let count = document.tape.count(at: start)
        return count < JSONTape.mostCounted ? count : nil
    }

    var isAtEnd: Bool { place >= end }

    private func item() throws -> CodedJSONDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Any.self,
                .init(codingPath: codingPath, debugDescription: "the list has no more items")
            )
        }
        return CodedJSONDecoder(document: document, place: place)
    }

    private mutating func advance() {
        place = document.tape.end(of: place)
        currentIndex += 1
    }

    /// Goes on to the next one only where this one is what was asked for.
    private mutating func taking<Value>(
        _ read: (CodedJSONDecoder) throws -> Value
    ) throws -> Value {
        let value = try read(try item())
        advance()
        return value
    }

    mutating func decodeNil() throws -> Bool {
        let isNull = try item().decodeNil()
        if isNull { advance() }
        return isNull
    }

    mutating func decode(_ type: String.Type) throws -> String {
        try taking { try $0.decode(type) }
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try taking { try $0.decode(type) }
    }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) throws -> KeyedDecodingContainer<Inner> { try taking { try $0.container(keyedBy: type) } }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try taking { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder { try taking { $0 } }
}

extension UnsafeBufferPointer<UInt8> {
    /// For as many bytes as it has itself.
    fileprivate func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let bytes = baseAddress, let others = other.baseAddress else { return isEmpty }
        return memcmp(bytes, others, count) == 0
    }
}
