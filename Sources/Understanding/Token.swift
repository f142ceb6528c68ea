import Text

/// A word of an utterance.
package struct Token: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable {
        /// Letters, perhaps with digits among them.
        case word
        /// Digits alone, perhaps with points and commas inside.
        case number
        /// An emoji.
        case symbol
        /// A mark such as `$` or `:`; only where marks are asked for.
        case mark
    }

    /// What lies between this token and the one before it.
    package enum Gap: UInt8, Hashable, Sendable {
        case joined, space
        /// A comma, a full stop or another mark.
        case mark
        /// Words that were taken out.
        case cut
    }

    /// NFKC, case-folded, digits of any script as ASCII.
    package let text: String
    /// Equal where the texts are equal but for apostrophes.
    package let key: UInt64
    /// Unicode scalars of the original.
    package let span: Range<Int>
    package let kind: Kind
    package let gap: Gap

    init(_ text: String, span: Range<Int>, kind: Kind, gap: Gap) {
        self.text = text
        key = wordKey(text)
        self.span = span
        self.kind = kind
        self.gap = gap
    }

    private init(_ token: Token, gap: Gap) {
        text = token.text
        key = token.key
        span = token.span
        kind = token.kind
        self.gap = gap
    }

    func after(_ gap: Gap) -> Token { Token(self, gap: gap) }
}

/// FNV-1a over the bytes of a word without its apostrophes: `don't` and `dont` are one word, and so
/// are the ways in which Arabic keyboards spell one.
func wordKey(_ text: String) -> UInt64 {
    let text = ArabicLetters.isIn(text) ? ArabicLetters.plain(text) : text
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 where byte != UInt8(ascii: "'") {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
}
