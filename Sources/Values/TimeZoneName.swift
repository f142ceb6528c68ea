import Foundation

/// What a time zone is called: a name of the IANA database, such as `America/New_York`.
package enum TimeZoneName {
    /// Bytes of a name; those that there are have fewer.
    private static let longest = 64

    /// Whether there is a zone of that name: it is looked for among files, so that not every text
    /// may be asked for.
    package static func isKnown(_ text: String) -> Bool {
        let isWritten =
            text.utf8.count <= longest && text.first != "/"
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                    UInt8(ascii: "/"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        return isWritten && TimeZone(identifier: text) != nil
    }
}
