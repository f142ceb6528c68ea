import CCrypto
import Synchronization

/// What libcrypto needs to work with one key, made once and used by one thread at a time: to look up a
/// cipher and to expand its key costs more than to seal a kilobyte.
final class CipherContexts: Sendable {
    private let encryption: [UInt8]
    private let nonces: [UInt8]
    private let idle = Mutex<[CipherContext]>([])

    private static let mostIdle = 8

    init(encryption: [UInt8], nonces: [UInt8]) {
        self.encryption = encryption
        self.nonces = nonces
    }

    func use<Answer>(_ body: (CipherContext) -> Answer) -> Answer {
        let free = idle.withLock { $0.popLast() }
        let context = free ?? CipherContext(encryption: encryption, nonces: nonces)
        defer { idle.withLock { if $0.count < Self.mostIdle { $0.append(context) } } }
        return body(context)
    }
}

/// The contexts of libcrypto for one key.
///
/// Unchecked: it goes from one thread to another but never to two, as it is taken from the idle ones
/// while it is used.
final class CipherContext: @unchecked Sendable {
    private let encrypting: OpaquePointer
    private let decrypting: OpaquePointer
    private let authenticating: OpaquePointer

    init(encryption: [UInt8], nonces: [UInt8]) {
        guard let encrypting = EVP_CIPHER_CTX_new(), let decrypting = EVP_CIPHER_CTX_new(),
            let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)
        else { preconditionFailure("AES-256-GCM and HMAC are always there") }
        defer { EVP_MAC_free(algorithm) }
        guard let authenticating = EVP_MAC_CTX_new(algorithm),
            EVP_EncryptInit_ex(encrypting, EVP_aes_256_gcm(), nil, encryption, nil) == 1,
            EVP_DecryptInit_ex(decrypting, EVP_aes_256_gcm(), nil, encryption, nil) == 1,
            seal_mac_init(authenticating, nonces, nonces.count) == 1
        else { preconditionFailure("AES-256-GCM and HMAC take keys of 32 bytes") }
        self.encrypting = encrypting
        self.decrypting = decrypting
        self.authenticating = authenticating
    }

    deinit {
        EVP_CIPHER_CTX_free(encrypting)
        EVP_CIPHER_CTX_free(decrypting)
        EVP_MAC_CTX_free(authenticating)
    }

    /// The first bytes of the HMAC of the place's length, the place and the content.
    func makeNonce(
        for plain: UnsafeRawBufferPointer,
        _ aside: [UInt8],
        into nonce: UnsafeMutableRawBufferPointer
    ) {
        var code = [UInt8](repeating: 0, count: 32)
        var count = 0
        let isMade =
            EVP_MAC_init(authenticating, nil, 0, nil) == 1
            && withUnsafeBytes(of: UInt64(aside.count).littleEndian) { length in
                EVP_MAC_update(authenticating, length.bytes, length.count) == 1
            }
            && EVP_MAC_update(authenticating, aside, aside.count) == 1
            && EVP_MAC_update(authenticating, plain.bytes, plain.count) == 1
            && EVP_MAC_final(authenticating, &code, &count, code.count) == 1
        precondition(isMade, "SHA-256 is always there")
        nonce.copyBytes(from: code.prefix(nonce.count))
    }

    func encrypt(
        _ plain: UnsafeRawBufferPointer,
        _ aside: [UInt8],
        nonce: UnsafeRawBufferPointer,
        _ body: UnsafeMutableRawBufferPointer,
        _ tag: UnsafeMutableRawBufferPointer
    ) {
        var count = Int32(0)
        let isDone =
            EVP_EncryptInit_ex(encrypting, nil, nil, nil, nonce.bytes) == 1
            && EVP_EncryptUpdate(encrypting, nil, &count, aside, Int32(aside.count)) == 1
            && EVP_EncryptUpdate(encrypting, body.bytes, &count, plain.bytes, Int32(plain.count))
                == 1
            // What it would write at the end is nothing: the cipher works byte by byte.
            && EVP_EncryptFinal_ex(encrypting, tag.bytes, &count) == 1
            && EVP_CIPHER_CTX_ctrl(
                encrypting,
                EVP_CTRL_AEAD_GET_TAG,
                Int32(tag.count),
                tag.baseAddress
            ) == 1
        precondition(isDone, "AES-256-GCM encrypts whatever it is given")
    }

    /// - Returns: Whether the tag proves the content and its place; otherwise `plain` holds nothing.
    func decrypt(
        _ body: UnsafeRawBufferPointer,
        _ aside: [UInt8],
        nonce: UnsafeRawBufferPointer,
        tag: UnsafeRawBufferPointer,
        into plain: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var count = Int32(0)
        var proof = Array(tag)
        var end = [UInt8](repeating: 0, count: tag.count)
        return EVP_DecryptInit_ex(decrypting, nil, nil, nil, nonce.bytes) == 1
            && EVP_DecryptUpdate(decrypting, nil, &count, aside, Int32(aside.count)) == 1
            && EVP_DecryptUpdate(decrypting, plain.bytes, &count, body.bytes, Int32(body.count))
                == 1
            && EVP_CIPHER_CTX_ctrl(
                decrypting,
                EVP_CTRL_AEAD_SET_TAG,
                Int32(proof.count),
                &proof
            ) == 1
            && EVP_DecryptFinal_ex(decrypting, &end, &count) == 1
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var bytes: UnsafePointer<UInt8>? {
        baseAddress?.assumingMemoryBound(to: UInt8.self)
    }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate var bytes: UnsafeMutablePointer<UInt8>? {
        baseAddress?.assumingMemoryBound(to: UInt8.self)
    }
}
