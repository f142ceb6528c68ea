import Testing
import Text

@Suite struct LengthTests {
    @Test(arguments: [
        ("", SMSLength.Alphabet.gsm7, 0, 0),
        ("Hello", .gsm7, 5, 1),
        ("It's ready", .gsm7, 10, 1),
        ("It’s ready", .ucs2, 10, 1),
        (String(repeating: "a", count: 160), .gsm7, 160, 1),
        (String(repeating: "a", count: 161), .gsm7, 161, 2),
        (String(repeating: "a", count: 306), .gsm7, 306, 2),
        (String(repeating: "a", count: 307), .gsm7, 307, 3),
        (String(repeating: "€", count: 80), .gsm7, 160, 1),
        (String(repeating: "€", count: 81), .gsm7, 162, 2),
        (String(repeating: "ж", count: 70), .ucs2, 70, 1),
        (String(repeating: "ж", count: 71), .ucs2, 71, 2),
        (String(repeating: "ж", count: 135), .ucs2, 135, 3),
        (String(repeating: "😀", count: 35), .ucs2, 70, 1),
        (String(repeating: "😀", count: 36), .ucs2, 72, 2),
    ])
    func `A text travels as so many messages`(
        text: String,
        alphabet: SMSLength.Alphabet,
        units: Int,
        parts: Int
    ) {
        let length = SMSLength(text)
        #expect(length.alphabet == alphabet)
        #expect(length.units == units)
        #expect(length.parts == parts)
    }

    @Test func `A character of two units is never cut between messages`() {
        let euro = String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 152)
        #expect(SMSLength(euro).units == 306)
        #expect(SMSLength(euro).parts == 3)
        let emoji = String(repeating: "a", count: 66) + "😀" + String(repeating: "a", count: 66)
        #expect(SMSLength(emoji).units == 134)
        #expect(SMSLength(emoji).parts == 3)
    }

    @Test func `A beginning keeps whole characters`() {
        #expect(graphemePrefix("abc", upTo: 2) == "ab")
        #expect(graphemePrefix("a👨‍👩‍👧b", upTo: 2) == "a👨‍👩‍👧")
        #expect(graphemePrefix("a👨‍👩‍👧b", upTo: 5, countedIn: .utf8) == "a")
        #expect(graphemePrefix("a😀b", upTo: 3, countedIn: .utf16) == "a😀")
        #expect(graphemePrefix("abc", upTo: 0).isEmpty)
        #expect(graphemePrefix("abc", upTo: -1).isEmpty)
        #expect(graphemePrefix("", upTo: 3).isEmpty)
    }
}
