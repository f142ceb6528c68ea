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

    private let ciphers: CipherContexts
    private let secrets: [UInt8]

    /// Takes 32 random bytes; nil where they are fewer or more.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(checked: bytes)
    }

    private init(checked bytes: [UInt8]) {
        // Several keys of one, so that what makes nonces tells nothing of what encrypts.
        ciphers = CipherContexts(
            encryption: HMAC.sha256(of: Array("encryption".utf8), key: bytes),
            nonces: HMAC.sha256(of: Array("nonces".utf8), key: bytes)
        )
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
        Data(sealed(content, at: place))
    }

    /// The same as `seal`, as bytes.
    package func sealed(_ content: some ContiguousBytes, at place: String) -> [UInt8] {
        let aside = Array(place.utf8)
        return content.withUnsafeBytes { plain in
            [UInt8](
                unsafeUninitializedCapacity: plain.count + Self.nonceLength + Self.tagLength
            ) { buffer, count in
                let sealed = UnsafeMutableRawBufferPointer(buffer)
                let nonce = UnsafeMutableRawBufferPointer(rebasing: sealed[..<Self.nonceLength])
                let body = UnsafeMutableRawBufferPointer(
                    rebasing: sealed[Self.nonceLength...].prefix(plain.count)
                )
                let tag = UnsafeMutableRawBufferPointer(rebasing: sealed.suffix(Self.tagLength))
                ciphers.use { context in
                    context.makeNonce(for: plain, aside, into: nonce)
                    context.encrypt(plain, aside, nonce: UnsafeRawBufferPointer(nonce), body, tag)
                }
                count = sealed.count
            }
        }
    }

    /// The content of what was sealed.
    ///
    /// - Returns: nil where it was sealed with another key or for another place, or is damaged.
    public func open(_ sealed: Data, at place: String) -> Data? {
        opened(sealed, at: place).map { Data($0) }
    }

    /// The same as `open`, of bytes.
    package func opened(_ sealed: some ContiguousBytes, at place: String) -> [UInt8]? {
        let aside = Array(place.utf8)
        return sealed.withUnsafeBytes { sealed in
            let length = sealed.count - Self.nonceLength - Self.tagLength
            guard length >= 0 else { return nil }
            var isOurs = false
            let plain = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                isOurs = ciphers.use { context in
                    context.decrypt(
                        UnsafeRawBufferPointer(
                            rebasing: sealed[Self.nonceLength...].prefix(length)
                        ),
                        aside,
                        nonce: UnsafeRawBufferPointer(rebasing: sealed[..<Self.nonceLength]),
                        tag: UnsafeRawBufferPointer(rebasing: sealed.suffix(Self.tagLength)),
                        into: UnsafeMutableRawBufferPointer(buffer)
                    )
                }
                count = isOurs ? length : 0
            }
            return isOurs ? plain : nil
        }
    }
}
