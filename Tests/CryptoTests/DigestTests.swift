import Crypto
import Foundation
import Testing

@Suite struct DigestTests {
    /// The examples of FIPS 180-2.
    @Test func `A digest is that of the standard, whole and in pieces`() {
        let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        let expected = [
            (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ]
        for (bytes, digest) in expected {
            #expect(hexadecimal(SHA256.digest(of: bytes)) == digest)
            var pieces = SHA256()
            for start in stride(from: 0, to: bytes.count, by: 4_099) {
                pieces.update(Data(bytes[start..<min(start + 4_099, bytes.count)]))
            }
            #expect(hexadecimal(pieces.finish()) == digest)
        }
    }

    /// Test case 2 of RFC 4231 and of RFC 2202.
    @Test func `An authentication code is that of the standard`() {
        let message = Array("what do ya want for nothing?".utf8)
        #expect(
            hexadecimal(HMAC.sha256(of: message, key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        )
        #expect(
            hexadecimal(HMAC.sha1(of: message, key: Array("Jefe".utf8)))
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        )
    }

    @Test func `Secrets are equal only in all their bytes`() {
        let secret = randomBytes(32)
        #expect(isEqualInConstantTime(secret, secret))
        #expect(isEqualInConstantTime([], []))
        #expect(!isEqualInConstantTime(secret, secret.dropLast()))
        for index in secret.indices {
            var other = secret
            other[index] ^= 1
            #expect(!isEqualInConstantTime(secret, other))
        }
    }

    @Test func `Tokens are long, different, and fit into an address`() {
        let tokens = (0..<100).map { _ in randomToken() }
        #expect(Set(tokens).count == 100)
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        #expect(tokens.allSatisfy { $0.count == 43 && letters.isSuperset(of: $0) })
    }
}
