import Values

/// Hides the numbers of payment cards in what is written down, wherever they came from.
///
/// What has 13 to 19 digits, in any script and with spaces, hyphens or what is not seen among them,
/// and passes the check digit is one; where slashes or the like stand between its groups, it also has
/// to begin like a card's. The last four stay. Source: ISO/IEC 7812-1; PCI DSS 3.4.1 for what may be
/// shown. Other long numbers, such as those of orders, fail the check nine times of ten and stay.
package enum CardNumbers {
    static let lengths = 13...19

    /// - Parameters:
    ///   - json: What is to be written down.
    ///   - keepsNames: The program made it: what names something in it stays as it is.
    /// - Returns: It without numbers of cards.
    package static func masking(_ json: JSON, keepsNames: Bool = false) -> JSON {
        // Most have nothing to hide, and are not built anew.
        mayHoldOne(json) ? rebuilt(json, keepsNames) : json
    }

    private static func rebuilt(_ json: JSON, _ keepsNames: Bool) -> JSON {
        switch json {
        case .string(let text): .string(masking(text))
        case .array(let items): .array(items.map { rebuilt($0, keepsNames) })
        case .object where keepsNames: NamesInJSON.rebuilding(json) { rebuilt($0, $1) }
        case .object(let fields):
            // What comes from outside may have one for a key. Of two with the same end one is enough.
            .object(
                Dictionary(fields.map { (masking($0), rebuilt($1, false)) }) { first, _ in first }
            )
        case .int(let number): masking(number).map(JSON.string) ?? json
        case .double(let number): Int64(exactly: number).flatMap(masking).map(JSON.string) ?? json
        case .null, .bool: json
        }
    }

    private static func mayHoldOne(_ json: JSON) -> Bool {
        switch json {
        case .string(let text): mayHoldOne(text)
        case .array(let items): items.contains(where: mayHoldOne)
        case .object(let fields): fields.contains { mayHoldOne($0) || mayHoldOne($1) }
        case .int(let number): masking(number) != nil
        case .double(let number): Int64(exactly: number).flatMap(masking) != nil
        case .null, .bool: false
        }
    }

    /// A number that a card's was taken for, hidden; nil for others, such as moments in
    /// milliseconds: a brand is asked for.
    private static func masking(_ number: Int64) -> String? {
        guard number >= 1_000_000_000_000 else { return nil }
        let digits = String(number).compactMap(\.wholeNumberValue)
        return CardBrands.has(digits) && passesCheck(digits) ? masking(String(number)) : nil
    }

    /// A name that something was given elsewhere, a message for example, with the number of a card
    /// hidden in it: many are long numbers, so that a brand is asked for.
    static func masking(name: String) -> String { masking(name, asksBrand: true) }

    static func masking(_ text: String) -> String { masking(text, asksBrand: false) }

    private static func masking(_ text: String, asksBrand: Bool) -> String {
        // Most texts have too few digits for a card: a look at their bytes is enough.
        guard mayHoldOne(text) else { return text }
        var scalars = Array(text.unicodeScalars)
        for run in DigitRun.all(in: scalars) { hide(run, in: &scalars, asksBrand: asksBrand) }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    private static func mayHoldOne(_ text: String) -> Bool {
        var count = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): count += 1
            // A digit of another script may begin here.
            case 0xC0...: count += 1
            // The rest of a character, and what may stand between digits.
            case 0x80...0xBF, UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "\\"), UInt8(ascii: "|"),
                UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "*"),
                UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "="),
                UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "#"):
                continue
            default: count = 0
            }
            if count >= lengths.lowerBound { return true }
        }
        return false
    }

    /// Hides what is a card's number when whole groups are read as one, the longest first: a year
    /// or a code may stand beside it.
    private static func hide(
        _ run: DigitRun,
        in scalars: inout [Unicode.Scalar],
        asksBrand: Bool
    ) {
        let groups = run.groups
        let asksBrand = asksBrand || run.isLoose
        var first = 0
        while first < groups.count {
            var found: Range<Int>?
            var count = 0
            for last in first..<groups.count {
                count += groups[last].count
                guard count <= lengths.upperBound else { break }
                guard count >= lengths.lowerBound else { continue }
                let digits = groups[first...last].joined().compactMap { digit(scalars[$0]) }
                if passesCheck(digits), !asksBrand || CardBrands.has(digits) {
                    found = first..<(last + 1)
                }
            }
            guard let found else {
                first += 1
                continue
            }
            for index in groups[found].joined().dropLast(4) { scalars[index] = "•" }
            first = found.upperBound
        }
    }

    static func digit(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII {
            return ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
        }
        guard scalar.properties.numericType == .decimal,
            let value = scalar.properties.numericValue
        else { return nil }
        return Int(value)
    }

    static func passesCheck(_ digits: [Int]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let weighted = place.isMultiple(of: 2) ? digit : digit * 2
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        // Zeros alone pass every check and are no card.
        return sum > 0 && sum.isMultiple(of: 10)
    }
}
