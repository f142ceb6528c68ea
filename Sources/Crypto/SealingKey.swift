import CCrypto
import Foundation

/// A key that seals contents: whoever lacks it can neither read nor change them.
///
/// AES-256-GCM. The nonce is made of the content itself, so that equal contents at equal places
/// give equal bytes, and no nonce serves two contents.
///
/// Source: NIST SP 800-38D for GCM; the nonce is that of RFC 5297's synthetic initialisation
/// vector, with HMAC-SHA-256 in place of CMAC.
public struct SealingKey: Sendable {
    /// Bytes of a key.
    public static let length = 32
    private static let nonceLength = 12
    private static let tagLength = 16

    private let encryption: [UInt8]
    private let nonces: [UInt8]
    private let secrets: [UInt8]

    /// Takes 32 random bytes; nil where they are fewer or more.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(checked: bytes)
    }

    private init(checked bytes: [UInt8]) {
        // Several keys of one, so that what makes nonces tells nothing of what encrypts.
        encryption = HMAC.sha256(of: Array("encryption".utf8), key: bytes)
        nonces = HMAC.sha256(of: Array("nonces".utf8), key: bytes)
        secrets = HMAC.sha256(of: Array("secrets".utf8), key: bytes)
    }

    /// A new key, of the system's random source.
    public static func random() -> SealingKey {
        SealingKey(checked: randomBytes(length))
    }

    /// A secret for something else, 32 bytes: the same for everybody who has the key, and telling
    /// nothing of it.
    package func secret(for purpose: String) -> [UInt8] {
        HMAC.sha256(of: Array(purpose.utf8), key: secrets)
    }

    /// The nonce, the encrypted content, and the tag that proves both.
    ///
    /// - Parameters:
    ///   - content: What is to be kept.
    ///   - place: Where it belongs; it opens nowhere else.
    /// - Returns: 28 bytes more than the content.
    public func seal(_ content: Data, at place: String) -> Data {
        let plain = [UInt8](content)
        let aside = [UInt8](place.utf8)
        var length = UInt64(aside.count).littleEndian
        let prefix = withUnsafeBytes(of: &length) { [UInt8]($0) }
        let nonce = Array(
            HMAC.sha256(of: prefix + aside + plain, key: nonces).prefix(Self.nonceLength)
        )
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        let sealed = encrypted(plain, aside, nonce, &tag)
        return Data(nonce + sealed + tag)
    }

    /// The content of what was sealed.
    ///
    /// - Returns: nil where it was sealed with another key or for another place, or is damaged.
    public func open(_ sealed: Data, at place: String) -> Data? {
        let bytes = [UInt8](sealed)
        guard bytes.count >= Self.nonceLength + Self.tagLength else { return nil }
        let nonce = Array(bytes.prefix(Self.nonceLength))
        let tag = Array(bytes.suffix(Self.tagLength))
        let body = Array(bytes.dropFirst(Self.nonceLength).dropLast(Self.tagLength))
        return decrypted(body, [UInt8](place.utf8), nonce, tag).map { Data($0) }
    }

    private func encrypted(
        _ plain: [UInt8],
        _ aside: [UInt8],
        _ nonce: [UInt8],
        _ tag: inout [UInt8]
    ) -> [UInt8] {
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: plain.count + Self.tagLength)
        var (count, rest) = (Int32(0), Int32(0))
        let isDone =
            EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, encryption, nonce) == 1
            && EVP_EncryptUpdate(context, nil, &rest, aside, Int32(aside.count)) == 1
            && EVP_EncryptUpdate(context, &sealed, &count, plain, Int32(plain.count)) == 1
            && EVP_EncryptFinal_ex(context, nil, &rest) == 1
            && EVP_CIPHER_CTX_ctrl(
                context,
                EVP_CTRL_AEAD_GET_TAG,
                Int32(Self.tagLength),
                &tag
            ) == 1
        precondition(isDone, "AES-256-GCM encrypts whatever it is given")
        return Array(sealed.prefix(Int(count)))
    }

    private func decrypted(
        _ body: [UInt8],
        _ aside: [UInt8],
        _ nonce: [UInt8],
        _ tag: [UInt8]
    ) -> [UInt8]? {
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var plain = [UInt8](repeating: 0, count: body.count + Self.tagLength)
        var proof = tag
        var (count, rest) = (Int32(0), Int32(0))
        let isOurs =
            EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, encryption, nonce) == 1
            && EVP_DecryptUpdate(context, nil, &rest, aside, Int32(aside.count)) == 1
            && EVP_DecryptUpdate(context, &plain, &count, body, Int32(body.count)) == 1
            && EVP_CIPHER_CTX_ctrl(
                context,
                EVP_CTRL_AEAD_SET_TAG,
                Int32(Self.tagLength),
                &proof
            ) == 1
            && EVP_DecryptFinal_ex(context, nil, &rest) == 1
        return isOurs ? Array(plain.prefix(Int(count))) : nil
    }
}
