/// One spelling for what Arabic keyboards and habits write in several ways.
///
/// Vowel marks and the stretching dash go; alef with hamza, madda or wasla is alef; hamza on waw or
/// ya is the bare letter; alef maksura is ya, ta marbuta is ha; the Persian forms of kaf and ya are
/// the Arabic ones.
package enum ArabicLetters {
    /// The letter that stands for a scalar; nil where it is dropped; others as they are.
    package static func plain(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x0622, 0x0623, 0x0625, 0x0671: 0x0627
        case 0x0624: 0x0648
        case 0x0626, 0x0649, 0x06CC: 0x064A
        case 0x0629, 0x06C0...0x06C2: 0x0647
        case 0x06A9: 0x0643
        case 0x0640, 0x064B...0x065F, 0x0670: nil
        default: scalar
        }
    }

    /// Whether a word holds a letter or a mark of Arabic.
    package static func isIn(_ word: String) -> Bool {
        // The block's UTF-8 begins with these four bytes and no other script's does.
        word.utf8.contains { (0xD8...0xDB).contains($0) }
    }

    /// A word of Arabic in the one spelling.
    package static func plain(_ word: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            if let plain = plain(scalar.value).flatMap(Unicode.Scalar.init) {
                scalars.append(plain)
            }
        }
        return String(scalars)
    }
}
