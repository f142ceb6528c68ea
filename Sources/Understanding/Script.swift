/// The scripts that languages are told apart by.
enum Script: Int, Hashable, Sendable {
    case latin, greek, cyrillic, armenian, hebrew, arabic, devanagari, bengali, gurmukhi, tamil,
        telugu, thai, georgian, ethiopic, hangul, kana, han

    /// nil for what is no letter of any of them.
    ///
    /// Source: the blocks of the Unicode Standard.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x400...0x52F: self = .cyrillic
        case 0x530...0x58F: self = .armenian
        case 0x5D0...0x5F4: self = .hebrew
        case 0x620...0x64A, 0x66E...0x6D3, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF,
            0xFE70...0xFEFC:
            self = .arabic
        case 0x900...0x965: self = .devanagari
        case 0x980...0x9E5: self = .bengali
        case 0xA00...0xA65: self = .gurmukhi
        case 0xB80...0xBE5: self = .tamil
        case 0xC00...0xC65: self = .telugu
        case 0xE00...0xE4E: self = .thai
        case 0x10A0...0x10FF: self = .georgian
        case 0x1200...0x137F: self = .ethiopic
        case 0x1100...0x11FF, 0xAC00...0xD7AF: self = .hangul
        case 0x3040...0x30FF: self = .kana
        case 0x3400...0x4DBF, 0x4E00...0x9FFF: self = .han
        default: return nil
        }
    }
}
