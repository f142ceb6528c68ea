import CText

/// The spelling in which two texts that read alike are equal.
///
/// NFKC with case folding, every run of white space one space and none at the ends, control and
/// invisible characters dropped. Accents stay, because they tell words apart in many languages;
/// ask for `foldingDiacritics` where a customer's keyboard may have lacked them.
/// The work grows with the length of the text and not faster.
package func normalised(_ text: String, foldingDiacritics: Bool = false) -> String {
    if let plain = asciiNormalised(text) { return plain }
    return tidied(folded(text, accents: foldingDiacritics))
}

/// Case folding and NFKC, and nothing else: white space stays as it was.
package func folded(_ text: String, accents: Bool = false) -> String {
    var text = text
    return text.withUTF8 { folded($0, accents: accents) }
}

func folded(_ bytes: UnsafeBufferPointer<UInt8>, accents: Bool) -> String {
    var room = bytes.count + 16
    for _ in 0..<2 {
        var needed: Int64 = -1
        let answer = String(unsafeUninitializedCapacity: room) { out in
            needed = bytes.withMemoryRebound(to: CChar.self) { source in
                out.withMemoryRebound(to: CChar.self) { target in
                    let fold = accents ? ctext_fold_accents : ctext_fold
                    return fold(
                        source.baseAddress,
                        Int64(source.count),
                        target.baseAddress,
                        Int64(target.count)
                    )
                }
            }
            return needed >= 0 && needed <= Int64(out.count) ? Int(needed) : 0
        }
        if needed < 0 { break }
        if needed <= Int64(room) { return answer }
        room = Int(needed)
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
}

/// The answer for a text of ASCII alone, or nil where there is more in it.
private func asciiNormalised(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes -> String? in
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count) { out in
            var count = 0
            var spaceWaits = false
            for byte in bytes {
                if byte == 0x20 || (0x09...0x0D).contains(byte) {
                    spaceWaits = count > 0
                    continue
                }
                if byte < 0x20 || byte == 0x7F { continue }
                if spaceWaits {
                    out[count] = 0x20
                    count += 1
                    spaceWaits = false
                }
                out[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                count += 1
            }
            return count
        }
    }
}

private func tidied(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var spaceWaits = false
    for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace {
            spaceWaits = !scalars.isEmpty
            continue
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate: continue
        default: break
        }
        if spaceWaits {
            scalars.append(" ")
            spaceWaits = false
        }
        scalars.append(scalar)
    }
    return String(scalars)
}

/// 0 to 9 where the scalar is a decimal digit of any script, such as `٣` or `３`.
package func digitValue(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII {
        return (48...57).contains(scalar.value) ? Int(scalar.value) - 48 : nil
    }
    let value = ctext_digit(scalar.value)
    return (0...9).contains(value) ? Int(value) : nil
}
