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

    @Test("are not seen in moments and amounts", arguments: [1_772_463_600_000, 4_111_111])
    func moments(_ number: Int64) {
        #expect(CardNumbers.masking(["at": .int(number)])["at"] == .int(number))
    }

    @Test(
        "are not seen in other numbers",
        arguments: [
            "4111111111111112", "order 1234567890123", "+1 415 555 0101", "2026-03-02 10:00:00",
            "0000 0000 0000 0000", "", "12, 34, 56, 78, 90, 12, 34, 56",
        ]
    )
    func others(_ text: String) {
        #expect(CardNumbers.masking(text) == text)
    }
}
