/// How a text travels as SMS: its alphabet, its length in that alphabet, and in how many parts.
///
/// Source: 3GPP TS 23.038, the GSM 7 bit default alphabet and its extension table; a part of
/// several loses 7 septets or 3 UCS-2 units to the header that joins them (3GPP TS 23.040).
package struct SMSLength: Hashable, Sendable {
    package enum Alphabet: Hashable, Sendable {
        case gsm7
        /// UTF-16 in practice: an emoji is two units, which stay in one part.
        case ucs2
    }

    package let alphabet: Alphabet
    /// Septets or UTF-16 units.
    package let units: Int
    /// 0 for an empty text.
    package let parts: Int

    package init(_ text: String) {
        var sizes = text.unicodeScalars.map(Self.septets)
        let alphabet: Alphabet = sizes.contains(0) ? .ucs2 : .gsm7
        if alphabet == .ucs2 { sizes = text.unicodeScalars.map { UTF16.width($0) } }
        let units = sizes.reduce(0, +)
        let (alone, joined) = alphabet == .gsm7 ? (160, 153) : (70, 67)
        self.alphabet = alphabet
        self.units = units
        if units == 0 {
            parts = 0
        } else if units <= alone {
            parts = 1
        } else {
            var count = 1
            var used = 0
            for size in sizes {
                if used + size > joined {
                    count += 1
                    used = 0
                }
                used += size
            }
            parts = count
        }
    }

    /// 1, 2 for the extension table, 0 where the alphabet lacks the character.
    private static func septets(_ scalar: Unicode.Scalar) -> Int {
        basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0
    }

    private static let basic = Set(
        """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?\
        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars
    )

    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)
}
