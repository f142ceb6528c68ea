import Foundation

/// Codable values as JSON, written and read without a tree between: what is stored at every turn.
///
/// The form is that of Foundation's coders: `Data` in base 64, everything else as it codes itself.
package enum CodedJSON {
    /// Sorted keys and no white space, so that equal values are equal bytes.
    ///
    /// - Throws: What the value throws; `EncodingError` for a number that JSON does not have.
    package static func bytes(
        of value: some Encodable,
        userInfo: [CodingUserInfoKey: Any] = [:]
    ) throws -> [UInt8] {
        let writing = CodedJSONWriting(userInfo: userInfo)
        try writing.write(value)
        return writing.finished()
    }

    /// Reads one value.
    ///
    /// - Throws: `JSONError` for bytes that are no JSON, `DecodingError` for JSON that is not the
    ///   value.
    package static func value<Value: Decodable>(
        _ type: Value.Type,
        from bytes: some ContiguousBytes,
        userInfo: [CodingUserInfoKey: Any] = [:]
    ) throws -> Value {
        try reading(bytes) { try $0.value(type, userInfo: userInfo) }
    }

    /// Lends bytes as a document that can be asked more than once.
    ///
    /// - Throws: `JSONError` for bytes that are no JSON, or what `body` throws.
    package static func reading<Result>(
        _ bytes: some ContiguousBytes,
        _ body: (CodedDocument) throws -> Result
    ) throws -> Result {
        try bytes.withUnsafeBytes { buffer in
            let tape = try JSONTape(reading: buffer.bindMemory(to: UInt8.self))
            defer { tape.release() }
            guard tape.depth <= limits.depth else { throw JSONError(.deeper(than: limits.depth)) }
            return try body(CodedDocument(tape))
        }
    }

    /// Far beyond any value of a conversation, far below what would exhaust the stack.
    static let limits = JSON.Limits(depth: 512)
}

/// JSON that is read into values, and what no value has asked for; it lives as long as
/// `CodedJSON.reading` runs.
package final class CodedDocument {
    let tape: JSONTape
    @exclusivity(unchecked) private(set) var userInfo: [CodingUserInfoKey: Any] = [:]
    /// A bit for each word of the tape: at a key, that it was asked for; at an object, that it was
    /// read as one; at its end, that all its keys were looked at because they are data.
    @exclusivity(unchecked) private var marks: [UInt64]

    fileprivate init(_ tape: JSONTape) {
        self.tape = tape
        marks = Array(repeating: 0, count: tape.end(of: JSONTape.first) / 64 + 1)
    }

    /// - Throws: `DecodingError` where the document is not the value.
    package func value<Value: Decodable>(
        _ type: Value.Type,
        userInfo: [CodingUserInfoKey: Any] = [:]
    ) throws -> Value {
        self.userInfo = userInfo
        return try Value(from: CodedJSONDecoder(document: self, place: JSONTape.first))
    }

    func mark(_ place: Int) { marks[place >> 6] |= 1 << UInt64(place & 63) }

    func isMarked(_ place: Int) -> Bool { marks[place >> 6] & 1 << UInt64(place & 63) != 0 }
}

extension JSONTape {
    /// How many objects and lists are inside of one another at most.
    fileprivate var depth: Int {
        let end = end(of: Self.first)
        var (depth, deepest, place) = (0, 0, Self.first)
        while place < end {
            switch UInt8(words[place] >> 56) {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                deepest = max(deepest, depth)
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
            default: place = self.end(of: place)
            }
        }
        return deepest
    }
}
