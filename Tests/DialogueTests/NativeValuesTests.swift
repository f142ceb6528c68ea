import BotRuntime
import Messages
import Testing
import Values

/// Values that come from a control, spelled as `docs/commands.md` spells them.
@Suite struct NativeValuesTests {
    private func asking(_ type: String) throws -> Chat {
        var chat = try Chat(
            [
                "one": """
                title: One
                examples: [begin the survey]
                slots:
                  it: { type: \(type), ask: Well? }
                  more: { type: text, ask: And? }
                steps:
                  - ask: [it, more]
                  - end: resolved
                """
            ],
            channel: .web
        )
        chat.write("begin the survey")
        return chat
    }

    @Test(
        arguments: [
            ("number", 12, "12"), ("number", .double(12.5), "12.5"), ("number", "-3", "-3"),
            ("duration", "PT1H", "PT1H"), ("duration", "PT1H30M", "PT1H30M"),
            ("date", "2026-03-05", "2026-03-05"), ("time", "17:30", "17:30:00"),
            ("date", "on 5 March", "2026-03-05"), ("number", "about twelve", "12"),
            ("phone", "(415) 555-0134", "+14155550134"),
        ] as [(String, JSON, JSON)]
    )
    func `A value is taken as it is spelled`(type: String, given: JSON, kept: JSON) throws {
        var chat = try asking(type)
        chat.take(.inbound(.value(question: chat.question ?? "", given)))
        #expect(chat.value("it") == kept)
        #expect(chat.slot == "more")
    }

    @Test func `An amount is an object, a number or its digits`() throws {
        for given: JSON in [["amount": "5.50", "currency": "EUR"], .double(5.5), "5.50"] {
            var chat = try asking("money")
            chat.take(.inbound(.value(question: chat.question ?? "", given)))
            #expect(chat.value("it")?["amount"] == "5.50")
        }
    }

    @Test(
        arguments: [
            ("number", .double(1e30)), ("number", "2026-02-30"), ("number", "17:30"),
            ("number", true),
            ("number", ["amount": 5]), ("money", ["amount": [5]]), ("time", -1),
            ("time", "2026-02-28T25:00:00Z"), ("date", "2026-02-28T25:00:00Z"),
            ("date", 20_260_305),
            ("duration", "P1X"), ("duration", "PT1h"), ("text", 5),
        ] as [(String, JSON)]
    )
    func `A value of another kind is not read in part`(type: String, given: JSON) throws {
        var chat = try asking(type)
        chat.take(.inbound(.value(question: chat.question ?? "", given)))
        #expect(chat.value("it") == nil)
        #expect(chat.slot == "it")
    }
}
