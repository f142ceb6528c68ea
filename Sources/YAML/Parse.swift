import Diagnostics

/// What a file may ask of its reader.
package enum Limits {
    /// 1 MiB.
    package static let bytes = 1 << 20
    /// Sequences and mappings inside each other.
    package static let depth = 64
    /// Enough to mend at once; a hostile file could have a million.
    static let diagnostics = 100
    /// Texts without their quotes that are read as if they had them, each at the price of reading
    /// the file once more.
    static let repairs = 20
}

/// Reads one YAML document.
///
/// - Returns: The document, nil when the file is empty or cannot be read to its end, and all
///   problems in reading order. A text that lacks its quotes is an error, and is in the node as it
///   was meant, so that what follows it can be checked too.
package func parse(_ file: SourceFile) -> (node: Node?, diagnostics: [Diagnostic]) {
    guard file.text.utf8.count <= Limits.bytes else { return (nil, [tooLarge(file)]) }
    let text = ScalarText(file)
    let unprintable = text.unprintable
    guard unprintable.isEmpty else { return (nil, unprintable) }

    var scalars = text.scalars
    var meant: [Int: String] = [:]
    var diagnostics: [Diagnostic] = []
    while true {
        var composer = Composer(text, meant: meant)
        let stop = composer.read(scalars)
        if case .trap(let trap) = stop, meant.count < Limits.repairs,
            meant[trap.value.lowerBound] == nil
        {
            // As many letters as before, so that no place behind it moves.
            for offset in trap.value { scalars[offset] = "x" }
            meant[trap.value.lowerBound] = trap.meant
            diagnostics.append(trap.diagnostic)
            continue
        }
        // A line whose text got its quotes has its error already.
        if let last = stop.diagnostic,
            !diagnostics.contains(where: { $0.location.line == last.location.line })
        {
            diagnostics.append(last)
        }
        diagnostics += composer.diagnostics
        let node = if case .atEnd = stop { composer.root } else { Node?.none }
        return (node, inOrder(diagnostics))
    }
}

/// Reads a file that may not be text at all.
///
/// - Returns: Also the file, for diagnostics that are found later; its text is empty when it was
///   too large, and has U+FFFD where bytes were not UTF-8.
package func load(
    bytes: [UInt8],
    path: String
) -> (file: SourceFile, node: Node?, diagnostics: [Diagnostic]) {
    guard bytes.count <= Limits.bytes + 3 else {
        let file = SourceFile(path: path, text: "")
        return (file, nil, [tooLarge(file)])
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let file = SourceFile(path: path, text: String(decoding: content, as: UTF8.self))
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
        let start = SourceLocation(file: file, line: 1, column: 1)
        let problem = Diagnostic.error(
            "not-utf8",
            at: start,
            "this file is saved as UTF-16",
            hint: saveAsUTF8
        )
        return (file, nil, [problem])
    }
    if let place = firstPlaceThatIsNotUTF8(content, in: file) {
        let problem = Diagnostic.error(
            "not-utf8",
            at: place,
            "here is a byte that is not UTF-8 text",
            hint: saveAsUTF8
        )
        return (file, nil, [problem])
    }
    let (node, diagnostics) = parse(file)
    return (file, node, diagnostics)
}

private let saveAsUTF8 = "save the file with the encoding UTF-8"

private func tooLarge(_ file: SourceFile) -> Diagnostic {
    .error(
        "too-large",
        at: SourceLocation(file: file, line: 1, column: 1),
        "this file is larger than 1 MiB",
        hint: "split it into several files"
    )
}

private func firstPlaceThatIsNotUTF8(
    _ bytes: ArraySlice<UInt8>,
    in file: SourceFile
) -> SourceLocation? {
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    var line = 1
    var column = 1
    while true {
        switch decoder.decode(&rest) {
        case .scalarValue("\n"):
            line += 1
            column = 1
        case .scalarValue: column += 1
        case .emptyInput: return nil
        case .error: return SourceLocation(file: file, line: line, column: column)
        }
    }
}

private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let sorted = diagnostics.sorted(by: Diagnostic.inReadingOrder)
    guard sorted.count > Limits.diagnostics else { return sorted }
    let shown = sorted.prefix(Limits.diagnostics)
    let rest = sorted.count - shown.count
    return shown + [
        .error(
            "too-many-problems",
            at: sorted[Limits.diagnostics].location,
            "there are \(rest) more problems from here on",
            hint: "mend the ones above first"
        )
    ]
}

extension ScalarText {
    /// The first character of each line that no YAML text may hold.
    var unprintable: [Diagnostic] {
        var found: [Diagnostic] = []
        var lineStart = -1
        for (offset, scalar) in scalars.enumerated() where !Self.isPrintable(scalar) {
            guard lineStart != self.lineStart(of: offset) else { continue }
            lineStart = self.lineStart(of: offset)
            let number = String(scalar.value, radix: 16, uppercase: true)
            let name = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
            found.append(
                .error(
                    "control-character",
                    at: location(offset),
                    "here is an invisible character, \(name)",
                    hint: scalar == "\0"
                        ? "delete it; if there are many, save the file with the encoding UTF-8"
                        : "delete it"
                )
            )
            if found.count == Limits.diagnostics { break }
        }
        return found
    }

    /// Source: YAML 1.2.2, section 5.1, "Character Set", without the byte order mark.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF: true
        case 0xFEFF: false
        case 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
