import Foundation

/// JSON that grows at its end while values encode themselves.
///
/// A container does not say when it is complete: it is closed as soon as something is written
/// outside of it. So whoever encodes finishes one container before going on with another, as all
/// code that a compiler writes does.
final class CodedJSONWriting {
    /// An object or a list that is not closed yet.
    private struct Open {
        let isObject: Bool
        /// Where its first field or item begins.
        let start: Int
        /// Its first one among `fields`.
        let firstField: Int
        var isEmpty = true
        var isSorted = true
    }

    /// A field of an open object.
    private struct Field {
        /// Where its key begins, with the quote.
        let start: Int
        /// Behind the key's quote.
        let keyEnd: Int
        /// The key stands there with escapes, so that its bytes do not say its order.
        let isEscaped: Bool
    }

    let userInfo: [CodingUserInfoKey: Any]
    // Every method goes in and out of them without calling others' code meanwhile; checking that at
    // run time took a third of all the time.
    @exclusivity(unchecked) private var text = JSONText()
    @exclusivity(unchecked) private var open: [Open] = []
    @exclusivity(unchecked) private var fields: [Field] = []
    @exclusivity(unchecked) private var sorted: [UInt8] = []

    init(userInfo: [CodingUserInfoKey: Any]) {
        self.userInfo = userInfo
        text.bytes.reserveCapacity(1_024)
        open.reserveCapacity(16)
        fields.reserveCapacity(64)
    }

    func finished() -> [UInt8] {
        close(to: 0)
        return text.bytes
    }

    /// How many containers are open: where the next value goes.
    var level: Int { open.count }

    /// Opens a container as the value that comes next.
    ///
    /// - Parameters:
    ///   - isObject: A list otherwise.
    ///   - level: How many containers the value lies in; if it has opened one already, it is that.
    /// - Returns: The container's level: how many containers are open as long as it is written to.
    func open(isObject: Bool, in level: Int) -> Int {
        if open.count > level {
            precondition(open[level].isObject == isObject, "a value is an object or a list")
            return level + 1
        }
        text.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        open.append(
            Open(isObject: isObject, start: text.bytes.count, firstField: fields.count)
        )
        return level + 1
    }

    /// Begins a field of the object at a level; its value comes next.
    func begin(_ key: String, in level: Int) {
        separate(in: level)
        let start = text.bytes.count
        text.append(quoted: key)
        let field = Field(
            start: start,
            keyEnd: text.bytes.count,
            isEscaped: text.bytes.count - start != key.utf8.count + 2
        )
        if open[level - 1].isSorted, fields.count > open[level - 1].firstField {
            open[level - 1].isSorted = isBefore(fields[fields.count - 1], field)
        }
        fields.append(field)
        text.append(UInt8(ascii: ":"))
    }

    /// Begins an item of the list at a level; its value comes next.
    func beginItem(in level: Int) { separate(in: level) }

    private func separate(in level: Int) {
        precondition(open.count >= level, "a container that is closed is not written to")
        close(to: level)
        if !open[level - 1].isEmpty { text.append(UInt8(ascii: ",")) }
        open[level - 1].isEmpty = false
    }

    private func close(to level: Int) {
        while open.count > level {
            let container = open.removeLast()
            guard container.isObject else {
                text.append(UInt8(ascii: "]"))
                continue
            }
            if !container.isSorted { sort(container) }
            fields.removeLast(fields.count - container.firstField)
            text.append(UInt8(ascii: "}"))
        }
    }

    private func sort(_ container: Open) {
        let unsorted = fields[container.firstField...]
        var pieces: [(field: Field, end: Int)] = []
        pieces.reserveCapacity(unsorted.count)
        for index in unsorted.indices {
            // The comma before the next field is not a part of this one.
            let end = index + 1 < fields.count ? fields[index + 1].start - 1 : text.bytes.count
            pieces.append((fields[index], end))
        }
        pieces.sort { isBefore($0.field, $1.field) }
        sorted.removeAll(keepingCapacity: true)
        for piece in pieces {
            if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
            sorted.append(contentsOf: text.bytes[piece.field.start..<piece.end])
        }
        text.bytes.replaceSubrange(container.start..., with: sorted)
    }

    /// By the bytes of the keys in UTF-8.
    private func isBefore(_ one: Field, _ other: Field) -> Bool {
        guard !one.isEscaped, !other.isEscaped else {
            return key(of: one).utf8.lexicographicallyPrecedes(key(of: other).utf8)
        }
        return text.bytes.withUnsafeBufferPointer { bytes in
            // Without the quotes, as one key may begin with the other.
            let length = (one.keyEnd - one.start - 2, other.keyEnd - other.start - 2)
            guard let start = bytes.baseAddress else { return false }
            let order = memcmp(
                start + one.start + 1,
                start + other.start + 1,
                min(length.0, length.1)
            )
            return order == 0 ? length.0 < length.1 : order < 0
        }
    }

    private func key(of field: Field) -> String {
        guard let key = try? JSON(parsing: Array(text.bytes[field.start..<field.keyEnd])).string
        else {
            preconditionFailure("a key that was written can be read")
        }
        return key
    }
}

// Values, each at the place that was begun for it.
extension CodedJSONWriting {
    func write<Value: Encodable>(_ value: Value) throws {
        if Value.self == Data.self, let data = value as? Data {
            return write(data.base64EncodedString())
        }
        let start = text.bytes.count
        try value.encode(to: CodedJSONEncoder(writing: self, level: level))
        // A value that encodes nothing is an object without fields.
        if text.bytes.count == start { _ = open(isObject: true, in: level) }
    }

    func write(_ value: String) { text.append(quoted: value) }

    func write(_ value: Bool) { text.append(value ? "true" : "false") }

    func write(_ value: Int64) { text.append(value) }

    func writeDigits(of value: some FixedWidthInteger) {
        for byte in value.description.utf8 { text.append(byte) }
    }

    func write(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value,
                .init(codingPath: [], debugDescription: "JSON has no number for \(value)")
            )
        }
        text.append(value)
    }

    func writeNull() { text.append("null") }
}
