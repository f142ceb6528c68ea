import Text

extension Utterance {
    /// One pass for the words, one for what stands between and inside them.
    static func cut(_ text: String) -> (tokens: [Token], pieces: [Token]) {
        var readable = text
        if text.utf8.count > longest {
            readable = String(graphemePrefix(text, upTo: longest, countedIn: .utf8))
        }
        let words = Words.split(readable, symbols: true)
        return readable.withUTF8 { bytes in
            var cutter = Cutter(bytes, words: words.count)
            for word in words { cutter.add(word) }
            cutter.finish()
            return (cutter.tokens, cutter.hasFinerPieces ? cutter.pieces : cutter.tokens)
        }
    }
}

private struct Cutter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var byte = 0
    private var scalar = 0
    var tokens: [Token] = []
    var pieces: [Token] = []
    var hasFinerPieces = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, words: Int) {
        self.bytes = bytes
        tokens.reserveCapacity(words)
        pieces.reserveCapacity(words + 4)
    }

    mutating func add(_ word: Word) {
        let (wordGap, pieceGap) = marks(before: word.bytes.lowerBound)
        let start = scalar
        var ascii = true
        var digits = 0
        var apart = false
        for index in word.bytes {
            let value = bytes[index]
            if value >= 0x80 { ascii = false }
            if value & 0xC0 != 0x80 { scalar += 1 }
            if (0x30...0x39).contains(value) { digits += 1 }
            if value < 0x30 { apart = true }
        }
        byte = word.bytes.upperBound
        var text = word.text
        if !ascii { text = word.kind == .symbol ? withoutSkinTone(text) : withASCIIDigits(text) }
        let kind: Token.Kind =
            switch word.kind {
            case .letters: .word
            case .number: .number
            case .symbol: .symbol
            }
        let token = Token(text, span: start..<scalar, kind: kind, gap: wordGap)
        tokens.append(token)
        let mixed = digits > 0 && digits < word.bytes.count
        if (ascii && !mixed && !apart) || kind == .symbol || (!ascii && !needsSplitting(token)) {
            pieces.append(wordGap == pieceGap ? token : token.after(pieceGap))
        } else {
            hasFinerPieces = true
            split(token, gap: pieceGap)
        }
    }

    mutating func finish() { _ = marks(before: bytes.count) }

    /// Marks between words, each a piece, and what the next word's gaps are.
    private mutating func marks(before end: Int) -> (word: Token.Gap, piece: Token.Gap) {
        var gap: Token.Gap = .joined
        var marked = false
        while byte < end {
            let first = bytes[byte]
            if first == 0x20 || (0x09...0x0D).contains(first) {
                gap = .space
                byte += 1
                scalar += 1
                continue
            }
            var next = byte + 1
            while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
            let mark = String(decoding: bytes[byte..<next], as: UTF8.self)
            byte = next
            scalar += 1
            if mark.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
                gap = .space
                continue
            }
            hasFinerPieces = true
            marked = true
            pieces.append(Token(mark, span: (scalar - 1)..<scalar, kind: .mark, gap: gap))
            gap = .joined
        }
        return (marked ? .mark : gap, gap)
    }

    private func needsSplitting(_ token: Token) -> Bool {
        guard token.text.unicodeScalars.count == token.span.count else { return false }
        var digits = false
        var others = false
        for value in token.text.utf8 {
            if (0x30...0x39).contains(value) { digits = true } else { others = true }
        }
        return digits && others
    }

    /// Letters, digits and marks of a token apart.
    private mutating func split(_ token: Token, gap: Token.Gap) {
        var run = ""
        var runKind: Token.Kind?
        var start = token.span.lowerBound
        var at = start
        var gap = gap
        func kind(of scalar: Unicode.Scalar) -> Token.Kind {
            if (48...57).contains(scalar.value) { return .number }
            if scalar.isASCII && scalar.value < 0x30 && scalar != "'" { return .mark }
            return scalar == "\u{66B}" || scalar == "\u{66C}" ? .mark : .word
        }
        // NFKC may change how many scalars there are; then the whole word is one piece.
        guard token.text.unicodeScalars.count == token.span.count else {
            pieces.append(token.after(gap))
            return
        }
        for scalar in token.text.unicodeScalars {
            let next = kind(of: scalar)
            if let current = runKind, current != next || next == .mark {
                pieces.append(Token(run, span: start..<at, kind: current, gap: gap))
                gap = .joined
                run = ""
                start = at
            }
            run.unicodeScalars.append(scalar)
            runKind = next
            at += 1
        }
        if let runKind {
            pieces.append(Token(run, span: start..<at, kind: runKind, gap: gap))
        }
    }
}

/// Arabic-Indic, Devanagari and other decimal digits as `0` to `9`.
private func withASCIIDigits(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { !$0.isASCII && digitValue($0) != nil }) else {
        return text
    }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if let digit = digitValue(scalar) {
            scalars.append(contentsOf: String(digit).unicodeScalars)
        } else {
            scalars.append(scalar)
        }
    }
    return String(scalars)
}

/// A thumb of any colour is a thumb.
private func withoutSkinTone(_ text: String) -> String {
    var scalars = text.unicodeScalars
    scalars.removeAll { (0x1F3FB...0x1F3FF).contains($0.value) }
    return String(scalars)
}
