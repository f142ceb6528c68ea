import CCrypto
import Foundation

/// Authentication codes of messages, made with a key that both sides know (RFC 2104).
package enum HMAC {
    /// The code by SHA-256, 32 bytes.
    package static func sha256(of message: some ContiguousBytes, key: [UInt8]) -> [UInt8] {
        code(of: message, key: key, EVP_sha256(), length: 32)
    }

    /// The code by SHA-1, 20 bytes; only for those who sign with nothing better.
    package static func sha1(of message: some ContiguousBytes, key: [UInt8]) -> [UInt8] {
        code(of: message, key: key, EVP_sha1(), length: 20)
    }

    private static func code(
        of message: some ContiguousBytes,
        key: [UInt8],
        _ digest: OpaquePointer?,
        length: Int
    ) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: length)
        let isMade = message.withUnsafeBytes { bytes in
            CCrypto.HMAC(
                digest,
                key,
                Int32(key.count),
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                bytes.count,
                &code,
                nil
            ) != nil
        }
        precondition(isMade, "SHA-1 and SHA-256 are always there")
        return code
    }
}
