/// What a scalar is when a text is cut into the words of an index.
enum ScalarClass {
    case letter, digit
    /// A combining mark: it belongs to the word before it, or Hindi falls apart.
    case mark
    /// A letter of a script written without spaces.
    case unspaced
    /// Joins the parts of an identifier: `covid-19`, `FD_FAIL`, `composer.json`.
    case connector
    case apostrophe
    case other

    init(_ scalar: UInt32) {
        self = scalar < 0x80 ? Self.ascii(UInt8(truncatingIfNeeded: scalar)) : Self.beyond(scalar)
    }

    private static func ascii(_ byte: UInt8) -> ScalarClass {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A: .letter
        case 0x30...0x39: .digit
        case 0x2D, 0x5F, 0x2E: .connector
        case 0x27: .apostrophe
        default: .other
        }
    }

    private static func beyond(_ value: UInt32) -> ScalarClass {
        switch value {
        case 0x00AD, 0x200C, 0x200D: return .mark
        case 0x2010, 0x2011: return .connector
        case 0x02BC, 0x2019, 0xFF07: return .apostrophe
        case 0x3040...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3005...0x3007,  // kana
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF,  // Han
            0xFF66...0xFF9F, 0xAC00...0xD7A3:  // half-width kana, Hangul
            return .unspaced
        default: break
        }
        guard let scalar = Unicode.Scalar(value) else { return .other }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            switch value {
            // Thai and Lao, Burmese, Khmer.
            case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: return .unspaced
            default: return .letter
            }
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        case .decimalNumber, .letterNumber, .otherNumber: return .digit
        default: return .other
        }
    }
}

/// The scalar that begins at a byte, and its length in bytes.
func scalar(
    at index: Int,
    of bytes: UnsafeBufferPointer<UInt8>
) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    let left = bytes.count - index
    func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset]) & 0x3F }
    if first < 0x80 { return (first, 1) }
    if first < 0xE0, left > 1 { return ((first & 0x1F) << 6 | next(1), 2) }
    if first < 0xF0, left > 2 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
    if left > 3 { return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4) }
    return (0, left)
}
