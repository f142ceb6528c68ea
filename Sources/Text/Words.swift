import CText

/// A word of a text: its normalised spelling and where it stood.
package struct Word: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case letters
        /// Digits, with the points and commas inside them: `1,234.50`.
        case number
        /// An emoji or another picture.
        case symbol
    }

    /// NFKC and case-folded.
    package let text: String
    /// Bytes of UTF-8 in the original.
    package let bytes: Range<Int>
    package let kind: Kind

    package init(text: String, bytes: Range<Int>, kind: Kind) {
        self.text = text
        self.bytes = bytes
        self.kind = kind
    }
}

/// Cuts texts into words.
///
/// The boundaries of Unicode Standard Annex #29 with two differences that suit typed messages: a
/// full stop between letters ends a word (`card.I lost it`), and pictures are words where they are
/// asked for. Chinese, Japanese, Thai, Lao, Khmer and Burmese go through ICU's dictionaries.
package enum Words {
    package static func split(
        _ text: String,
        foldingDiacritics: Bool = false,
        symbols: Bool = false
    ) -> [Word] {
        var words: [Word] = []
        each(in: text, foldingDiacritics: foldingDiacritics, symbols: symbols) { words.append($0) }
        return words
    }

    /// Calls `body` with each word, in order, in time that grows with the length of the text.
    package static func each(
        in text: String,
        foldingDiacritics: Bool = false,
        symbols: Bool = false,
        _ body: (Word) -> Void
    ) {
        var text = text
        text.withUTF8 { bytes in
            var scanner = WordScanner(bytes, foldingDiacritics: foldingDiacritics, symbols: symbols)
            while scanner.next(body) {}
        }
    }
}

/// One pass over the bytes of a text.
struct WordScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let foldingDiacritics: Bool
    private let symbols: Bool
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, foldingDiacritics: Bool, symbols: Bool) {
        self.bytes = bytes
        self.foldingDiacritics = foldingDiacritics
        self.symbols = symbols
    }

    /// Delivers the next word, or words where a script has no spaces; false at the end.
    mutating func next(_ body: (Word) -> Void) -> Bool {
        while at < bytes.count {
            let (kind, length) = classify(at)
            switch kind {
            case .letter, .digit:
                body(word())
                return true
            case .unspaced:
                unspacedRun(body)
                return true
            case .symbol:
                let start = at
                at += length
                while at < bytes.count {
                    let (next, size) = classify(at)
                    guard next == .joiner else { break }
                    at += size
                    // A zero-width joiner binds the picture behind it too.
                    if bytes[at - 1] == 0x8D, at < bytes.count, classify(at).kind == .symbol {
                        at += classify(at).length
                    }
                }
                if symbols {
                    body(Word(text: spelled(start..<at), bytes: start..<at, kind: .symbol))
                    return true
                }
            case .space, .other, .joiner: at += length
            }
        }
        return false
    }

    private mutating func word() -> Word {
        let start = at
        var onlyDigits = true
        var ascii = true
        var lower = true
        scan: while at < bytes.count {
            let byte = bytes[at]
            let kind: ScalarKind
            let length: Int
            if byte < 0x80 {
                kind = asciiKinds[Int(byte)]
                length = 1
                if (0x41...0x5A).contains(byte) { lower = false }
            } else {
                (kind, length) = classify(at)
            }
            switch kind {
            case .letter:
                onlyDigits = false
            case .digit: break
            case .joiner where at > start: break
            case .other where at > start && joins(at, length): break
            default: break scan
            }
            if length > 1 { ascii = false }
            at += length
        }
        let range = start..<at
        let text: String
        if ascii && lower {
            text = String(decoding: bytes[range], as: UTF8.self)
        } else if ascii {
            text = String(unsafeUninitializedCapacity: range.count) { out in
                for (index, byte) in bytes[range].enumerated() {
                    out[index] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                }
                return range.count
            }
        } else {
            text =
                folded(
                    UnsafeBufferPointer(rebasing: bytes[range]),
                    accents: foldingDiacritics
                ).straightened
        }
        return Word(text: text, bytes: range, kind: onlyDigits ? .number : .letters)
    }

    /// Whether a mark between two letters, or two digits, belongs inside the word.
    private func joins(_ index: Int, _ length: Int) -> Bool {
        let after = index + length
        guard after < bytes.count else { return false }
        let before = kind(endingAt: index)
        let next = classify(after).kind
        if length == 1 {
            switch bytes[index] {
            case UInt8(ascii: "'"): return before == .letter && next == .letter
            case UInt8(ascii: "."), UInt8(ascii: ","): return before == .digit && next == .digit
            case UInt8(ascii: "_"): return true
            default: return false
            }
        }
        // U+2019, the typographic apostrophe; U+066B and U+066C, Arabic decimal and thousands marks.
        if length == 3, bytes[index] == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] == 0x99 {
            return before == .letter && next == .letter
        }
        if length == 2, bytes[index] == 0xD9, bytes[index + 1] == 0xAB || bytes[index + 1] == 0xAC {
            return before == .digit && next == .digit
        }
        return false
    }

    private mutating func unspacedRun(_ body: (Word) -> Void) {
        let start = at
        while at < bytes.count {
            let (kind, length) = classify(at)
            guard kind == .unspaced || kind == .joiner || (kind == .letter && length > 2) else {
                break
            }
            at += length
        }
        let run = UnsafeBufferPointer(rebasing: bytes[start..<at])
        let ends = run.withMemoryRebound(to: CChar.self) { source in
            [Int64](unsafeUninitializedCapacity: run.count) { out, count in
                let found = ctext_word_ends(
                    source.baseAddress,
                    Int64(source.count),
                    out.baseAddress,
                    Int64(out.count)
                )
                count = max(0, min(Int(found), out.count))
            }
        }
        var from = start
        for end in ends.isEmpty ? [Int64(run.count)] : ends {
            let to = min(start + Int(end), at)
            guard to > from else { continue }
            body(Word(text: spelled(from..<to), bytes: from..<to, kind: .letters))
            from = to
        }
    }

    private func spelled(_ range: Range<Int>) -> String {
        folded(UnsafeBufferPointer(rebasing: bytes[range]), accents: foldingDiacritics)
    }

    private func kind(endingAt index: Int) -> ScalarKind {
        var start = index - 1
        while start > 0, index - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start < 0 ? .other : classify(start).kind
    }

    private func classify(_ index: Int) -> (kind: ScalarKind, length: Int) {
        let byte = bytes[index]
        if byte < 0x80 { return (asciiKinds[Int(byte)], 1) }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard index + length <= bytes.count else { return (.other, bytes.count - index) }
        var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
        for next in 1..<length { value = value << 6 | UInt32(bytes[index + next] & 0x3F) }
        return (ScalarKind(rawValue: ctext_class(value)) ?? .other, length)
    }
}

/// What a scalar counts as when words are cut; the raw values are those of `ctext_class`.
enum ScalarKind: UInt8 {
    case other, letter, digit, symbol, unspaced, joiner, space
}

private let asciiKinds: [ScalarKind] = (0..<128).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "_"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case 0x09...0x0D, 0x20: .space
    default: .other
    }
}

extension String {
    /// With the typographic apostrophe as the one on a keyboard, so that both spell one word.
    fileprivate var straightened: String {
        guard utf8.contains(0x99) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars { scalars.append(scalar == "\u{2019}" ? "'" : scalar) }
        return String(scalars)
    }
}
