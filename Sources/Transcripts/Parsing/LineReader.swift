import Diagnostics

/// One line of a file, with the means to say where a part of it stands and what is wrong there.
struct LineReader {
    let file: SourceFile
    let number: Int
    let text: String

    func location(_ part: Substring) -> SourceLocation {
        let before = part.base.unicodeScalars[..<part.startIndex]
        return SourceLocation(file: file, line: number, column: before.count + 1)
    }

    func error(
        _ code: String,
        at part: Substring,
        _ message: String,
        hint: String? = nil
    ) -> Diagnostic {
        .error(code, at: location(part), message, hint: hint)
    }
}

extension Substring {
    /// Without white space at both ends.
    var trimmedPart: Substring {
        var rest = self
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return rest
    }

    /// The first word and what follows it.
    var firstWord: (word: Substring, rest: Substring) {
        let line = trimmedPart
        let word = line.prefix { !$0.isWhitespace }
        return (word, line[word.endIndex...].trimmedPart)
    }

    /// The parts between semicolons that stand outside of quotation marks, trimmed.
    var splitAtSemicolons: [Substring] {
        var parts: [Substring] = []
        var start = startIndex
        var isQuoted = false
        var index = startIndex
        while index < endIndex {
            switch self[index] {
            case "\"": isQuoted.toggle()
            case "\\" where isQuoted && self.index(after: index) < endIndex:
                index = self.index(after: index)
            case ";" where !isQuoted:
                parts.append(self[start..<index].trimmedPart)
                start = self.index(after: index)
            default: break
            }
            index = self.index(after: index)
        }
        parts.append(self[start...].trimmedPart)
        return parts.filter { !$0.isEmpty }
    }

    /// `name = value`, both trimmed.
    var assignment: (name: Substring, value: Substring)? {
        guard let sign = firstIndex(of: "=") else { return nil }
        return (self[..<sign].trimmedPart, self[index(after: sign)...].trimmedPart)
    }
}
