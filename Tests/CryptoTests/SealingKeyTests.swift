import Crypto
import Foundation
import Testing

@Suite struct SealingKeyTests {
    private let key = SealingKey.random()
    private let secret = Data("271828".utf8)

    @Test func `What was sealed opens as it was`() {
        for content in [secret, Data(), Data(repeating: 7, count: 100_000)] {
            #expect(key.open(key.seal(content, at: "a/1"), at: "a/1") == content)
        }
    }

    @Test func `The sealed bytes hold nothing of the content`() {
        let sealed = key.seal(secret, at: "a/1")
        #expect(sealed.range(of: secret) == nil)
        #expect(sealed.count == secret.count + 28)
    }

    @Test func `Equal contents at equal places are equal bytes, and at other places are not`() {
        #expect(key.seal(secret, at: "a/1") == key.seal(secret, at: "a/1"))
        #expect(key.seal(secret, at: "a/1") != key.seal(secret, at: "a/2"))
        #expect(key.seal(secret, at: "a/1") != key.seal(Data("271829".utf8), at: "a/1"))
    }

    @Test func `Nothing opens with another key, at another place, or damaged`() {
        let sealed = key.seal(secret, at: "a/1")
        #expect(SealingKey.random().open(sealed, at: "a/1") == nil)
        #expect(key.open(sealed, at: "a/2") == nil)
        for index in sealed.indices {
            var damaged = sealed
            damaged[index] ^= 1
            #expect(key.open(damaged, at: "a/1") == nil)
            #expect(key.open(sealed.prefix(index), at: "a/1") == nil)
        }
    }

    @Test func `A key has 32 bytes, and the same bytes are the same key`() throws {
        #expect(SealingKey([1, 2, 3]) == nil)
        let bytes = [UInt8](repeating: 9, count: SealingKey.length)
        let one = try #require(SealingKey(bytes))
        let other = try #require(SealingKey(bytes))
        #expect(other.open(one.seal(secret, at: "a/1"), at: "a/1") == secret)
    }
}
