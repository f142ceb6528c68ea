/// Which requests across several machines belong together.
///
/// Whoever handles a request has it for everything done because of it, in tasks begun there too.
///
/// Source: W3C Trace Context, level 1.
package struct TraceContext: Hashable, Sendable {
    /// Of the whole: 16 bytes, not all zero.
    package let high, low: UInt64
    /// Of the request that this one came of; 8 bytes, not zero.
    package let parent: UInt64
    /// Whoever came before keeps what it saw.
    package let isSampled: Bool

    /// That of the request in hand; nil where none came with one.
    @TaskLocal package static var current: TraceContext?

    /// Reads the header `traceparent`; nil for what is none, which begins no trace.
    package init?(traceparent: String) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        // A later version may say more behind what this one says.
        guard parts.count == 4 || (parts.count > 4 && parts[0] != "00"),
            Self.digits(parts[0], 2) != nil, parts[0] != "ff",
            parts[1].utf8.count == 32, let high = Self.digits(parts[1].prefix(16), 16),
            let low = Self.digits(parts[1].suffix(16), 16), high | low != 0,
            let parent = Self.digits(parts[2], 16), parent != 0,
            let flags = Self.digits(parts[3], 2)
        else { return nil }
        (self.high, self.low, self.parent) = (high, low, parent)
        isSampled = flags & 1 == 1
    }

    private static func digits(_ text: Substring, _ count: Int) -> UInt64? {
        guard text.utf8.count == count,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return UInt64(text, radix: 16)
    }

    /// The trace's ID as logs have it: 32 hexadecimal digits.
    package var id: String { Self.text(high) + Self.text(low) }

    /// The header of a request that is made because of this one: the same trace, a part of its own.
    package func traceparentOfNext() -> String {
        let part = UInt64.random(in: 1...UInt64.max)
        return "00-\(id)-\(Self.text(part))-" + (isSampled ? "01" : "00")
    }

    private static func text(_ bits: UInt64) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
