/// The place of one value in the text.
struct CodedJSONEncoder: Encoder {
    let writing: CodedJSONWriting
    /// How many containers the value lies in.
    let level: Int

    /// Nobody reads it: what is stored encodes everywhere alike.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { writing.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            CodedJSONObject(writing: writing, level: writing.open(isObject: true, in: level))
        )
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        CodedJSONList(writing: writing, level: writing.open(isObject: false, in: level))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CodedJSONValue(writing: writing)
    }
}

private struct CodedJSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writing: CodedJSONWriting
    let level: Int

    var codingPath: [any CodingKey] { [] }

    private func begin(_ key: some CodingKey) -> CodedJSONValue {
        writing.begin(key.stringValue, in: level)
        return CodedJSONValue(writing: writing)
    }

    func encodeNil(forKey key: Key) { begin(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { begin(key).encode(value) }
    func encode(_ value: String, forKey key: Key) { begin(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) throws { try begin(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) { begin(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) { begin(key).encode(value) }

    func encode(_ value: some Encodable, forKey key: Key) throws { try begin(key).encode(value) }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Inner> { begin(key).encoder.container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        begin(key).encoder.unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        writing.begin("super", in: level)
        return CodedJSONEncoder(writing: writing, level: level)
    }

    func superEncoder(forKey key: Key) -> any Encoder { begin(key).encoder }
}

private struct CodedJSONList: UnkeyedEncodingContainer {
    let writing: CodedJSONWriting
    let level: Int
    private(set) var count = 0

    init(writing: CodedJSONWriting, level: Int) {
        self.writing = writing
        self.level = level
    }

    var codingPath: [any CodingKey] { [] }

    private mutating func begin() -> CodedJSONValue {
        count += 1
        writing.beginItem(in: level)
        return CodedJSONValue(writing: writing)
    }

    mutating func encodeNil() { begin().encodeNil() }
    mutating func encode(_ value: Bool) { begin().encode(value) }
    mutating func encode(_ value: String) { begin().encode(value) }
    mutating func encode(_ value: Double) throws { try begin().encode(value) }
    mutating func encode(_ value: Int) { begin().encode(value) }
    mutating func encode(_ value: Int64) { begin().encode(value) }

    mutating func encode(_ value: some Encodable) throws { try begin().encode(value) }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) -> KeyedEncodingContainer<Inner> { begin().encoder.container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        begin().encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { begin().encoder }
}

/// A value that is no container, at the place that was begun last.
private struct CodedJSONValue: SingleValueEncodingContainer {
    let writing: CodedJSONWriting

    var codingPath: [any CodingKey] { [] }
    var encoder: CodedJSONEncoder { CodedJSONEncoder(writing: writing, level: writing.level) }

    func encodeNil() { writing.writeNull() }
    func encode(_ value: Bool) { writing.write(value) }
    func encode(_ value: String) { writing.write(value) }
    func encode(_ value: Double) throws { try writing.write(value) }
    func encode(_ value: Float) throws { try writing.write(Double(value)) }
    func encode(_ value: Int) { writing.write(Int64(value)) }
    func encode(_ value: Int8) { writing.writeDigits(of: value) }
    func encode(_ value: Int16) { writing.writeDigits(of: value) }
    func encode(_ value: Int32) { writing.writeDigits(of: value) }
    func encode(_ value: Int64) { writing.write(value) }
    func encode(_ value: UInt) { writing.writeDigits(of: value) }
    func encode(_ value: UInt8) { writing.writeDigits(of: value) }
    func encode(_ value: UInt16) { writing.writeDigits(of: value) }
    func encode(_ value: UInt32) { writing.writeDigits(of: value) }
    func encode(_ value: UInt64) { writing.writeDigits(of: value) }
    func encode(_ value: some Encodable) throws { try writing.write(value) }
}
