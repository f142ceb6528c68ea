import Values

/// A hash that is the same on every machine and in every run: FNV-1a, 64 bits.
///
/// Source: Fowler, Noll, Vo; offset basis 14695981039346656037, prime 1099511628211.
package struct StableHash: Hashable, Sendable {
    package private(set) var bits: UInt64 = 14_695_981_039_346_656_037

    package init() {}

    package init(of value: Value) {
        combine(value)
    }

    package mutating func mix(_ byte: UInt8) {
        bits = (bits ^ UInt64(byte)) &* 1_099_511_628_211
    }

    package mutating func combine(_ text: String) {
        var copy = text
        copy.withUTF8 { bytes in
            for byte in bytes { mix(byte) }
        }
        // Not a byte of UTF-8, so that "ab", "c" is not "a", "bc".
        mix(0xFF)
    }

    package mutating func combine(_ number: Int64) {
        var rest = UInt64(bitPattern: number)
        for _ in 0..<8 {
            mix(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    package mutating func combine(_ value: Value) {
        switch value {
        case .null: mix(0)
        case .bool(let truth): mix(truth ? 2 : 1)
        case .int(let number):
            mix(3)
            combine(number)
        case .double(let number):
            mix(4)
            combine(Int64(bitPattern: number.bitPattern))
        case .string(let text):
            mix(5)
            combine(text)
        case .list(let items):
            mix(6)
            combine(Int64(items.count))
            for item in items { combine(item) }
        case .date(let date):
            mix(7)
            combine(Int64(date.daysSinceEpoch))
        case .choice(let choice):
            // The ID decides; a row's other fields may change under it.
            mix(8)
            combine(choice.id)
        case .timeSlot(let slot):
            mix(9)
            combine(slot.id)
        case .phone(let text):
            mix(10)
            combine(text)
        case .email(let text):
            mix(11)
            combine(text)
        case .record(let record):
            mix(12)
            for (name, field) in record.fields.sorted(by: { $0.key < $1.key }) {
                combine(name)
                combine(field)
            }
        case .map, .timestamp, .duration, .decimal, .money, .time, .datetime, .address, .file,
            .location:
            mix(13)
            combine(value.spelled.text)
        }
    }
}

extension StableHash: CustomStringConvertible {
    /// Short, for names and for what is kept.
    package var description: String { String(bits, radix: 36) }
}

extension StableHash: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let bits = UInt64(text, radix: 36) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a hash")
            )
        }
        self.bits = bits
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
