extension Lexer {
    struct Opening {
        let isRaw: Bool
        let isBytes: Bool
        /// How many scalars stand before the quote.
        let prefix: Int
        let quote: Unicode.Scalar
        let isTriple: Bool
    }

    func stringOpening() -> Opening? {
        var isRaw = false
        var isBytes = false
        var prefix = 0
        while prefix < 2, let scalar = peek(prefix) {
            if !isRaw, scalar == "r" || scalar == "R" {
                isRaw = true
            } else if !isBytes, scalar == "b" || scalar == "B" {
                isBytes = true
            } else {
                break
            }
            prefix += 1
        }
        guard let quote = peek(prefix), quote == "'" || quote == "\"" else { return nil }
        let isTriple = peek(prefix + 1) == quote && peek(prefix + 2) == quote
        return Opening(
            isRaw: isRaw,
            isBytes: isBytes,
            prefix: prefix,
            quote: quote,
            isTriple: isTriple
        )
    }

    mutating func string(_ opening: Opening) throws(SyntaxError) -> String {
        let start = position
        if opening.isBytes {
            throw SyntaxError(
                "refused",
                at: start,
                "byte strings are not known here",
                hint: "leave out the 'b'"
            )
        }
        position += opening.prefix + (opening.isTriple ? 3 : 1)
        var text = String.UnicodeScalarView()
        while let scalar = peek() {
            if scalar == opening.quote {
                if !opening.isTriple {
                    position += 1
                    return String(text)
                }
                if peek(1) == scalar, peek(2) == scalar {
                    position += 3
                    return String(text)
                }
            }
            if !opening.isTriple, scalar == "\n" || scalar == "\r" { break }
            if scalar == "\\", !opening.isRaw {
                text.append(try escape())
                continue
            }
            text.append(scalar)
            position += 1
        }
        let close = String(repeating: String(opening.quote), count: opening.isTriple ? 3 : 1)
        throw SyntaxError(at: start, "this text is not closed", hint: "add a \(close)")
    }

    mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let kind = peek() else {
            throw SyntaxError(at: start, "this text is not closed", hint: "add a quote behind it")
        }
        position += 1
        switch kind {
        case "a": return "\u{07}"
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "\\", "?", "\"", "'", "`": return kind
        case "x", "X": return try scalar(digits: 2, radix: 16, from: start)
        case "u": return try scalar(digits: 4, radix: 16, from: start)
        case "U": return try scalar(digits: 8, radix: 16, from: start)
        case "0", "1", "2", "3":
            position -= 1
            return try scalar(digits: 3, radix: 8, from: start)
        default:
            throw SyntaxError(
                at: start,
                "'\\\(kind)' is not an escape",
                hint: "write '\\\\' for a backslash"
            )
        }
    }

    mutating func scalar(
        digits: Int,
        radix: UInt32,
        from start: Int
    ) throws(SyntaxError) -> Unicode.Scalar {
        var number: UInt32 = 0
        for _ in 0..<digits {
            guard let scalar = peek(), let digit = scalar.hexValue, digit < radix,
                number < 1 << 27
            else {
                throw SyntaxError(
                    at: start,
                    "this escape wants \(digits) digits",
                    hint: "write '\\\\' for a backslash"
                )
            }
            number = number * radix + digit
            position += 1
        }
        guard let scalar = Unicode.Scalar(number) else {
            throw SyntaxError(
                at: start,
                "this escape names no character",
                hint: "write the character itself"
            )
        }
        return scalar
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }

    var hexValue: UInt32? {
        switch self {
        case "0"..."9": value - 48
        case "a"..."f": value - 97 + 10
        case "A"..."F": value - 65 + 10
        default: nil
        }
    }

    var isHexDigit: Bool { hexValue != nil }

    var startsName: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_"
    }
}
