import BotRuntime
import Testing

@Suite("The key of a contact")
struct ContactKeyTests {
    @Test(
        "has one text, which gives it back",
        arguments: [
            ["bank", "whatsapp", "+14155550101"], ["a/b", "c%2F", "urn:mbid:x/y"], ["%", "/", "😀"],
        ]
    )
    func text(_ parts: [String]) throws {
        let key = try #require(ContactKey(tenant: parts[0], account: parts[1], user: parts[2]))
        #expect(ContactKey(text: key.text) == key)
        #expect(key.text.split(separator: "/").count == 3)
    }

    @Test(
        "is refused where a part is empty, too long, or not to be printed",
        arguments: [
            ["", "a", "b"], ["a", "", "b"], ["a", "b", ""], ["a", "b", "c\n"],
            ["a", "b\u{0}", "c"],
            ["a", "b", String(repeating: "x", count: 600)],
        ]
    )
    func refused(_ parts: [String]) {
        #expect(ContactKey(tenant: parts[0], account: parts[1], user: parts[2]) == nil)
    }

    @Test("has no second text", arguments: ["a/b", "a/b/c/d", "a/b/%2f", "//", "a/b/c%25%", ""])
    func texts(_ text: String) {
        #expect(ContactKey(text: text) == nil)
    }
}
