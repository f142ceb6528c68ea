import CCrypto
import Foundation

/// Whether two secrets are equal, in a time that tells nothing of where they differ.
package func isEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
}

/// Bytes of the system's random source, fit for keys.
package func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let isFilled = RAND_bytes(&bytes, Int32(count)) == 1
    precondition(isFilled, "the system has random bytes")
    return bytes
}

/// A token that nobody guesses: 32 random bytes as 43 letters, digits, `-` and `_`.
package func randomToken() -> String {
    Data(randomBytes(32)).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

/// Bytes as hexadecimal digits, two small ones each.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
