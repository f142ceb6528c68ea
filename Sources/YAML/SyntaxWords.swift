import Diagnostics

/// What libyaml's words mean to an author.
struct SyntaxWords {
    let code: String
    let offset: Int
    let message: String
    let hint: String

    private init(_ code: String, _ offset: Int, _ message: String, hint: String) {
        self.code = code
        self.offset = offset
        self.message = message
        self.hint = hint
    }

    /// Takes also the innermost bracket or brace that is open.
    init(_ error: LibraryError, in text: ScalarText, openBracket: Int?) {
        self =
            Self.ofTexts(error, text) ?? Self.ofBrackets(error, text, openBracket)
            ?? Self.ofIndentation(error, text)
            ?? SyntaxWords(
                "unexpected-text",
                error.offset,
                "this cannot be read here",
                hint: "if it belongs to a text, put the whole text in quotes"
            )
    }

    private static func ofTexts(_ error: LibraryError, _ text: ScalarText) -> SyntaxWords? {
        switch (error.problem, error.context) {
        case (_, "while scanning a quoted scalar"):
            SyntaxWords(
                "unclosed-quote",
                error.contextOffset,
                "this quote is never closed",
                hint: "write the same quote at the end of the text"
            )
        case (_, "while parsing a quoted scalar"):
            SyntaxWords(
                "unknown-escape",
                error.offset,
                "nothing is known to follow this backslash",
                hint: "write \\\\ for a backslash, or put the text in single quotes"
            )
        case (_, "while scanning an alias"), (_, "while scanning an anchor"),
            ("found character that cannot start any token", _) where text[error.offset] != "\t":
            SyntaxWords(
                "reserved-start",
                isScanning(error) ? error.contextOffset : error.offset,
                "a text cannot begin with this character",
                hint: "put the text in quotes"
            )
        case (let problem, let context)
        where context.contains("tag") || problem == "found undefined tag handle":
            SyntaxWords(
                "tag",
                error.contextOffset,
                "'!' begins a tag, which is not read here",
                hint: "leave it out, or put the value in quotes if it is a text"
            )
        case (let problem, let context)
        where context.contains("directive") || problem.contains("directive"):
            SyntaxWords(
                "directive",
                error.offset,
                "a line that begins with '%' is not read here",
                hint: "delete it, or put the text in quotes"
            )
        case ("found incompatible YAML document", _):
            SyntaxWords(
                "directive",
                error.offset,
                "this version of YAML is not read here",
                hint: "delete the line that begins with '%YAML'"
            )
        default: nil
        }
    }

    private static func ofBrackets(
        _ error: LibraryError,
        _ text: ScalarText,
        _ openBracket: Int?
    ) -> SyntaxWords? {
        guard error.context.contains("flow") else { return nil }
        // At the end of the file the context is that end, not the bracket.
        let isAtEnd = text.skipBreaks(from: error.offset) >= text.scalars.count
        let open = isAtEnd ? openBracket ?? text.lastValueStart : error.contextOffset
        guard let bracket = text[open], bracket == "[" || bracket == "{" else {
            return SyntaxWords(
                "unexpected-text",
                error.offset,
                "a value is missing here",
                hint: "look for a comma too many, or put the text in quotes"
            )
        }
        let end = text.lineEnd(of: open)
        if let close = text.closingBracket(of: open, before: end), error.offset < close {
            return SyntaxWords(
                "missing-comma",
                error.offset,
                "a comma is missing before this, or a text lacks its quotes",
                hint: "between brackets, put texts with ': ', commas, quotes or brackets in quotes"
            )
        }
        let closing = bracket == "[" ? "]" : "}"
        return SyntaxWords(
            "unclosed-bracket",
            open,
            "this '\(bracket)' is not closed, or a comma is missing behind it",
            hint: "write '\(closing)' at the end and commas between, "
                + "or put the value in quotes if it is a text"
        )
    }

    private static func ofIndentation(_ error: LibraryError, _ text: ScalarText) -> SyntaxWords? {
        let first = text.skipSpaces(from: text.lineStart(of: error.offset))
        let column = text.location(error.contextOffset).column
        switch error.problem {
        case let problem
        where problem.contains("tab character") || problem.contains("cannot start any token"):
            return SyntaxWords(
                "tab-indent",
                error.offset,
                "a line is indented with spaces, not with a tab",
                hint: "put spaces in place of the tab"
            )
        case _ where text[first] == ":" && text.isSpace(first + 1):
            return SyntaxWords(
                "empty-key",
                first,
                "there is no key before the ':'",
                hint: "write 'key: value', or put the whole text in quotes"
            )
        case let problem
        where problem.hasPrefix("mapping values are not allowed")
            || problem == "could not find expected ':'":
            return ofMissingSpace(error, text) ?? ofMisplacedKey(error, text, first)
        case let problem where problem.hasPrefix("block sequence entries are not allowed"):
            return SyntaxWords(
                "bad-indent",
                error.offset,
                "a list cannot start here",
                hint: "start it on the line below its key, all its '-' in one column"
            )
        case "did not find expected key" where first == error.offset:
            return SyntaxWords(
                "bad-indent",
                first,
                "this line is not in one column with the keys above it",
                hint: "start it in column \(column), or deeper if it belongs to the line above"
            )
        case "did not find expected '-' indicator" where first == error.offset:
            return SyntaxWords(
                "bad-indent",
                first,
                "this line is not in one column with the list above it",
                hint:
                    "start it with '- ' in column \(column), or deeper if it belongs to the item above"
            )
        case "did not find expected <document start>" where first == error.offset:
            return SyntaxWords(
                "bad-indent",
                first,
                "this line is not in one column with the lines above it",
                hint: "start it in the same column as its neighbours"
            )
        default: return nil
        }
    }

    /// `title:Replace` or `-item`: with a space it would be what it looks like.
    private static func ofMissingSpace(_ error: LibraryError, _ text: ScalarText) -> SyntaxWords? {
        let isAtKey = error.problem.hasPrefix("could not find")
        let here = isAtKey ? error.contextOffset : text.lineStart(of: error.offset)
        let above = text.skipBreaks(before: text.lineStart(of: here))
        for place in isAtKey ? [here, above] : [above] {
            guard let line = text.valueLine(at: place), line.colon == nil else { continue }
            let start = line.value.lowerBound
            if text[start] == "-", line.value.count > 1, text[start + 1] != "-" {
                return SyntaxWords(
                    "missing-space",
                    start,
                    "an item of a list has a space behind its '-'",
                    hint: "write '- ' here"
                )
            }
            let name = text.scalars[line.value].prefix { $0 == "_" || $0.properties.isAlphabetic }
            if !name.isEmpty, text[name.endIndex] == ":" {
                return SyntaxWords(
                    "missing-space",
                    name.endIndex,
                    "a key has a space behind its ':'",
                    hint: "write '\(text.text(name.startIndex..<name.endIndex)): ' here"
                )
            }
        }
        return nil
    }

    private static func ofMisplacedKey(
        _ error: LibraryError,
        _ text: ScalarText,
        _ first: Int
    ) -> SyntaxWords {
        guard error.problem.hasPrefix("mapping values") else {
            return SyntaxWords(
                "missing-colon",
                error.contextOffset,
                "there is no ': ' behind this key",
                hint: "write 'key: value'; a text that goes on is indented deeper than its key"
            )
        }
        // In one column with its neighbour the key stands right; the line above lacks its colon.
        let here = text.lineStart(of: first)
        let above = text.skipBreaks(before: here)
        if here > 0, let line = text.valueLine(at: above), line.colon == nil,
            line.value.lowerBound - text.lineStart(of: above) == first - here
        {
            return SyntaxWords(
                "missing-colon",
                line.value.lowerBound,
                "there is no ': ' behind this key",
                hint: "write 'key: value'; a text that goes on is indented deeper than its key"
            )
        }
        return SyntaxWords(
            "bad-indent",
            first,
            "a key is here, but the value above still goes on",
            hint: "start the key in the same column as its neighbours, "
                + "or put the whole text in quotes"
        )
    }

    private static func isScanning(_ error: LibraryError) -> Bool {
        error.context == "while scanning an alias" || error.context == "while scanning an anchor"
    }
}
