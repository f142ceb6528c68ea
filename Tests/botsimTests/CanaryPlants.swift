import Testing

extension CanaryTests {
    /// A talk; `{}` stands for the canary as it is spelled.
    struct Plant: Sendable, CustomTestStringConvertible {
        let bot: String
        let what: String
        let canary: String
        let lines: [String]
        var testDescription: String { "\(bot): \(what)" }

        init(_ bot: String, _ what: String, _ canary: String, _ lines: [String]) {
            self.bot = bot
            self.what = what
            self.canary = canary
            self.lines = lines
        }
    }

    static let bank = "topics"
    static let clinic = "Tests/bots/clinic"
    static let passcode = "264575"
    static let card = "4111111111111111"

    static let plants: [Plant] = [
        Plant(
            bank,
            "as the answer",
            passcode,
            ["my card is damaged", "100606", "{}", "yes", "agent"]
        ),
        Plant(
            bank,
            "with the person's word",
            passcode,
            ["my card is damaged", "100606", "agent {}", "!desk close"]
        ),
        Plant(
            bank,
            "as a wrong answer",
            "26457",
            ["my card is damaged", "100606", "26457", "26 45 7", "26-457", "agent"]
        ),
        Plant(
            bank,
            "before it was asked",
            passcode,
            [
                "my card is damaged and my passcode is {}", "my phone passcode: {}", "100606",
                "agent",
            ]
        ),
        Plant(
            bank,
            "without a name, in the first message",
            passcode,
            ["my card is damaged, I am 100606 and {}", "agent"]
        ),
        Plant(
            bank,
            "in free text",
            passcode,
            ["open a case", "1", "My phone passcode is {} and it fails", "skip", "yes"]
        ),
        Plant(
            bank,
            "in a question",
            passcode,
            ["is {} a good passcode?", "what does {} cost?", "agent"]
        ),
        Plant(
            bank,
            "at the question, as a question",
            passcode,
            ["my card is damaged", "100606", "is it {}?", "agent"]
        ),
        Plant(
            bank,
            "as a correction",
            passcode,
            [
                "my card is damaged", "100606", "999999 no wait, {}", "no, my passcode is {}",
                "agent",
            ]
        ),
        Plant(
            bank,
            "in words about something else",
            passcode,
            ["my card is damaged", "100606", "where is your branch? my passcode {}", "agent"]
        ),
        Plant(
            bank,
            "where nothing is understood",
            passcode,
            ["flurb {} gnarl", "{}", "{} {}", "agent"]
        ),
        Plant(
            bank,
            "while a call is under way",
            passcode,
            [
                "stub customers.by_subject = ok after 3s", "my card is damaged",
                "my passcode is {}", ":wait 5s", "agent",
            ]
        ),
        Plant(
            bank,
            "while a call is under way that fails",
            passcode,
            [
                "stub customers.by_subject = failed after 3s", "my card is damaged",
                "my passcode is {}", ":wait 5s", "!desk accept Dana",
            ]
        ),
        Plant(
            bank,
            "in the queue and to a person",
            passcode,
            [
                "agent", "my passcode is {}", "!desk accept Dana", "it is {}", "!desk close", "{}",
                "5",
            ]
        ),
        Plant(
            bank,
            "as a tap of something else",
            passcode,
            [
                "my card is damaged", "100606",
                "! event {\"value\":{\"question\":\"q9\",\"value\":\"{}\"}}",
                "! event {\"tap\":{\"question\":\"q9\",\"options\":[\"{}\"]}}", "agent",
            ]
        ),
        Plant(
            bank,
            "as how they came in",
            passcode,
            ["! event {\"entry\":{\"body\":\"my card is damaged {}\"}}", "100606", "{}", "agent"]
        ),
        Plant(
            bank,
            "in a conversation that expires",
            passcode,
            ["my card is damaged", "my phone passcode is {}", ":wait 25h", "hello", "yes", "agent"]
        ),
        Plant(
            bank,
            "twice, then started over",
            passcode,
            ["my card is damaged", "100606", "{}", "start over", "100606", "{}", "cancel"]
        ),
        Plant(
            clinic,
            "as the answers",
            card,
            ["settle an invoice", "inv-1001", "{}", "737", "skip", "yes"]
        ),
        Plant(
            clinic,
            "in a form",
            card,
            ["settle an invoice", "INV-1001", "{}", "737", "skip", "agent"]
        ),
        Plant(
            clinic,
            "in a form, beside a fault",
            card,
            ["settle an invoice", "INV-1001", "{}", "x", "no, my card is {}", "agent"]
        ),
        Plant(
            clinic,
            "with a slip",
            "4111111111111112",
            [
                "settle an invoice", "INV-1001", "4111 1111 1111 1112", "737",
                "4111-1111-1111-1112", "agent",
            ]
        ),
        Plant(
            clinic,
            "while the invoice is asked",
            card,
            ["settle an invoice", "my card number is {}", "change the card", "{}", "agent"]
        ),
        Plant(
            clinic,
            "in free text",
            card,
            ["my dog needs to see the vet", "Bruno, card number {}", "a check-up", "agent"]
        ),
        Plant(
            clinic,
            "in a search",
            card,
            ["what do I pay with card {}?", "insurance {}", "reception"]
        ),
        Plant(
            clinic,
            "as a password",
            "hunter2xyz",
            [
                "settle an invoice", "inv-1001", "4111111111111111", "737", "hunter2xyz", "no",
                "agent",
            ]
        ),
        Plant(
            clinic,
            "as a password, told too early",
            "hunter2xyz",
            ["settle an invoice", "my password is hunter2xyz", "agent"]
        ),
        Plant(
            clinic,
            "as a password where nothing runs",
            "hunter2xyz",
            ["password: hunter2xyz", "my password is hunter2xyz", "reception"]
        ),
        Plant(
            clinic,
            "as a password in free text",
            "hunter2xyz",
            ["my dog needs to see the vet", "Rex, and my password is hunter2xyz", "agent"]
        ),
        Plant(
            clinic,
            "refused by the back end",
            card,
            [
                "settle an invoice", "INV-1009", "{}", "737", "skip", "yes", "!desk accept Dana",
                "hello",
            ]
        ),
        Plant(
            clinic,
            "with an outcome nobody knows",
            card,
            [
                "stub invoices.pay = unknown", "settle an invoice", "INV-1001", "{}", "737", "skip",
                "yes", "agent",
            ]
        ),
    ]
}
