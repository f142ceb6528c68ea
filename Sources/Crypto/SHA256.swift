import CCrypto
import Foundation

/// A SHA-256 digest of bytes that come in pieces.
package struct SHA256: ~Copyable {
    /// Bytes of a digest.
    package static let length = 32

    private let context: OpaquePointer

    package init() {
        let made = EVP_MD_CTX_new()
        guard let made, EVP_DigestInit_ex(made, EVP_sha256(), nil) == 1 else {
            preconditionFailure("SHA-256 is always there")
        }
        context = made
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next piece.
    package mutating func update(_ piece: some ContiguousBytes) {
        let isTaken = piece.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        precondition(isTaken == 1, "a digest takes whatever it is given")
    }

    /// The digest of all pieces, 32 bytes.
    package consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.length)
        let isDone = EVP_DigestFinal_ex(context, &digest, nil)
        precondition(isDone == 1, "a digest comes to its end")
        return digest
    }

    /// The digest of bytes that are there as a whole, 32 bytes.
    package static func digest(of bytes: some ContiguousBytes) -> [UInt8] {
        var digest = SHA256()
        digest.update(bytes)
        return digest.finish()
    }
}
