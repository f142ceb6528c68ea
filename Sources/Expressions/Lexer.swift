/// The smallest parts of an expression.
package struct Token: Hashable {
    package enum Kind: Hashable {
        /// Without its sign, so that the least whole number can be read.
        case int(UInt64)
        case double(Double)
        case string(String)
        case name(String)
        /// A field name in backquotes.
        case quotedName(String)
        case symbol(String)
        case end
    }

    package let kind: Kind
    /// Unicode scalars from the beginning.
    package let offset: Int
}

/// Cuts an expression into tokens.
package struct Lexer {
    private let scalars: [Unicode.Scalar]
    var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// All tokens, with one `.end` behind them.
    package static func tokens(of text: String) throws(SyntaxError) -> [Token] {
        var lexer = Lexer(text)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        let place = position + distance
        return place < scalars.count ? scalars[place] : nil
    }

    mutating func next() throws(SyntaxError) -> Token {
        skipSpace()
        let start = position
        guard let first = peek() else { return Token(kind: .end, offset: start) }
        if let opening = stringOpening() {
            return Token(kind: .string(try string(opening)), offset: start)
        }
        if first.isDigit || (first == "." && peek(1)?.isDigit == true) {
            return Token(kind: try number(), offset: start)
        }
        if first.startsName {
            while let scalar = peek(), scalar.startsName || scalar.isDigit { position += 1 }
            return Token(kind: .name(text(from: start)), offset: start)
        }
        if first == "`" { return Token(kind: .quotedName(try backquoted()), offset: start) }
        return Token(kind: .symbol(try symbol()), offset: start)
    }

    func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<position])
        return String(text)
    }

    mutating func skipSpace() {
        while let scalar = peek() {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{0C}": position += 1
            case "/" where peek(1) == "/":
                while let scalar = peek(), scalar != "\n" { position += 1 }
            default: return
            }
        }
    }

    mutating func symbol() throws(SyntaxError) -> String {
        let start = position
        guard let first = peek() else { return "" }
        if let second = peek(1) {
            let two = String(first) + String(second)
            if ["==", "!=", "<=", ">=", "&&", "||"].contains(two) {
                position += 2
                return two
            }
        }
        position += 1
        switch first {
        case "+", "-", "*", "/", "%", "!", "<", ">", "(", ")", "[", "]", "{", "}", ".", ",", "?",
            ":":
            return String(first)
        case "=":
            throw SyntaxError(at: start, "'=' is not an operator", hint: "write '==' to compare")
        case "&", "|":
            throw SyntaxError(
                at: start,
                "'\(first)' is not an operator",
                hint: "write '\(first)\(first)'"
            )
        case "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}":
            throw SyntaxError(
                at: start,
                "a typographic quote does not begin a text",
                hint: "write straight quotes: \"stolen\""
            )
        default:
            let shown = first.value < 32 ? "a control character" : "'\(first)'"
            throw SyntaxError(
                at: start,
                "\(shown) means nothing here",
                hint: "leave it out, or put a text in quotes"
            )
        }
    }

    mutating func backquoted() throws(SyntaxError) -> String {
        let start = position
        position += 1
        while let scalar = peek(), scalar != "`" {
            guard scalar.startsName || scalar.isDigit || " .-/".unicodeScalars.contains(scalar)
            else {
                throw SyntaxError(
                    at: position,
                    "'\(scalar)' cannot stand in a field name",
                    hint: "leave it out"
                )
            }
            position += 1
        }
        guard peek() == "`", position > start + 1 else {
            throw SyntaxError(at: start, "this field name is not closed", hint: "add a '`'")
        }
        position += 1
        return String(text(from: start).dropFirst().dropLast())
    }
}

// MARK: - Numbers

extension Lexer {
    mutating func number() throws(SyntaxError) -> Token.Kind {
        let start = position
        if peek() == "0", peek(1) == "x" || peek(1) == "X" {
            position += 2
            while peek()?.isHexDigit == true { position += 1 }
            let digits = text(from: start + 2)
            guard let number = UInt64(digits, radix: 16) else {
                throw SyntaxError(
                    at: start,
                    "this hexadecimal number cannot be read",
                    hint: "write at most 16 digits behind 0x"
                )
            }
            try refuseSuffix(start)
            return .int(number)
        }
        skipDigits()
        var isDouble = false
        if peek() == ".", peek(1)?.isDigit == true {
            isDouble = true
            position += 1
            skipDigits()
        }
        if peek() == "e" || peek() == "E" {
            let signed = peek(1) == "+" || peek(1) == "-"
            if peek(signed ? 2 : 1)?.isDigit == true {
                isDouble = true
                position += signed ? 2 : 1
                skipDigits()
            }
        }
        let digits = text(from: start)
        try refuseSuffix(start)
        if isDouble {
            guard let number = Double(digits.hasPrefix(".") ? "0" + digits : digits) else {
                throw SyntaxError(
                    at: start,
                    "this number cannot be read",
                    hint: "write it as 12.5 or 1.25e1"
                )
            }
            return .double(number)
        }
        guard let number = UInt64(digits) else {
            throw SyntaxError(
                at: start,
                "this whole number is too large",
                hint: "the largest is 9223372036854775807"
            )
        }
        return .int(number)
    }

    mutating func skipDigits() {
        while peek()?.isDigit == true { position += 1 }
    }

    func refuseSuffix(_ start: Int) throws(SyntaxError) {
        guard let scalar = peek(), scalar.startsName else { return }
        if scalar == "u" || scalar == "U" {
            throw SyntaxError(
                "refused",
                at: start,
                "unsigned numbers are not known here",
                hint: "leave out the 'u'"
            )
        }
        throw SyntaxError(
            at: position,
            "'\(scalar)' cannot follow a number",
            hint: "leave a blank between them, or put a text in quotes"
        )
    }
}
