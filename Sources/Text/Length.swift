/// In what a limit of a channel is counted.
package enum LengthUnit: Hashable, Sendable {
    case graphemes, scalars, utf16, utf8

    package func length(of text: some StringProtocol) -> Int {
        switch self {
        case .graphemes: text.count
        case .scalars: text.unicodeScalars.count
        case .utf16: text.utf16.count
        case .utf8: text.utf8.count
        }
    }
}

/// The longest beginning of a text that keeps to a limit and cuts no character apart.
///
/// An emoji of several scalars stays whole or is left out.
package func graphemePrefix(
    _ text: String,
    upTo limit: Int,
    countedIn unit: LengthUnit = .graphemes
) -> Substring {
    // No character is shorter than one unit, so that a long text need not be counted to its end.
    guard limit > 0 else { return text.prefix(0) }
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
        let next = text.index(after: end)
        used += unit == .graphemes ? 1 : unit.length(of: text[end..<next])
        if used > limit { break }
        end = next
    }
    return text[..<end]
}
