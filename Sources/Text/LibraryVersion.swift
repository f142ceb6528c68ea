import CText

/// The version of ICU that this process runs with, such as `72.1`.
package var icuVersion: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CTEXT_VERSION)) { text in
        guard let start = text.baseAddress else { return "" }
        ctext_icu_version(start)
        return String(cString: start)
    }
}
