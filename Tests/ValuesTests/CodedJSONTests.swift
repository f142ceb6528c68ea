import Foundation
import Testing
import Values

@Suite struct `A stored value` {
    @Test(arguments: Parcel.samples)
    func `is the JSON that Foundation writes, byte for byte`(parcel: Parcel) throws {
        let bytes = try CodedJSON.bytes(of: parcel)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == String(decoding: try encoder.encode(parcel), as: UTF8.self)
        )
        #expect(try CodedJSON.value(Parcel.self, from: bytes) == parcel)
        #expect(try JSONDecoder().decode(Parcel.self, from: Data(bytes)) == parcel)
    }

    @Test(arguments: ValueTests.values)
    func `of a conversation is too`(value: Value) throws {
        let bytes = try CodedJSON.bytes(of: [value])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(Data(bytes) == (try encoder.encode([value])))
        #expect(try CodedJSON.value([Value].self, from: bytes) == [value])
    }

    @Test func `may be no object`() throws {
        #expect(try CodedJSON.bytes(of: 5) == Array("5".utf8))
        #expect(try CodedJSON.value(Int.self, from: Array("5.0".utf8)) == 5)
        #expect(try CodedJSON.value([String?].self, from: Data(#"["a",null]"#.utf8)) == ["a", nil])
        #expect(try CodedJSON.value(Double.self, from: Array("5".utf8)) == 5)
    }

    @Test func `that encodes nothing is an object without fields`() throws {
        struct Nothing: Encodable { func encode(to encoder: any Encoder) {} }
        #expect(try CodedJSON.bytes(of: [Nothing(), Nothing()]) == Array("[{},{}]".utf8))
    }

    @Test func `has no number that JSON does not have`() {
        #expect(throws: EncodingError.self) { try CodedJSON.bytes(of: ["a": Double.infinity]) }
    }

    /// As a secret inside of a state is.
    @Test func `may be read while another is`() throws {
        struct Sealed: Decodable {
            let inner: [String: [Int]]
            let last: String
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                let bytes = Array(try container.decode(String.self, forKey: .inner).utf8)
                inner = try CodedJSON.value([String: [Int]].self, from: bytes)
                last = try container.decode(String.self, forKey: .last)
            }
            enum Key: String, CodingKey { case inner, last }
        }
        let read = try CodedJSON.value(
            Sealed.self,
            from: Array(#"{"inner":"{\"a\":[1,2]}","last":"still here"}"#.utf8)
        )
        #expect(read.inner == ["a": [1, 2]])
        #expect(read.last == "still here")
    }

    static let broken = [
        (#"{"name":1}"#, "name"), (#"{"name":null}"#, "name"), (#"{}"#, ""), ("[]", ""),
        (#"{"name":"x","sizes":[1,"2"]}"#, "sizes/1"), (#"{"name":"x","sizes":[300]}"#, "sizes/0"),
        (#"{"name":"x","sizes":[],"owner":{"a":{"b":1}}}"#, "owner/a/b"),
    ]

    @Test(arguments: broken)
    func `that is another says where`(text: String, place: String) {
        struct Small: Decodable {
            let name: String
            let sizes: [Int8]
            let owner: [String: [String: Bool]]
        }
        let error = #expect(throws: DecodingError.self) {
            try CodedJSON.value(Small.self, from: Array(text.utf8))
        }
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            default: nil
            }
        let path = context?.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        #expect(path?.joined(separator: "/") == place)
    }

    @Test(arguments: [
        "", "{", "[1,]", String(repeating: "[", count: 600) + String(repeating: "]", count: 600),
    ])
    func `is refused where its bytes are no JSON, or far too deep`(text: String) {
        #expect(throws: JSONError.self) { try CodedJSON.value([Value].self, from: Data(text.utf8)) }
    }
}

/// Every shape that a type may code itself in.
struct Parcel: Hashable, Codable, Sendable {
    enum State: Hashable, Codable, Sendable {
        case packed
        case sent(String, on: Int, to: [String: Double])
        case split(parts: [Parcel])
    }

    enum Label: String, Hashable, Codable, CodingKeyRepresentable, Sendable { case fragile, heavy }

    /// Its fields are among those of whoever has it.
    struct Numbers: Hashable, Codable, Sendable {
        var small: UInt8 = 255
        var short: Int16 = -300
        var word: UInt32 = 4_000_000_000
        var large = UInt64.max
        var negative = Int64.min
        var half: Float = 0.5
        var ratio = 0.1
    }

    var zone: String
    var name = "Zoë \"/\\\u{1} 😀"
    var state = State.packed
    var labels: [Label: Bool] = [:]
    var notes: [String: [String?]] = [:]
    var codes: [Int: String] = [:]
    var numbers = Numbers()
    var seal: Data?
    var weights: Set<Int> = []
    var isOpen = false
    var missing: Int?

    static let samples = [
        Parcel(zone: "a"),
        Parcel(
            zone: "",
            state: .sent(
                "x",
                on: -1,
                to: ["b": 1, "a": 2.5, "é": 1e20, "\"": 0, "!": 1, "ab": -0.0]
            ),
            labels: [.heavy: true, .fragile: false],
            notes: ["z": ["a", nil], "": [], "y\n": ["\t"], "y": [], "yz": []],
            codes: [10: "ten", 9: "nine"],
            seal: Data([0, 255, 17]),
            weights: [7]
        ),
        Parcel(
            zone: "b",
            state: .split(parts: [Parcel(zone: "c"), Parcel(zone: "d", isOpen: true)])
        ),
    ]
}
