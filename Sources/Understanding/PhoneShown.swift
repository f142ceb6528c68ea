import CPhone

/// An E.164 number as people of a region write it: `(415) 555-0101` at home, `+44 20 7946 0018`
/// elsewhere; as it is where it cannot be read.
package func shownPhone(_ number: String, region: String) -> String {
    var source = number
    let shown = source.withUTF8 { bytes in
        String(unsafeUninitializedCapacity: 128) { out in
            let written = bytes.withMemoryRebound(to: CChar.self) { text in
                out.withMemoryRebound(to: CChar.self) { target in
                    cphone_format(
                        text.baseAddress,
                        Int64(text.count),
                        region,
                        target.baseAddress,
                        Int64(target.count)
                    )
                }
            }
            return Int(written)
        }
    }
    return shown.isEmpty ? number : shown
}
