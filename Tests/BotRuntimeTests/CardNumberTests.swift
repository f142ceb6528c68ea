import TestSupport
import Testing
import Values

@testable import BotRuntime

@Suite("Numbers of payment cards", .prompt)
struct CardNumberTests {
    @Test(
        "are hidden but for the last four, however they are written",
        arguments: [
            ("4111111111111111", "••••••••••••1111"),
            ("my card 4111 1111 1111 1111 please", "my card •••• •••• •••• 1111 please"),
            ("3782-822463-10005", "••••-••••••-•0005"),
            ("6011.1111.1111.1117", "••••.••••.••••.1117"),
            ("４１１１１１１１１１１１１１１１", "••••••••••••１１１１"),
            ("٤١١١١١١١١١١١١١١١", "••••••••••••١١١١"),
            ("4111111111111111 and 5555555555554444", "••••••••••••1111 and ••••••••••••4444"),
            ("2 of 4111 1111 1111 1111 12 27", "2 of •••• •••• •••• 1111 12 27"),
            ("code 123 4111-1111-1111-1111", "code 123 ••••-••••-••••-1111"),
            ("5500/0055/5555/5559", "••••/••••/••••/5559"),
            ("5500_0055_5555_5559", "••••_••••_••••_5559"),
            ("3782 / 822463 / 10005", "•••• / •••••• / •0005"),
            ("4111\n1111\n1111\n1111", "••••\n••••\n••••\n1111"),
            ("4111*1111*1111*1111", "••••*••••*••••*1111"),
            ("4111, 1111, 1111, 1111", "••••, ••••, ••••, 1111"),
            ("at 12:30:45, 123,456,789,012", "at 12:30:45, 123,456,789,012"),
            ("4111/1111/1111/1111 12/27", "••••/••••/••••/1111 12/27"),
            (
                "4111\u{200B}1111\u{2060}1111\u{FEFF}1111",
                "••••\u{200B}••••\u{2060}••••\u{FEFF}1111"
            ),
            ("4\u{AD}111111111111111", "•\u{AD}•••••••••••1111"),
            (
                "4111\u{3000}1111\u{FF0D}1111\u{FF0D}1111",
                "••••\u{3000}••••\u{FF0D}••••\u{FF0D}1111"
            ),
        ]
    )
    func hidden(_ text: String, _ masked: String) {
        #expect(CardNumbers.masking(text) == masked)
    }

    @Test(
        "are hidden where they come in parts, but for the last four of the whole",
        arguments: [
            (["4111 1111", "1111 1111"], ["•••• ••••", "•••• 1111"]),
            (["41111111", "11111111"], ["••••••••", "••••1111"]),
            (["4111-1111-1111", "1111"], ["••••-••••-••••", "1111"]),
            (["4", "111111111111111"], ["•", "•••••••••••1111"]),
            (["it begins 5555 5555", "hm", "and ends 5555 4444!"], ["•••• ••••", "•••• 4444"]),
            (["3782", "822463", "10005"], ["••••", "••••••", "•0005"]),
            (["601111111111", "11", "17"], ["••••••••••••", "11", "17"]),
            (["3530", "1113", "3330", "0000"], ["••••", "••••", "••••", "0000"]),
            (["４１１１１１１１", "１１１１１１１１"], ["••••••••", "••••１１１１"]),
            (["my card 4111 1111", "1111 1111 12/27"], ["•••• ••••", "•••• 1111"]),
            (["5500/0055", "5555/5559"], ["••••/••••", "••••/5559"]),
            (["5500_0055_", "5555\u{200B}5559"], ["••••_••••", "••••\u{200B}5559"]),
        ]
    )
    func parts(_ texts: [String], _ hidden: [String]) throws {
        let number = try #require(SplitCardNumber(texts))
        #expect(number.parts.map(\.hidden) == hidden)
        #expect(number.parts.last?.message == texts.count - 1)
        for part in number.parts { #expect(texts[part.message].contains(part.written)) }
    }

    @Test(
        "are not seen in numbers that come one after the other",
        arguments: [
            // A phone number and a date, a code and an order, the check digit wrong, a number between.
            ["+1 415 555 0102", "2026-11-24"], ["123456", "order 98765432"],
            ["4111 1111", "1111 1112"], ["4111 1111", "2 or 3", "1111 1111"], ["4111 1111"],
            ["4111 1111", "never mind"], [],
            // Two days, which together begin like a card's and pass the check.
            ["30/11/2026", "09/12/2026"],
        ]
    )
    func oneAfterTheOther(_ texts: [String]) {
        #expect(SplitCardNumber(texts) == nil)
    }

    @Test(
        "are hidden where they were taken for a number",
        arguments: [JSON.int(4_111_111_111_111_111), .double(4_111_111_111_111_111)]
    )
    func numbers(_ json: JSON) {
        #expect(
            CardNumbers.masking(["slots": ["n": json]])["slots"]?["n"]?.string == "••••••••••••1111"
        )
    }

    @Test("are hidden where they are the names of fields")
    func keys() {
        let form: JSON = ["values": ["4111 1111 1111 1111": "x", "class": "first"]]
        #expect(
            CardNumbers.masking(form) == [
                "values": ["•••• •••• •••• 1111": "x", "class": "first"]
            ]
        )
    }

    @Test("are hidden in names from elsewhere that begin like a card's, and in no others")
    func names() {
        #expect(CardNumbers.masking(name: "5500005555555559") == "••••••••••••5559")
        // The ID of a message on a channel, which passes the check.
        #expect(CardNumbers.masking(name: "1234567890123452") == "1234567890123452")
    }

    @Test("are not seen in moments and amounts", arguments: [1_772_463_600_000, 4_111_111])
    func moments(_ number: Int64) {
        #expect(CardNumbers.masking(["at": .int(number)])["at"] == .int(number))
    }

    @Test(
        "are not seen in other numbers",
        arguments: [
            "4111111111111112", "order 1234567890123", "+1 415 555 0101", "2026-03-02 10:00:00",
            "0000 0000 0000 0000", "", "12, 34, 56, 78, 90, 12, 34, 56",
            // Two days, and a path, that pass the check.
            "30/11/2026 - 09/12/2026", "30/11/2026\n09/12/2026", "2026/1234567893",
        ]
    )
    func others(_ text: String) {
        #expect(CardNumbers.masking(text) == text)
    }
}
