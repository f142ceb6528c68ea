import CJSON

/// A document as simdjson leaves it: one list of words, in which each value knows where it ends.
///
/// A view of memory that another owns, until it is released. Places are indices of
/// words; the document's value is at `first`. What simdjson has checked is not checked again.
struct JSONTape {
    enum Kind {
        case null, bool, int, double, string, array, object
    }

    /// The word of the document itself is before it.
    static let first = 1

    let words: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>

    private let document: cjson_document

    /// Reads one JSON value in UTF-8; a byte order mark before it is passed over.
    ///
    /// The tape must be released by whoever has read it, in the same function. Others may be read
    /// meanwhile.
    init(reading bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        let text =
            bytes.starts(with: [0xEF, 0xBB, 0xBF])
            ? UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
        document = cjson_read(text.baseAddress, Int64(text.count))
        guard document.outcome == CJSON_READ, let words = document.tape,
            let strings = document.strings
        else {
            cjson_release(document)
            throw JSONError(document.outcome == CJSON_TOO_DEEP ? .deeper(than: 1_024) : .malformed)
        }
        self.words = words
        self.strings = strings
    }

    func release() { cjson_release(document) }

    func kind(at place: Int) -> Kind {
        switch UInt8(words[place] >> 56) {
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "l"): .int
        case UInt8(ascii: "u"), UInt8(ascii: "d"): .double
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        default: .null
        }
    }

    /// The place behind a value.
    func end(of place: Int) -> Int {
        switch kind(at: place) {
        case .object, .array: Int(truncatingIfNeeded: words[place] & 0xFFFF_FFFF)
        case .int, .double: place + 2
        case .null, .bool, .string: place + 1
        }
    }

    /// How many keys or items an object or a list has, or `mostCounted` where they are more.
    func count(at place: Int) -> Int {
        Int(truncatingIfNeeded: words[place] >> 32) & Self.mostCounted
    }

    static let mostCounted = 0xFF_FFFF

    /// The bytes of a text or a key, with its escapes resolved.
    func bytes(at place: Int) -> UnsafeBufferPointer<UInt8> {
        let start = strings + Int(truncatingIfNeeded: words[place] & 0xFF_FFFF_FFFF_FFFF)
        let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(length))
    }

    func string(at place: Int) -> String { String(decoding: bytes(at: place), as: UTF8.self) }

    func bool(at place: Int) -> Bool { UInt8(words[place] >> 56) == UInt8(ascii: "t") }

    func int(at place: Int) -> Int64 { Int64(bitPattern: words[place + 1]) }

    /// A whole number beyond `Int64`; nil: another number.
    func unsigned(at place: Int) -> UInt64? {
        UInt8(words[place] >> 56) == UInt8(ascii: "u") ? words[place + 1] : nil
    }

    /// A number with a fraction or an exponent, or one beyond `Int64`.
    func double(at place: Int) -> Double {
        unsigned(at: place).map { Double($0) } ?? Double(bitPattern: words[place + 1])
    }
}
