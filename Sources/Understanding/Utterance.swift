import Text

/// What a customer wrote, cut into words once for all who read it.
///
/// Spans are half-open offsets in Unicode scalars of the original. Nobody types more than
/// `Utterance.longest` bytes in earnest: what stands behind them is kept and not read.
package struct Utterance: Hashable, Sendable {
    package let original: String
    /// BCP 47.
    package let language: String
    /// Words, numbers and emoji.
    package let tokens: [Token]
    /// The same cut finer: marks too, and letters apart from digits (`5pm` is two).
    let pieces: [Token]
    /// What was taken out, in ascending order.
    package let blanked: [Range<Int>]

    package static let longest = 10_000

    package init(_ text: String, language: String = "en") {
        original = text
        self.language = language
        blanked = []
        (tokens, pieces) = Self.cut(text)
    }

    private init(
        original: String,
        language: String,
        tokens: [Token],
        pieces: [Token],
        blanked: [Range<Int>]
    ) {
        self.original = original
        self.language = language
        self.tokens = tokens
        self.pieces = pieces
        self.blanked = blanked
    }

    /// What is left when the words of some spans have been used.
    package func blanking(_ spans: [Range<Int>]) -> Utterance {
        let gone = spans.filter { !$0.isEmpty }
        if gone.isEmpty { return self }
        return Utterance(
            original: original,
            language: language,
            tokens: Self.keep(tokens, outside: gone),
            pieces: Self.keep(pieces, outside: gone),
            blanked: (blanked + gone).sorted { $0.lowerBound < $1.lowerBound }
        )
    }

    /// Whether no word is left.
    package var isEmpty: Bool { tokens.isEmpty }

    package var isOnlyEmojiOrPunctuation: Bool { tokens.allSatisfy { $0.kind == .symbol } }

    /// The words that are left, as they were written.
    package var remaining: String {
        if blanked.isEmpty { return original }
        var scalars = String.UnicodeScalarView()
        var spans = blanked[...]
        for (index, scalar) in original.unicodeScalars.enumerated() {
            while let first = spans.first, first.upperBound <= index { spans.removeFirst() }
            if let first = spans.first, first.contains(index) { continue }
            scalars.append(scalar)
        }
        return String(scalars).split(separator: " ").joined(separator: " ")
    }

    /// The written text of a span.
    package func text(_ span: Range<Int>) -> String { String(original.scalars(span)) }

    private static func keep(_ tokens: [Token], outside gone: [Range<Int>]) -> [Token] {
        var kept: [Token] = []
        kept.reserveCapacity(tokens.count)
        var cut = false
        for token in tokens {
            if gone.contains(where: { $0.overlaps(token.span) }) {
                cut = true
            } else {
                kept.append(cut ? token.after(.cut) : token)
                cut = false
            }
        }
        return kept
    }
}

extension Utterance {
    /// Whether it asks something: it ends with a question mark, or begins as questions do.
    package var isQuestion: Bool {
        if let last = pieces.last(where: { $0.kind != .symbol }), last.kind == .mark,
            ["?", "؟", "？"].contains(last.text)
        {
            return true
        }
        let talk = Talk.of(language)
        return talk.questionStart.longest(at: talk.skippingFillers(tokens), in: tokens) != nil
    }
}
