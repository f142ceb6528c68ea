import Testing
import Text

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("visa", "visa", 0), ("visa", "vsia", 1), ("visa", "viza", 1), ("visa", "vis", 1),
        ("visa", "vvisa", 1), ("replacement", "replacment", 1), ("kitten", "sitting", 3),
        ("ca", "abc", 3), ("", "ab", 2), ("é", "e", 1),
    ])
    func `Slips of the finger are counted`(one: String, other: String, distance: Int) {
        #expect(editDistance(one, other, limit: 3) == distance)
        #expect(editDistance(other, one, limit: 3) == distance)
        #expect(editDistance(one, other, limit: distance) == distance)
        #expect(editDistance(one, other, limit: distance - 1) == nil)
    }

    @Test func `Long texts that differ are given up early`() {
        let one = String(repeating: "a", count: 200_000)
        let other = String(repeating: "b", count: 200_000)
        #expect(editDistance(one, other, limit: 2) == nil)
        #expect(editDistance(one, one + "b", limit: 2) == 1)
    }
}
