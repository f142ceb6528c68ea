/// The texts and holes of a template in order.
struct TextPieces {
    enum Piece {
        case text(String)
        /// An expression, and where it begins in scalars.
        case hole(String, at: Int)
        case mistake(SyntaxError)
    }

    private(set) var all: [Piece] = []
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { $0 == "{" || $0 == "}" }) else {
            if !text.isEmpty { all = [.text(text)] }
            return
        }
        read()
    }

    private func string(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    private func isAt(_ place: Int, _ scalar: Unicode.Scalar) -> Bool {
        place < scalars.count && scalars[place] == scalar
    }

    private mutating func read() {
        var text = String.UnicodeScalarView()
        while position < scalars.count {
            let scalar = scalars[position]
            let isDoubled = isAt(position + 1, scalar)
            if scalar == "{" || scalar == "}", isDoubled {
                text.append(scalar)
                position += 2
            } else if scalar == "{" {
                if !text.isEmpty { all.append(.text(String(text))) }
                text = .init()
                hole()
            } else if scalar == "}" {
                all.append(
                    .mistake(
                        SyntaxError(
                            "stray-brace",
                            at: position,
                            "this '}' closes nothing",
                            hint: "write '}}' for a brace in the text"
                        )
                    )
                )
                position += 1
            } else {
                text.append(scalar)
                position += 1
            }
        }
        if !text.isEmpty { all.append(.text(String(text))) }
    }

    private mutating func hole() {
        let open = position
        position += 1
        let start = position
        var depth = 0
        while position < scalars.count {
            switch scalars[position] {
            case "{": depth += 1
            case "}" where depth > 0: depth -= 1
            case "}":
                let source = string(start..<position)
                position += 1
                if source.trimmingSpaces.isEmpty {
                    all.append(
                        .mistake(
                            SyntaxError(
                                "empty-hole",
                                at: open,
                                "there is no expression in '{}'",
                                hint: "write '{{' and '}}' for braces in the text"
                            )
                        )
                    )
                } else {
                    all.append(.hole(source, at: start))
                }
                return
            case "'", "\"":
                skipQuoted()
                continue
            default: break
            }
            position += 1
        }
        all.append(
            .mistake(
                SyntaxError(
                    "unclosed-brace",
                    at: open,
                    "this '{' is not closed",
                    hint: "close it with '}', or write '{{' for a brace in the text"
                )
            )
        )
    }

    /// Past the text of an expression, in which a brace is only a brace.
    private mutating func skipQuoted() {
        let quote = scalars[position]
        let isRaw = position > 0 && (isAt(position - 1, "r") || isAt(position - 1, "R"))
        let isTriple = isAt(position + 1, quote) && isAt(position + 2, quote)
        position += isTriple ? 3 : 1
        while position < scalars.count {
            if scalars[position] == "\\", !isRaw {
                position += 2
            } else if scalars[position] == quote,
                !isTriple || isAt(position + 1, quote) && isAt(position + 2, quote)
            {
                position += isTriple ? 3 : 1
                return
            } else {
                position += 1
            }
        }
    }
}

extension String {
    var trimmingSpaces: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
