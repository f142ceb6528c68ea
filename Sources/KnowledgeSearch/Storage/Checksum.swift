import Values

/// FNV-1a with 64 bits: tells a changed or damaged file from a whole one.
///
/// No protection against somebody who means to deceive.
///
/// Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm" (RFC 9923).
struct Checksum {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    mutating func add(_ number: Int) {
        for shift in stride(from: 0, to: 64, by: 8) {
            let byte = UInt64(truncatingIfNeeded: number >> shift) & 0xFF
            value = (value ^ byte) &* 0x100_0000_01B3
        }
    }

    /// The length goes first, so that `ab` + `c` is not `a` + `bc`.
    mutating func add(_ text: String) {
        add(text.utf8.count)
        var text = text
        text.withUTF8 { add($0) }
    }

    /// 16 digits.
    var hexadecimal: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What tells one collection from another; the articles come in order of their IDs.
    static func generation(
        of articles: [Article],
        synonyms: [[String]],
        language: String
    ) -> String {
        var sum = Checksum()
        // Raised when the same articles are to be ranked another way.
        sum.add(1)
        sum.add(language)
        sum.add(articles.count)
        for article in articles {
            sum.add(article.id)
            sum.add(article.title)
            sum.add(article.text)
            sum.add(article.kind.rawValue)
            for text in [article.url, article.language, article.audience] {
                sum.add(text == nil ? 0 : 1)
                sum.add(text ?? "")
            }
            sum.add(article.tags.count)
            for tag in article.tags { sum.add(tag) }
            sum.add(article.votes)
            sum.add(article.accepted ? 1 : 0)
            sum.add(article.updated.map { $0.daysSinceEpoch } ?? .min)
            sum.add(article.isReadable ? 1 : 0)
        }
        sum.add(synonyms.count)
        for group in synonyms {
            sum.add(group.count)
            for phrase in group { sum.add(phrase) }
        }
        return sum.hexadecimal
    }
}
