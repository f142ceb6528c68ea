/// JSON being written: bytes of UTF-8, with one spelling of each text and number.
struct JSONText {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ characters: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: characters.utf8Start,
                count: characters.utf8CodeUnitCount
            )
        )
    }

    /// A text between quotes.
    ///
    /// Escaped is only what must be: quotes, backslashes and control characters.
    mutating func append(quoted text: String) {
        append(UInt8(ascii: "\""))
        if text.utf8.withContiguousStorageIfAvailable({ append(escaping: $0) }) == nil {
            Array(text.utf8).withUnsafeBufferPointer { append(escaping: $0) }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for place in text.indices {
            let byte = text[place]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                continue
            }
            bytes.append(contentsOf: text[start..<place])
            append(escaped: byte)
            start = place + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    private mutating func append(escaped byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0..<0x20:
            append("u00")
            append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let digit = byte & 0xF
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        default: append(byte)
        }
    }

    mutating func append(_ number: Int64) {
        // Digits from the last to the first; `Int64.min` has 19 and a sign.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number.magnitude
            var start = 20
            repeat {
                start -= 1
                digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                digits.initializeElement(at: start, to: UInt8(ascii: "-"))
            }
            bytes.append(contentsOf: digits[start...])
        }
    }

    /// The shortest digits that are read as the same number: `1.5`, `5`, `1e-07`.
    ///
    /// - Precondition: It is finite; JSON has no other.
    mutating func append(_ number: Double) {
        precondition(number.isFinite, "a number of JSON is finite")
        let digits = number.description.utf8
        bytes.append(
            contentsOf: digits.suffix(2).elementsEqual(".0".utf8) ? digits.dropLast(2) : digits[...]
        )
    }
}
