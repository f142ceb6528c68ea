import Testing
import Text

@Suite struct NormalisedTests {
    @Test(arguments: [
        ("  Hello\t\nWorld ", "hello world"),
        ("a\u{0}b\u{200B}c", "abc"),
        ("ﬁne", "fine"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ｈｅｌｌｏ　１", "hello 1"),
        ("Cafe\u{301}", "caf\u{E9}"),
        ("İ", "i̇"),
        ("", ""),
        (" ", ""),
        ("\u{202E}abc", "abc"),
    ])
    func `Texts that read alike become equal`(text: String, expected: String) {
        #expect(normalised(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test func `Accents stay unless they are to go`() {
        #expect(normalised("Mañana") == "mañana")
        #expect(normalised("Mañana Łódź", foldingDiacritics: true) == "manana lodz")
    }

    @Test func `A megabyte is normalised`() {
        #expect(normalised(String(repeating: "Ä ", count: 350_000)).utf8.count == 1_049_999)
        #expect(normalised(String(repeating: " ", count: 1_000_000)).isEmpty)
    }

    @Test(arguments: [("٣", 3), ("３", 3), ("3", 3), ("९", 9)])
    func `Digits of any script have their value`(text: String, value: Int) throws {
        #expect(digitValue(try #require(text.unicodeScalars.first)) == value)
    }

    @Test(arguments: ["a", "½", "Ⅷ", "/", ":"])
    func `What is no decimal digit has none`(text: String) throws {
        #expect(digitValue(try #require(text.unicodeScalars.first)) == nil)
    }
}
