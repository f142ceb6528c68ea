import CText

/// A regular expression in RE2's syntax: linear in the length of the text, whatever the pattern.
package struct Pattern: Sendable, Hashable {
    package let source: String
    /// Instructions of the compiled program: a search takes at most this times the text's bytes.
    package let size: Int
    private let handle: Handle

    package init(_ source: String) throws(PatternError) {
        var reason = [CChar](repeating: 0, count: 200)
        var copy = source
        let address = copy.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                ctext_pattern_make(
                    characters.baseAddress,
                    characters.count,
                    &reason,
                    reason.count
                )
            }
        }
        guard address != 0 else {
            let bytes = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw PatternError(reason: String(decoding: bytes, as: UTF8.self))
        }
        self.source = source
        size = Int(ctext_pattern_size(address))
        handle = Handle(address: address)
    }

    /// Whether the pattern matches anywhere in the text.
    package func matches(_ text: String) -> Bool { find(in: text, whole: false) != nil }

    /// Whether the pattern matches the text from its beginning to its end.
    package func matchesWhole(_ text: String) -> Bool { find(in: text, whole: true) != nil }

    package func firstMatch(in text: String) -> Range<String.Index>? {
        guard let bytes = find(in: text, whole: false) else { return nil }
        let start = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
        return start..<text.utf8.index(start, offsetBy: bytes.count)
    }

    private func find(in text: String, whole: Bool) -> Range<Int>? {
        var copy = text
        return copy.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                var (start, end) = (0, 0)
                let found = ctext_pattern_find(
                    handle.address,
                    characters.baseAddress,
                    characters.count,
                    whole ? 1 : 0,
                    &start,
                    &end
                )
                return found == 1 ? start..<max(start, end) : nil
            }
        }
    }

    package static func == (one: Pattern, other: Pattern) -> Bool { one.source == other.source }

    package func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// Owns the compiled program; RE2 objects may be used by several threads at once.
    private final class Handle: Sendable {
        let address: UInt

        init(address: UInt) { self.address = address }

        deinit { ctext_pattern_free(address) }
    }
}

/// Why a pattern does not compile, in RE2's words.
package struct PatternError: Error, Hashable, CustomStringConvertible {
    package let reason: String
    package var description: String { reason }
}
