import Foundation
import Values

/// A word with its meanings, or a number in digits, or a mark.
struct Item: Sendable {
    let text: String
    let span: Range<Int>
    let gap: Token.Gap
    let kind: Token.Kind
    let shared: SharedMeaning
    /// The value of up to 18 digits.
    let digits: Int?
    /// How many digits were written.
    let width: Int
    /// Whether the language's words for values have it.
    let isKnown: Bool
    /// The first of its pieces in the utterance.
    let piece: Int

    var meaning: Meaning { shared.meaning }
    var roles: Meaning.Roles { shared.meaning.roles }
    func has(_ roles: Meaning.Roles) -> Bool { !shared.meaning.roles.isDisjoint(with: roles) }
}

/// Reads values from the pieces of an utterance; each kind of value has its own file.
struct Reader: Sendable {
    let utterance: Utterance
    let context: RecognitionContext
    let lexicon: Lexicon
    /// The utterance's, with a glued "and" apart.
    let pieces: [Token]
    let items: [Item]
    let today: CivilDate

    var impossible: Impossible { Impossible(language: context.language) }

    init(_ utterance: Utterance, _ context: RecognitionContext) {
        self.utterance = utterance
        self.context = context
        today = context.now.date
        let lexicon = Lexicon.of(context.language)
        self.lexicon = lexicon
        var items: [Item] = []
        let pieces = lexicon.apart(utterance.pieces)
        self.pieces = pieces
        items.reserveCapacity(pieces.count)
        var index = 0
        while index < pieces.count {
            let piece = pieces[index]
            var meaning = SharedMeaning.nothing
            var count = 1
            var isKnown = false
            var digits: Int?
            if piece.kind == .number {
                digits = piece.text.utf8.count <= 18 ? Int(piece.text) : nil
            } else if let found = lexicon.meanings.longest(at: index, in: pieces) {
                (meaning, count) = found
                isKnown = true
            }
            let span = piece.span.lowerBound..<pieces[index + count - 1].span.upperBound
            items.append(
                Item(
                    text: piece.text,
                    span: span,
                    gap: piece.gap,
                    kind: piece.kind,
                    shared: meaning,
                    digits: digits,
                    width: piece.kind == .number ? piece.text.utf8.count : 0,
                    isKnown: isKnown,
                    piece: index
                )
            )
            index += count
        }
        self.items = items
    }

    /// The same words looked at in another direction.
    init(
        _ utterance: Utterance,
        _ context: RecognitionContext,
        sharing reader: Reader,
        prefer: RecognitionContext.Direction
    ) {
        self.utterance = utterance
        self.context = RecognitionContext(
            now: context.now,
            language: context.language,
            region: context.region,
            prefer: prefer
        )
        lexicon = Lexicon.of(context.language)
        pieces = reader.pieces
        items = reader.items
        today = context.now.date
    }

    /// The item, unless words were taken out before it.
    func item(_ index: Int) -> Item? {
        guard index >= 0, index < items.count else { return nil }
        return items[index]
    }

    /// The next item of the same expression.
    func following(_ index: Int) -> Item? {
        guard let item = item(index), item.gap != .cut else { return nil }
        return item
    }

    /// Whether a unit of time stands there.
    func isUnit(_ index: Int) -> Bool {
        guard let item = following(index) else { return false }
        return item.meaning.unit != Meaning.Unit.none
    }

    func isMark(_ index: Int, _ text: String) -> Bool {
        guard let item = following(index) else { return false }
        return item.kind == .mark && item.text == text
    }

    func has(_ index: Int, _ roles: Meaning.Roles) -> Bool {
        following(index)?.has(roles) ?? false
    }

    /// The index behind a comma, where there is one.
    func skipComma(_ index: Int) -> Int { isMark(index, ",") ? index + 1 : index }

    func skip(_ index: Int, _ roles: Meaning.Roles) -> Int {
        has(index, roles) ? index + 1 : index
    }

    func span(_ start: Int, _ next: Int) -> Range<Int> {
        items[start].span.lowerBound..<items[next - 1].span.upperBound
    }

    func found(
        _ type: EntityType,
        _ start: Int,
        _ next: Int,
        _ value: EntityValue,
        _ alternatives: [EntityValue] = [],
        problem: String? = nil
    ) -> Recognition {
        let span = span(start, next)
        return Recognition(
            text: utterance.text(span),
            span: span,
            type: type,
            value: value,
            alternatives: alternatives.filter { $0 != value },
            problem: problem
        )
    }

    /// Whether an item can begin no value: most words of a message.
    func isPlain(_ item: Item) -> Bool { item.kind == .word && !item.isKnown }

    /// Whether the number at an index is part of a word such as `abc123`.
    func isGlued(_ index: Int) -> Bool {
        guard let item = item(index), item.gap == .joined, index > 0 else { return false }
        // "2026-12-01T09:30" writes a letter before the hour.
        if items[index - 1].text == "t", index > 1, items[index - 2].kind == .number {
            return false
        }
        // "و30" is "and 30".
        return items[index - 1].kind == .word && !items[index - 1].has(.and)
    }
}

extension Lexicon {
    /// Pieces in which an "and" that is written as one with its word stands apart: "والنصف", unless
    /// the whole is a word of its own, as "واحد" is.
    func apart(_ pieces: [Token]) -> [Token] {
        guard let gluedAnd else { return pieces }
        var result: [Token] = []
        result.reserveCapacity(pieces.count)
        for (index, piece) in pieces.enumerated() {
            guard piece.kind == .word, piece.text.hasPrefix(gluedAnd), piece.text != gluedAnd,
                piece.text.unicodeScalars.count == piece.span.count,
                meanings.longest(at: index, in: pieces) == nil
            else {
                result.append(piece)
                continue
            }
            let length = gluedAnd.unicodeScalars.count
            let middle = piece.span.lowerBound + length
            let rest = Token(
                String(piece.text.unicodeScalars.dropFirst(length)),
                span: middle..<piece.span.upperBound,
                kind: .word,
                gap: .space
            )
            guard meanings.longest(at: 0, in: [rest] + pieces[(index + 1)...]) != nil else {
                result.append(piece)
                continue
            }
            result.append(
                Token(
                    gluedAnd,
                    span: piece.span.lowerBound..<middle,
                    kind: .word,
                    gap: piece.gap
                )
            )
            result.append(rest)
        }
        return result
    }
}
