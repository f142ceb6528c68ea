import Text

/// A word of a text as the index knows it, before its ending is cut off.
struct TextWord {
    enum Kind {
        case word
        /// All parts of an identifier as one: `covid19` for `covid-19`, beside `covid` and `19`.
        case whole
        /// Two neighbouring letters of a script without spaces.
        case pair
        /// One letter of such a script.
        case single
    }

    /// NFKC, case-folded.
    let text: String
    /// Bytes of UTF-8 in the text.
    let bytes: Range<Int>
    let kind: Kind
}

/// Longer runs of letters are no words: Base64, or an attack.
private let longestWord = 96

/// Calls `body` with each word of a text in order, in time that grows with its length.
///
/// Scripts without spaces give overlapping pairs and single letters, which find as much as a
/// dictionary does and never disagree with themselves between an article and a question. The
/// answer of `body` is whether to go on.
func eachWord(in text: String, upTo limit: Int = .max, _ body: (TextWord) -> Bool) {
    var text = text
    text.withUTF8 { bytes in
        let end = wholeWords(of: bytes, upTo: limit)
        var scanner = WordScanner(bytes: UnsafeBufferPointer(rebasing: bytes[..<end]))
        while scanner.next(body) {}
    }
}

/// The end of the last word that ends by `limit`; in a run without spaces, of the last scalar.
private func wholeWords(of bytes: UnsafeBufferPointer<UInt8>, upTo limit: Int) -> Int {
    guard limit < bytes.count else { return bytes.count }
    var end = limit
    while end > max(0, limit - longestWord), bytes[end] > 0x20 { end -= 1 }
    if bytes[end] <= 0x20 { return end }
    end = limit
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
}

/// Calls `body` with the bytes of each run of letters, connectors included.
func eachSpan(in text: String, _ body: (Range<Int>) -> Void) {
    var text = text
    text.withUTF8 { bytes in
        var start: Int?
        var at = 0
        while at < bytes.count {
            let (value, length) = scalar(at: at, of: bytes)
            if case .other = ScalarClass(value) {
                if let begun = start { body(begun..<at) }
                start = nil
            } else if start == nil {
                start = at
            }
            at += length
        }
        if let begun = start { body(begun..<bytes.count) }
    }
}

private struct WordScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    /// Delivers the next word or run of them; false at the end, or where `body` wants no more.
    mutating func next(_ body: (TextWord) -> Bool) -> Bool {
        while at < bytes.count {
            let (value, length) = scalar(at: at, of: bytes)
            switch ScalarClass(value) {
            case .letter, .digit: return identifier(body)
            case .unspaced: return unspacedRun(body)
            case .mark, .connector, .apostrophe, .other: at += length
            }
        }
        return false
    }

    /// One word, or several joined by connectors.
    private mutating func identifier(_ body: (TextWord) -> Bool) -> Bool {
        let start = at
        var parts: [Range<Int>] = []
        while true {
            let part = plainWord()
            if !deliver(part, .word, body) { return false }
            guard let following = partAfterConnector() else {
                if !parts.isEmpty { parts.append(part) }
                break
            }
            parts.append(part)
            at = following
        }
        guard parts.count > 1, parts.count <= 6, at - start <= longestWord else { return true }
        let whole = parts.map { key($0) }.joined()
        return body(
            TextWord(text: whole, bytes: start..<parts[parts.count - 1].upperBound, kind: .whole)
        )
    }

    /// Where the next part of an identifier begins, if the scanner stands at its connector.
    private func partAfterConnector() -> Int? {
        guard at < bytes.count else { return nil }
        let (value, length) = scalar(at: at, of: bytes)
        guard case .connector = ScalarClass(value), at + length < bytes.count else { return nil }
        let following = scalar(at: at + length, of: bytes).value
        // `card.I lost it` lacks a space and names nothing.
        if value == 0x2E, (0x41...0x5A).contains(following) { return nil }
        switch ScalarClass(following) {
        case .letter, .digit: return at + length
        default: return nil
        }
    }

    /// Letters, digits and marks; an English ending after an apostrophe is passed over.
    private mutating func plainWord() -> Range<Int> {
        let start = at
        while at < bytes.count {
            let (value, length) = scalar(at: at, of: bytes)
            switch ScalarClass(value) {
            case .letter, .digit, .mark: at += length
            case .apostrophe:
                let end = at
                let ending = endingAfterApostrophe(at + length)
                switch ending {
                case "t":
                    at += length + 1
                    return start..<at
                case "s", "d", "m", "re", "ll", "ve":
                    at += length + ending.utf8.count
                default: break
                }
                return start..<end
            case .unspaced, .connector, .other: return start..<at
            }
        }
        return start..<at
    }

    private func endingAfterApostrophe(_ from: Int) -> String {
        var end = from
        while end < bytes.count, end - from < 3, bytes[end] | 0x20 >= 0x61,
            bytes[end] | 0x20 <= 0x7A
        {
            end += 1
        }
        if end < bytes.count {
            switch ScalarClass(scalar(at: end, of: bytes).value) {
            case .letter, .digit, .mark: return ""
            case .unspaced, .connector, .apostrophe, .other: break
            }
        }
        return String(decoding: bytes[from..<end], as: UTF8.self).lowercased()
    }

    private mutating func unspacedRun(_ body: (TextWord) -> Bool) -> Bool {
        var before: Range<Int>?
        while at < bytes.count {
            let start = at
            let (value, length) = scalar(at: at, of: bytes)
            guard case .unspaced = ScalarClass(value) else { break }
            at += length
            while at < bytes.count {
                let (mark, size) = scalar(at: at, of: bytes)
                guard case .mark = ScalarClass(mark) else { break }
                at += size
            }
            if let before, !deliver(before.lowerBound..<at, .pair, body) { return false }
            if !deliver(start..<at, .single, body) { return false }
            before = start..<at
        }
        return true
    }

    private func deliver(
        _ range: Range<Int>,
        _ kind: TextWord.Kind,
        _ body: (TextWord) -> Bool
    ) -> Bool {
        guard range.count <= longestWord else { return true }
        return body(TextWord(text: key(range), bytes: range, kind: kind))
    }

    private func key(_ range: Range<Int>) -> String {
        let slice = bytes[range]
        var plain = true
        for byte in slice where byte >= 0x80 || byte == 0x27 { plain = false }
        if plain {
            return String(unsafeUninitializedCapacity: slice.count) { out in
                var count = 0
                for byte in slice {
                    out[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                    count += 1
                }
                return count
            }
        }
        let text = folded(String(decoding: slice, as: UTF8.self))
        return String(text.unicodeScalars.filter { $0 != "'" && $0 != "\u{2019}" })
    }
}
