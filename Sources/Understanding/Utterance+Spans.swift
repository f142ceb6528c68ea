import Text

extension Utterance {
    /// How many words may make one value: "AB-12/34 C" has four.
    private static let mostWords = 4

    /// Where one to four words stand that are what is looked for, with all that is between them.
    ///
    /// - Parameter fits: Is given the words as they were written.
    /// - Returns: In the order of their beginnings; of those that begin together the longest first.
    package func spans(where fits: (String) -> Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for start in tokens.indices {
            for end in (start..<min(tokens.count, start + Self.mostWords)).reversed() {
                let span = tokens[start].span.lowerBound..<tokens[end].span.upperBound
                guard !blanked.contains(where: { $0.overlaps(span) }), fits(text(span)) else {
                    continue
                }
                found.append(span)
            }
        }
        return found
    }
}
