import Foundation

extension JSON {
    /// How much one document may hold.
    public struct Limits: Hashable, Sendable {
        /// Objects and lists inside of one another.
        public let depth: Int
        /// Keys of all objects together; nil: any number.
        public let keys: Int?
        /// Bytes of one text or key in UTF-8; nil: any number.
        public let string: Int?

        public init(depth: Int, keys: Int? = nil, string: Int? = nil) {
            self.depth = depth
            self.keys = keys
            self.string = string
        }

        /// Far beyond any message of a channel, far below what would exhaust the stack.
        public static let standard = Limits(depth: 64)

        /// What a server takes from others.
        public static let border = Limits(depth: 64, keys: 1_000, string: 32_768)
    }

    /// Reads one JSON value.
    ///
    /// A whole number is an `int`, however it is written (`5`, `5.0`, `5e0`), unless it is beyond
    /// `Int64`, or with a point or an exponent beyond 2^53: then it is a `double`. An object that has a key twice is refused, as readers would not agree
    /// on what it says.
    ///
    /// - Throws: `JSONError` where the bytes are not one JSON value in UTF-8, or hold more than
    ///   the limits allow.
    public init(parsing bytes: [UInt8], limits: Limits = .standard) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { Self.read($0, limits) }.get()
    }

    public init(parsing bytes: Data, limits: Limits = .standard) throws(JSONError) {
        self = try bytes.withUnsafeBytes { Self.read($0.bindMemory(to: UInt8.self), limits) }.get()
    }

    public init(parsing text: String, limits: Limits = .standard) throws(JSONError) {
        var text = text
        self = try text.withUTF8 { Self.read($0, limits) }.get()
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ limits: Limits
    ) -> Result<JSON, JSONError> {
        Result { () throws(JSONError) in
            let tape = try JSONTape(reading: bytes)
            defer { tape.release() }
            return try tape.value(at: JSONTape.first, limits: limits)
        }
    }
}

extension JSONTape {
    func value(at place: Int, limits: JSON.Limits) throws(JSONError) -> JSON {
        var reading = Reading(tape: self, limits: limits, place: place)
        return try reading.value(depth: 0)
    }
}

/// Makes values of a tape, one word after another.
private struct Reading {
    let tape: JSONTape
    let limits: JSON.Limits
    var place: Int
    var keys = 0

    init(tape: JSONTape, limits: JSON.Limits, place: Int) {
        self.tape = tape
        self.limits = limits
        self.place = place
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
        let start = place
        switch tape.kind(at: start) {
        case .string: return .string(try string())
        case .object: return try object(depth: depth + 1)
        case .array: return try array(depth: depth + 1)
        case .int:
            place = start + 2
            return .int(tape.int(at: start))
        case .double:
            place = start + 2
            let number = tape.double(at: start)
            // Above 2^53 a double is not the digits that were written.
            guard number.magnitude <= 0x1p53, let whole = Int64(exactly: number) else {
                return .double(number)
            }
            return .int(whole)
        case .bool:
            place = start + 1
            return .bool(tape.bool(at: start))
        case .null:
            place = start + 1
            return .null
        }
    }

    private mutating func string() throws(JSONError) -> String {
        let bytes = tape.bytes(at: place)
        if let longest = limits.string, bytes.count > longest {
            throw JSONError(.longerString(than: longest))
        }
        place += 1
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        if depth > limits.depth { throw JSONError(.deeper(than: limits.depth)) }
        let end = tape.end(of: place) - 1
        keys += tape.count(at: place)
        if let most = limits.keys, keys > most { throw JSONError(.moreKeys(than: most)) }
        var fields: [String: JSON] = [:]
        // Room is made for what there is, not for what a hostile document may claim.
        fields.reserveCapacity(tape.count(at: place))
        place += 1
        while place < end {
            let key = try string()
            let field = try value(depth: depth)
            if fields.updateValue(field, forKey: key) != nil {
                throw JSONError(.repeatedKey(key))
            }
        }
        place = end + 1
        return .object(fields)
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        if depth > limits.depth { throw JSONError(.deeper(than: limits.depth)) }
        let end = tape.end(of: place) - 1
        var items: [JSON] = []
        items.reserveCapacity(tape.count(at: place))
        place += 1
        while place < end { items.append(try value(depth: depth)) }
        place = end + 1
        return .array(items)
    }
}

/// Why some bytes are not read as JSON.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: Hashable, Sendable {
        /// Not one JSON value in UTF-8.
        case malformed
        /// One object has a key twice.
        case repeatedKey(String)
        case deeper(than: Int)
        case moreKeys(than: Int)
        /// Bytes.
        case longerString(than: Int)
    }

    public let problem: Problem

    public init(_ problem: Problem) { self.problem = problem }

    /// What follows "it is".
    public var reason: String {
        switch problem {
        case .malformed: "not valid JSON"
        case .repeatedKey(let key): "not valid JSON: it has the key \"\(key.prefix(40))\" twice"
        case .deeper(let depth): "nested deeper than \(depth)"
        case .moreKeys(let count): "larger than allowed: it has more than \(count) keys"
        case .longerString(let count):
            "larger than allowed: it has a text of more than \(count) bytes"
        }
    }

    public var description: String { reason }
}
