import Diagnostics

/// A text that needs quotes and has none, or has them at the wrong place.
struct QuotingTrap {
    let diagnostic: Diagnostic
    /// Where the text is, to the end of its line.
    let value: Range<Int>
    /// What the author most likely wanted to write.
    let meant: String
}

/// A line of the form `- key: value`, where dashes and key may be absent.
struct ValueLine {
    /// Where the key starts, or the value when there is no key.
    let start: Int
    /// The colon behind the key.
    let colon: Int?
    let value: Range<Int>
}

extension ScalarText {
    /// Takes a line apart as its author did, who reads the first `: ` as the end of the key.
    func valueLine(at offset: Int) -> ValueLine? {
        let end = textEnd(of: offset)
        var start = skipSpaces(from: lineStart(of: offset))
        while self[start] == "-", self[start + 1] == " " { start = skipSpaces(from: start + 2) }
        guard start < end else { return nil }
        guard let colon = colonBehindKey(at: start, before: end) else {
            return ValueLine(start: start, colon: nil, value: start..<end)
        }
        let value = skipSpaces(from: colon + 1)
        guard value < end else { return nil }
        return ValueLine(start: start, colon: colon, value: value..<end)
    }

    /// Where the value of the last line that has one starts.
    var lastValueStart: Int {
        let end = scalars.lastIndex { $0 != "\n" && $0 != "\r" && $0 != " " } ?? 0
        return valueLine(at: end)?.value.lowerBound ?? end
    }

    private func colonBehindKey(at start: Int, before end: Int) -> Int? {
        var offset = start
        switch self[start] {
        case "\"", "'":
            guard let close = closingQuote(of: start, before: end) else { return nil }
            let next = skipSpaces(from: close + 1)
            return self[next] == ":" && isSpace(next + 1) ? next : nil
        case "{", "[", "*", "&", "!", "|", ">": return nil
        default:
            while offset < end {
                if self[offset] == ":", offset + 1 >= end || isSpace(offset + 1) { return offset }
                offset += 1
            }
            return nil
        }
    }

    /// The end of the line without a comment that stands two spaces apart.
    private func textEnd(of offset: Int) -> Int {
        let end = lineEnd(of: offset)
        var place = lineStart(of: offset)
        while place < end {
            if self[place] == "#", self[place - 1] == " ", self[place - 2] == " " {
                while place > 0, self[place - 1] == " " { place -= 1 }
                return place
            }
            place += 1
        }
        return end
    }

    func closingQuote(of open: Int, before end: Int) -> Int? {
        var offset = open + 1
        while offset < end {
            if self[open] == "\"", self[offset] == "\\" {
                offset += 1
            } else if self[offset] == self[open] {
                guard self[open] == "'", self[offset + 1] == "'" else { return offset }
                offset += 1
            }
            offset += 1
        }
        return nil
    }

    func closingBracket(of open: Int, before end: Int) -> Int? {
        var depth = 0
        for offset in open..<max(open, end) {
            switch self[offset] {
            case "{", "[": depth += 1
            case "}", "]":
                depth -= 1
                if depth == 0 { return offset }
            default: break
            }
        }
        return nil
    }
}

extension ScalarText {
    /// A hint that shows the line as it should be: `say: "Note: this is"`.
    func quotingHint(_ line: ValueLine, meant: String) -> String {
        "put it in quotes: " + text(line.start..<line.value.lowerBound) + Self.quoted(meant)
    }

    /// The simplest quotes that keep the text as it is; a long text is cut for the eye.
    static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let shown = scalars.count > 70 ? String(scalars.prefix(69)) + "…" : text
        if !shown.contains("\""), !shown.contains("\\") { return "\"" + shown + "\"" }
        let doubled = shown.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + doubled.joined(separator: "''") + "'"
    }

    /// A ` #` in a text: what stands behind it is lost without a word.
    ///
    /// Two spaces before the `#` are how a comment at the end of a line is usually written.
    func commentInText(_ value: String, _ range: Range<Int>) -> Diagnostic? {
        guard case let end = range.upperBound, self[end] == " ", self[end + 1] == "#" else {
            return nil
        }
        if range.isEmpty {
            // `say: #5 is next`, but not `slots: # what is asked`.
            guard self[end + 2] != " ", end + 2 < lineEnd(of: end) else { return nil }
        } else {
            guard case .string = Resolved(plain: value) else { return nil }
        }
        let start = range.isEmpty ? end + 1 : range.lowerBound
        let whole = text(start..<lineEnd(of: end))
        return .warning(
            "comment-in-text",
            at: location(end + 1),
            "from the '#' on this is a comment, not a part of the text",
            hint: "if it is text, put it in quotes: \(Self.quoted(whole)); "
                + "if it is a comment, put two spaces before the '#'"
        )
    }

    /// `{card.title}` alone is a mapping to YAML, whose keys have no values.
    ///
    /// `{ address }` may be one: it is short for `{ address: address }`.
    func bracesInText(_ frame: Frame, _ range: Range<Int>) -> QuotingTrap? {
        guard frame.isFlow, frame.isMapping, !frame.entries.isEmpty,
            sameLine(range.lowerBound, range.upperBound),
            isExpression(frame)
        else { return nil }
        let meant = text(range)
        return QuotingTrap(
            diagnostic: braces(
                at: range.lowerBound,
                hint: "put it in quotes: \(Self.quoted(meant))"
            ),
            value: range,
            meant: meant
        )
    }

    func braces(at offset: Int, hint: String) -> Diagnostic {
        let bracket = self[offset].map { String($0) } ?? ""
        return .error(
            "braces-in-text",
            at: location(offset),
            "a text that begins with '\(bracket)' must be in quotes",
            hint: hint
        )
    }

    private func isExpression(_ frame: Frame) -> Bool {
        // `{a > b ? "x" : "y"}` has a key and a value, but what a key.
        let operators: Set<Unicode.Scalar> = ["(", "?", "\"", "<", ">", "=", "&", "|"]
        let hasOperator = frame.entries.contains { entry in
            guard case .scalar(let name, .plain) = entry.key.kind else { return false }
            return name.unicodeScalars.contains(where: operators.contains)
        }
        let hasNoValue = frame.entries.allSatisfy { $0.value.string == "" && $0.value.isNull }
        return hasOperator || (hasNoValue && !frame.entries.allSatisfy { Self.isName($0.key) })
    }

    private static func isName(_ key: Node) -> Bool {
        guard case .scalar(let name, .plain) = key.kind else { return true }
        return name.unicodeScalars.allSatisfy {
            $0 == "_" || $0 == "-" || $0.properties.isAlphabetic
                || $0.properties.numericType != nil
        }
    }
}
