extension String {
    /// Whether any letter of it is written from right to left.
    ///
    /// Source: the blocks that the Unicode bidirectional algorithm gives R and AL: Hebrew to
    /// Arabic Extended-A, the presentation forms, and the old scripts of plane 1.
    package var hasRightToLeft: Bool {
        // No such letter has fewer than two bytes in UTF-8, and the first is at least D6.
        guard utf8.contains(where: { $0 >= 0xD6 }) else { return false }
        return unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x590...0x8FF: scalar.properties.isAlphabetic
            case 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
            case 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
    }

    /// The text between the marks that keep its direction from what stands around it.
    ///
    /// Source: Unicode Standard Annex 9, first strong isolate (FSI) to pop directional isolate
    /// (PDI).
    package var isolated: String { "\u{2068}\(self)\u{2069}" }

    /// Without the marks for the direction of parts: U+2066 to U+2069.
    package var withoutIsolates: String { without { (0x2066...0x2069).contains($0.value) } }

    /// Without any mark for direction: the isolates, and those that formats of amounts bring.
    package var withoutDirectionMarks: String {
        without {
            switch $0.value {
            case 0x2066...0x2069, 0x200E, 0x200F, 0x61C: true
            default: false
            }
        }
    }

    private func without(_ isMark: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isMark) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.filter { !isMark($0) }))
    }
}
