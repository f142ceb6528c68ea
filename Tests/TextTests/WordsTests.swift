import Testing
import Text

@Suite struct WordsTests {
    @Test(arguments: [
        ("I lost my card", ["i", "lost", "my", "card"]),
        ("don't  STOP", ["don't", "stop"]),
        ("don’t", ["don't"]),
        ("card.I lost it", ["card", "i", "lost", "it"]),
        ("1,234.50 EUR", ["1,234.50", "eur"]),
        ("on 3/4, at 5pm", ["on", "3", "4", "at", "5pm"]),
        ("Straße", ["strasse"]),
        ("ＡＢＣ １２", ["abc", "12"]),
        ("naïve café", ["naïve", "café"]),
        ("Привет, мир!", ["привет", "мир"]),
        ("فقدت بطاقتي", ["فقدت", "بطاقتي"]),
        ("안녕하세요 카드", ["안녕하세요", "카드"]),
        ("'quoted'", ["quoted"]),
        ("", []),
        (" \t\n", []),
        ("?!…", []),
    ])
    func `A text is cut into normalised words`(text: String, words: [String]) {
        #expect(Words.split(text).map(\.text) == words)
    }

    @Test(arguments: [
        ("我丢了信用卡", ["我", "丢", "了", "信用卡"]),
        ("ฉันทำบัตรหาย", ["ฉัน", "ทำ", "บัตร", "หาย"]),
        ("my 信用卡 please", ["my", "信用卡", "please"]),
    ])
    func `Scripts without spaces are cut by dictionary`(text: String, words: [String]) {
        // NFKC takes the Thai vowel am apart, here and in what is expected.
        #expect(Words.split(text).map(\.text) == words.map { normalised($0) })
    }

    @Test func `Accents go where the caller asks for it`() {
        #expect(
            Words.split("Café Ñandú", foldingDiacritics: true).map(\.text) == ["cafe", "nandu"]
        )
        #expect(Words.split("إلى", foldingDiacritics: true).map(\.text) == ["الى"])
        #expect(Words.split("한국어", foldingDiacritics: true).map(\.text) == ["한국어"])
    }

    @Test func `Pictures are words where the caller asks for it`() {
        let words = Words.split("ok 👍🏽 👨‍👩‍👧!", symbols: true)
        #expect(words.map(\.kind) == [.letters, .symbol, .symbol])
        #expect(words.map(\.bytes.count) == [2, 8, 18])
    }

    @Test func `A word knows its bytes, and they its scalars`() {
        let text = "é 😀 card"
        let word = Words.split(text)[1]
        #expect(word.text == "card")
        #expect(word.bytes == 8..<12)
        var offsets = ScalarOffsets(text)
        #expect(offsets.offset(ofByte: 8) == 4)
        #expect(offsets.offset(ofByte: 12) == 8)
        #expect(offsets.offset(ofByte: 0) == 0)
        #expect(text.scalars(4..<8) == "card")
        #expect(text.scalars(7..<99) == "d")
    }

    @Test(arguments: [
        "\u{301}\u{301}", "\u{200D}", "\u{0}\u{1}\u{7F}", "\u{202E}abc", "\u{FEFF}", "\u{10FFFF}",
        "👍👍👍", "a\u{301}", "'''", "...", "1.", ".1", "_",
    ])
    func `Odd texts are cut without harm`(text: String) {
        for word in Words.split(text, symbols: true) {
            #expect(word.bytes.upperBound <= text.utf8.count)
        }
    }

    @Test(arguments: ["a", "1", ".", " a", "信", "é", "😀", "\u{301}", "ก"])
    func `A text of a megabyte is cut`(unit: String) {
        let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
        var end = 0
        Words.each(in: text, symbols: true) { end = $0.bytes.upperBound }
        #expect(end <= text.utf8.count)
    }
}
