import Diagnostics

/// Finds what an author did wrong behind what libyaml says.
struct SyntaxProblem {
    private let error: LibraryError
    private let text: ScalarText
    /// The last quoted scalar that was read.
    private let lastQuote: Range<Int>?
    /// Where the brackets and braces start that are open.
    private let flowStarts: [Int]

    init(_ error: LibraryError, in text: ScalarText, lastQuote: Range<Int>?, flowStarts: [Int]) {
        self.error = error
        self.text = text
        self.lastQuote = lastQuote
        self.flowStarts = flowStarts
    }

    /// A missing quote that explains the error; nil when another mistake does.
    var trap: QuotingTrap? {
        if let quote = quoteThatRanOn { return unclosedQuote(at: quote) }
        let places = isScanning ? [error.contextOffset, error.offset] : [error.offset]
        for place in places {
            guard !flowStarts.contains(where: { $0 < text.lineStart(of: place) }),
                let line = text.valueLine(at: place)
            else { continue }
            if let trap = colonInText(line) ?? startOfText(line) { return trap }
        }
        // The text may stand lines above where its braces could not be understood.
        if error.context.contains("flow"), let line = text.valueLine(at: error.contextOffset),
            line.value.lowerBound == error.contextOffset
        {
            return bracesInText(line)
        }
        return nil
    }

    private var isScanning: Bool { error.context.hasPrefix("while scanning") }

    // MARK: `say: Note: this is`

    private func colonInText(_ line: ValueLine) -> QuotingTrap? {
        guard error.problem.hasPrefix("mapping values are not allowed"), let colon = line.colon,
            colon < error.offset, line.value.contains(error.offset)
        else { return nil }
        let meant = text.text(line.value)
        return QuotingTrap(
            diagnostic: .error(
                "colon-in-text",
                at: text.location(error.offset),
                "a text with a colon and a space in it must be in quotes",
                hint: text.quotingHint(line, meant: meant)
            ),
            value: line.value,
            meant: meant
        )
    }

    // MARK: `say: {card.title} is frozen`, `say: "Hi" there`, `say: @home`

    private func startOfText(_ line: ValueLine) -> QuotingTrap? {
        switch text[line.value.lowerBound] {
        case "{", "[": bracesInText(line)
        case "\"", "'": textAfterQuote(line)
        case "*", "&", "!", "|", ">": reservedStart(line, from: line.value.lowerBound)
        case "@", "`", "%", "?", "-", ",", "]", "}":
            error.offset == line.value.lowerBound
                ? reservedStart(line, from: line.value.lowerBound) : nil
        default: nil
        }
    }

    private func bracesInText(_ line: ValueLine) -> QuotingTrap? {
        let open = line.value.lowerBound
        guard let close = text.closingBracket(of: open, before: line.value.upperBound) else {
            return nil
        }
        let isAlone = close + 1 == line.value.upperBound
        // `{f(a, "b")}` ends where the line ends, and cannot be read as a mapping all the same.
        let looksLikeMapping = (open..<close).contains {
            text[$0] == "[" || (text[$0] == ":" && text.isSpace($0 + 1))
        }
        guard isAlone ? !looksLikeMapping : !text.isComment(from: close + 1) else { return nil }
        let meant = text.text(line.value)
        return QuotingTrap(
            diagnostic: text.braces(at: open, hint: text.quotingHint(line, meant: meant)),
            value: line.value,
            meant: meant
        )
    }

    private func textAfterQuote(_ line: ValueLine) -> QuotingTrap? {
        let open = line.value.lowerBound
        guard let close = text.closingQuote(of: open, before: line.value.upperBound),
            close + 1 < line.value.upperBound, !text.isComment(from: close + 1)
        else { return nil }
        // In `'don't stop'` the outer quotes are quotes, in `"Hi" there` they are a part of the text.
        let last = line.value.upperBound - 1
        let isAround = text[last] == text[open]
        let meant = isAround ? text.text(open + 1..<last) : text.text(line.value)
        return QuotingTrap(
            diagnostic: .error(
                "text-after-quote",
                at: text.location(text.skipSpaces(from: close + 1)),
                "the text goes on behind its closing quote",
                hint: text.quotingHint(line, meant: meant)
            ),
            value: line.value,
            meant: meant
        )
    }

    private func reservedStart(_ line: ValueLine, from start: Int) -> QuotingTrap? {
        // In the first column '%' is a directive, which has words of its own.
        guard text.sameLine(error.offset, start), error.offset >= start,
            text[start] != "%" || start != text.lineStart(of: start)
        else { return nil }
        let meant = text.text(line.value)
        let mark = text.text(start..<start + 1)
        let way = mark == "-" ? "start a list on the line below its key; if it is a text, " : ""
        return QuotingTrap(
            diagnostic: .error(
                "reserved-start",
                at: text.location(start),
                "a text that begins with '\(mark)' must be in quotes",
                hint: way + text.quotingHint(line, meant: meant)
            ),
            value: line.value,
            meant: meant
        )
    }

    // MARK: `say: "Hi there`

    /// Where a quote opens that runs on to the end, or to the next quote some lines below.
    private var quoteThatRanOn: Int? {
        if error.context == "while scanning a quoted scalar" { return error.contextOffset }
        guard let lastQuote, lastQuote.upperBound <= error.offset,
            text.sameLine(lastQuote.upperBound, error.offset),
            !text.sameLine(lastQuote.lowerBound, error.offset)
        else { return nil }
        return lastQuote.lowerBound
    }

    private func unclosedQuote(at open: Int) -> QuotingTrap? {
        guard let line = text.valueLine(at: open), line.value.lowerBound == open else { return nil }
        let meant = text.text(open + 1..<line.value.upperBound)
        return QuotingTrap(
            diagnostic: .error(
                "unclosed-quote",
                at: text.location(open),
                "this quote is never closed",
                hint: text.quotingHint(line, meant: meant)
            ),
            value: line.value,
            meant: meant
        )
    }
}

extension SyntaxProblem {
    /// The error in an author's words.
    var diagnostic: Diagnostic {
        let words = SyntaxWords(error, in: text, openBracket: flowStarts.last)
        return .error(words.code, at: text.location(words.offset), words.message, hint: words.hint)
    }
}

extension ScalarText {
    /// Nothing more on the line, or a comment.
    func isComment(from offset: Int) -> Bool {
        let next = skipSpaces(from: offset)
        return next >= lineEnd(of: offset) || (self[next] == "#" && next > offset)
    }
}
