import Diagnostics

/// The text of a file as Unicode scalars, and its places.
///
/// libyaml also breaks lines at a lone carriage return and at U+0085, U+2028, U+2029. Editors and
/// `SourceFile` do not, so places are found from offsets, never from libyaml's line numbers.
struct ScalarText {
    let file: SourceFile
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    /// A byte order mark at the start is left out, and counts for no column.
    init(_ file: SourceFile) {
        self.file = file
        var scalars = Array(file.text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var starts = [0]
        for (offset, scalar) in scalars.enumerated() where scalar == "\n" {
            starts.append(offset + 1)
        }
        self.scalars = scalars
        lineStarts = starts
    }

    subscript(offset: Int) -> Unicode.Scalar? {
        scalars.indices.contains(offset) ? scalars[offset] : nil
    }

    func location(_ offset: Int) -> SourceLocation {
        let line = line(of: offset)
        return SourceLocation(file: file, line: line + 1, column: offset - lineStarts[line] + 1)
    }

    /// The offset of the first scalar of the line on which the scalar at `offset` is.
    func lineStart(of offset: Int) -> Int { lineStarts[line(of: offset)] }

    func sameLine(_ one: Int, _ other: Int) -> Bool { line(of: one) == line(of: other) }

    /// The offset behind the last visible scalar of the line.
    func lineEnd(of offset: Int) -> Int {
        let line = line(of: offset)
        var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : scalars.count
        while end > lineStarts[line], isSpace(end - 1) { end -= 1 }
        return end
    }

    func isSpace(_ offset: Int) -> Bool {
        switch self[offset] {
        case " ", "\t", "\r", "\n": true
        default: false
        }
    }

    func skipSpaces(from offset: Int) -> Int {
        var offset = offset
        while self[offset] == " " || self[offset] == "\t" { offset += 1 }
        return offset
    }

    func skipBreaks(from offset: Int) -> Int {
        var offset = offset
        while isSpace(offset) { offset += 1 }
        return offset
    }

    /// The last visible scalar before an offset, or the first of all.
    func skipBreaks(before offset: Int) -> Int {
        var place = offset - 1
        while place > 0, isSpace(place) { place -= 1 }
        return max(0, place)
    }

    func text(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
        return text
    }

    /// The last line that starts at or before the offset, counted from 0.
    private func line(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
