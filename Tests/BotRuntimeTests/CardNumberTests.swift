import TestSupport
import Testing

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
