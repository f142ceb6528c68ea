/// The words of one line of Markdown.
enum InlineMarkdown {
    /// How far a mark's partner is sought, which keeps a line of brackets from taking long.
    private static let reach = 1000

    static func plain(_ line: Substring) -> String {
        let scalars = Array(line.unicodeScalars)
        guard scalars.contains(where: { marks.contains($0) }) else { return String(line) }
        var out = String.UnicodeScalarView()
        var at = 0
        /// Places of `](` targets and the like, which are passed over when they are reached.
        var skips: [Int: Int] = [:]
        while at < scalars.count {
            if let next = skips[at] {
                at = next
                continue
            }
            let scalar = scalars[at]
            let next = at + 1 < scalars.count ? scalars[at + 1] : " "
            switch scalar {
            case "\\" where punctuation.contains(next):
                out.append(next)
                at += 2
                continue
            case "!" where next == "[":
                if link(from: at + 1, scalars) != nil { break }
                out.append(scalar)
            case "[":
                if let (close, end) = link(from: at, scalars) {
                    skips[close] = end
                } else {
                    out.append(scalar)
                }
            case "<":
                if let end = tag(from: at, scalars) {
                    let inside = scalars[(at + 1)..<(end - 1)]
                    // An address in angle brackets is text, a tag is none.
                    if inside.contains(":") || inside.contains("@"), !inside.contains(" ") {
                        out.append(contentsOf: inside)
                    } else {
                        out.append(" ")
                    }
                    at = end
                    continue
                }
                out.append(scalar)
            case "&":
                if let (character, end) = entity(from: at, scalars) {
                    out.append(character)
                    at = end
                    continue
                }
                out.append(scalar)
            case "*", "`": break
            case "~" where next == "~": at += 1
            case "_":
                // Within a word it belongs to a name.
                let before = at > 0 ? scalars[at - 1] : " "
                if isWordly(before), isWordly(next) { out.append(scalar) }
            case "|": out.append(" ")
            default: out.append(scalar)
            }
            at += 1
        }
        return String(out)
    }

    private static let marks = Set("\\![<&*`~_|".unicodeScalars)
    private static let punctuation = Set("\\`*_{}[]()#+-.!|<>~&\"'".unicodeScalars)

    private static func isWordly(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// Where a link's text is closed, and where the link ends.
    private static func link(
        from open: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (close: Int, end: Int)? {
        let limit = min(scalars.count, open + reach)
        var depth = 0
        var close = open
        while close < limit {
            if scalars[close] == "\\" { close += 1 } else if scalars[close] == "[" { depth += 1 }
            if close < limit, scalars[close] == "]" {
                depth -= 1
                if depth == 0 { break }
            }
            close += 1
        }
        guard close + 1 < limit, scalars[close] == "]" else { return nil }
        let closing: Unicode.Scalar
        switch scalars[close + 1] {
        case "(": closing = ")"
        case "[": closing = "]"
        default: return nil
        }
        var end = close + 2
        var nested = 0
        while end < min(scalars.count, close + reach) {
            if scalars[end] == "(", closing == ")" { nested += 1 }
            if scalars[end] == closing {
                if nested == 0 { return (close, end + 1) }
                nested -= 1
            }
            end += 1
        }
        return nil
    }

    private static func tag(from open: Int, _ scalars: [Unicode.Scalar]) -> Int? {
        guard open + 1 < scalars.count,
            scalars[open + 1] == "/" || scalars[open + 1] == "!"
                || scalars[open + 1].properties.isAlphabetic
        else { return nil }
        let limit = min(scalars.count, open + reach)
        return scalars[open..<limit].firstIndex(of: ">").map { $0 + 1 }
    }

    private static func entity(
        from open: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (Unicode.Scalar, end: Int)? {
        let limit = min(scalars.count, open + 8)
        guard let end = scalars[open..<limit].firstIndex(of: ";") else { return nil }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: scalars[(open + 1)..<end])
        return entities[String(name)].map { ($0, end + 1) }
    }

    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "#39": "'", "nbsp": " ",
        "ndash": "–", "mdash": "—", "hellip": "…", "euro": "€", "pound": "£", "copy": "©",
    ]
}
