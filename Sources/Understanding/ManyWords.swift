/// Words that put an option to those chosen, or take one away.
package enum ManyChange: Hashable, Sendable {
    case adding, removing

    /// - Returns: nil where a message says neither: its options stand alone.
    package static func read(_ utterance: Utterance) -> (ManyChange, span: Range<Int>)? {
        for token in utterance.tokens {
            if adds.contains(token.text) { return (.adding, token.span) }
            if removes.contains(token.text) { return (.removing, token.span) }
        }
        return nil
    }

    private static let adds: Set<String> = [
        "also", "too", "plus", "add", "additionally", "también", "además", "أيضا", "أيضًا",
    ]
    private static let removes: Set<String> = [
        "without", "except", "remove", "drop", "minus", "sin", "excepto", "quita", "بدون", "إلا",
    ]
}
