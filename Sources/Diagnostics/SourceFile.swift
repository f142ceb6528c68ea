/// A text that an author wrote, and where its lines begin.
public final class SourceFile: Hashable, Sendable {
    /// The path as it is shown, relative to where the command was called.
    public let path: String
    public let text: String
    /// Byte offsets of the first byte of each line.
    private let lineStarts: [Int]

    public init(path: String, text: String) {
        self.path = path
        self.text = text
        var starts = [0]
        for (offset, byte) in text.utf8.enumerated() where byte == 10 { starts.append(offset + 1) }
        lineStarts = starts
    }

    /// The text of a line, without its break.
    ///
    /// Lines count from 1.
    public func line(_ number: Int) -> Substring? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: lineStarts[number - 1])
        let end =
            number < lineStarts.count
            ? bytes.index(bytes.startIndex, offsetBy: lineStarts[number] - 1) : bytes.endIndex
        let line = text[start..<end]
        return line.utf8.last == 13 ? line.dropLast() : line
    }

    public static func == (one: SourceFile, other: SourceFile) -> Bool {
        one === other || (one.path == other.path && one.text == other.text)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(path)
    }
}

/// A place in an author's file.
///
/// Lines and columns count from 1, columns in Unicode scalars.
public struct SourceLocation: Hashable, Sendable {
    public let file: SourceFile
    public let line: Int
    public let column: Int

    public init(file: SourceFile, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place some scalars further on the same line.
    public func advanced(by scalars: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column + scalars)
    }
}

extension SourceLocation {
    /// The place behind the word, the quoted text or the sign that stands here: how far an editor
    /// underlines.
    ///
    /// At the end of a line, and where there is no line, it is the place itself.
    public var endOfWord: SourceLocation {
        guard let line = file.line(line) else { return self }
        let rest = line.unicodeScalars.dropFirst(max(0, column - 1))
        guard let first = rest.first else { return self }
        let others = rest.dropFirst()
        if first == "\"" || first == "'", let close = others.firstIndex(of: first) {
            return advanced(by: rest.distance(from: rest.startIndex, to: close) + 1)
        }
        return advanced(by: 1 + (first.isOfWord ? others.prefix(while: \.isOfWord).count : 0))
    }
}

extension Unicode.Scalar {
    /// Letters and digits, and what joins them in names, dates and versions.
    fileprivate var isOfWord: Bool {
        properties.isAlphabetic || properties.numericType != nil
            || "_-.".unicodeScalars.contains(self)
    }
}

extension SourceLocation: CustomStringConvertible {
    public var description: String { "\(file.path):\(line):\(column)" }
}
