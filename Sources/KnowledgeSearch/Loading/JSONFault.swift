/// Where a line stops being JSON, and where its values stand: what a decoder does not tell.
///
/// Follows RFC 8259 as far as a place needs it; whether the line is JSON is for the decoder to say.
struct JSONFault {
    /// The byte at which something else was expected.
    let byte: Int
    let expected: String

    static func first(in bytes: [UInt8]) -> JSONFault? {
        var walk = JSONWalk(bytes: bytes)
        do {
            try walk.value(depth: 0)
            walk.space()
            if walk.at < bytes.count {
                return JSONFault(byte: walk.at, expected: "nothing may follow")
            }
            return nil
        } catch {
            return error.fault
        }
    }

    /// For each key of the outermost object the byte where its value begins.
    static func keyPlaces(in bytes: [UInt8]) -> [String: Int] {
        var walk = JSONWalk(bytes: bytes)
        try? walk.value(depth: 0)
        return walk.places
    }
}

private struct JSONWalk {
    struct Stop: Error {
        let fault: JSONFault
    }

    let bytes: [UInt8]
    var at = 0
    var places: [String: Int] = [:]

    private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private func expect(_ what: String) -> Stop { Stop(fault: JSONFault(byte: at, expected: what)) }

    mutating func space() {
        while at < bytes.count, [32, 9, 10, 13].contains(bytes[at]) { at += 1 }
    }

    mutating func value(depth: Int) throws(Stop) {
        guard depth < 64 else { throw expect("it nests too deep") }
        space()
        switch byte {
        case UInt8(ascii: "{"): try members(depth)
        case UInt8(ascii: "["):
            try list(end: "]") { (walk: inout JSONWalk) throws(Stop) in
                try walk.value(depth: depth + 1)
            }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "-"), 0x30...0x39:
            while "+-.eE0123456789".utf8.contains(byte) { at += 1 }
        default:
            for word in ["true", "false", "null"]
            where bytes[min(at, bytes.count)...].starts(with: word.utf8) {
                at += word.utf8.count
                return
            }
            throw expect("a value is expected here")
        }
    }

    private mutating func members(_ depth: Int) throws(Stop) {
        try list(end: "}") { (walk: inout JSONWalk) throws(Stop) in
            walk.space()
            guard walk.byte == UInt8(ascii: "\"") else {
                throw walk.expect("a key is expected here")
            }
            let key = try walk.string()
            walk.space()
            guard walk.byte == UInt8(ascii: ":") else { throw walk.expect("':' is expected here") }
            walk.at += 1
            walk.space()
            if depth == 0 {
                walk.places[String(decoding: walk.bytes[key], as: UTF8.self)] = walk.at
            }
            try walk.value(depth: depth + 1)
        }
    }

    private mutating func list(
        end: Unicode.Scalar,
        _ item: (inout JSONWalk) throws(Stop) -> Void
    ) throws(Stop) {
        at += 1
        space()
        if byte == UInt8(ascii: end) {
            at += 1
            return
        }
        while true {
            try item(&self)
            space()
            if byte == UInt8(ascii: end) {
                at += 1
                return
            }
            guard byte == UInt8(ascii: ",") else {
                throw expect("',' or '\(end)' is expected here")
            }
            at += 1
        }
    }

    /// The bytes between the quotation marks.
    private mutating func string() throws(Stop) -> Range<Int> {
        let start = at + 1
        at = start
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] < 0x20 { throw expect("a control character must be escaped") }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard at < bytes.count else {
            at = bytes.count
            throw expect("the text has no closing quotation mark")
        }
        at += 1
        return start..<at - 1
    }
}
