import BotRuntime
import Dialogue
import Foundation
import Messages
import Testing
import Values

/// Answers that nobody may read: where they are kept, for how long, and what becomes of them.
@Suite struct SecretsTests {
    private static let pay = """
        title: Pay a bill
        examples: [I want to pay a bill, pay what I owe]
        slots:
          bill: { type: digits, length: 4, title: bill number, ask: Which bill? }
          pin: { type: digits, length: 4..6, secure: true, ask: Your PIN?, check: [{ if: pin == "1111", say: "That is no PIN. Your PIN?" }] }
          sure: { type: yesno, ask: Sure? }
        steps:
          - ask: [bill, pin, sure]
          - call: bills.pay
            with: { bill, pin }
          - say: Paid.
          - ask: again
          - end: resolved
        """
        .replacing("  - ask: again\n", with: "")
    private static let part = """
        title: Pay by a part
        examples: [pay it the other way, use the part]
        slots:
          pin: { type: digits, length: 4..6, secure: true, ask: Your PIN? }
        steps:
          - ask: pin
          - run: check
            with: { secret: pin }
            into: bill
          - say: "Bill {bill} is paid."
        """
    private static let check = """
        title: Check
        takes: { secret: secure text }
        gives: bill
        slots: { bill: { type: digits, length: 4, ask: Which bill? } }
        steps:
          - ask: bill
          - call: bills.pay
            with: { bill, pin: secret }
        """
    private static let actions = """
        bills.pay:
          within: 8s
          else: { handoff: desk }
          takes: { bill: text, pin: secure text }
          records: { table: bills, insert: { id: new_id('B'), bill: takes.bill, pin: takes.pin } }
        """
    private static let tables = [
        "bills": "columns: { id: text, bill: text, pin: secure text }\nrows: []"
    ]

    private func chat() throws -> Chat {
        try Chat(
            ["pay": Self.pay, "part": Self.part, "check": Self.check],
            actions: Self.actions,
            tables: Self.tables
        )
    }

    private func saved(_ chat: Chat) -> String {
        String(
            decoding: chat.simulation.conversation.saved(sealing: chat.simulation.sealing),
            as: UTF8.self
        )
    }

    @Test func `A secret is used and shown by dots`() throws {
        var chat = try chat()
        chat.write("I want to pay a bill")
        chat.write("2001")
        chat.write("4711")
        #expect(chat.value("pin") == "•••")
        #expect(!saved(chat).contains("4711"))
        chat.write("yes")
        #expect(chat.calls == ["bills.pay"])
        #expect(chat.last.calls[0].arguments == ["bill": "2001", "pin": "•••"])
        #expect(chat.texts == ["Paid."])
    }

    @Test func `What has used the last of a secret lets go of it`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001", "4711"] { chat.write(words) }
        #expect(saved(chat).contains("sealed"))
        chat.stub("bills.pay", .ok, after: 3)
        chat.write("yes")
        #expect(saved(chat).contains("sealed"))
        chat.take(.wait(TimeSpan(seconds: 4)))
        #expect(!saved(chat).contains("sealed"))
    }

    @Test func `Without the key the secret is asked for again, and nothing else`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001", "4711"] { chat.write(words) }
        chat.simulation.losing = { (try? Conversation(saved: $0.saved())) ?? $0 }
        #expect(chat.write("yes") == ["Your PIN?"])
        #expect(chat.value("bill") == "2001")
        #expect(chat.value("sure") == true)
        #expect(chat.calls == [])
    }

    @Test func `A check refuses a secret and does not repeat it`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001"] { chat.write(words) }
        #expect(chat.write("1111") == ["That is no PIN. Your PIN?"])
        #expect(chat.write("12") == ["Sorry, I didn't understand that.", "Your PIN?"])
        #expect(chat.write("it is 4711") == ["Sure?"])
    }

    @Test func `A secret that is put right is another one`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001", "4711"] { chat.write(words) }
        #expect(chat.write("no, my pin is 4712") == ["Changed to: •••.", "Sure?"])
        #expect(chat.write("no, the pin is wrong") == ["Your PIN?"])
        #expect(chat.write("4713") == ["Sure?"])
        chat.write("yes")
        let pins = chat.last.calls.map(\.arguments["pin"])
        #expect(pins == ["•••"])
    }

    @Test func `A part gets the secret and gives it to nobody`() throws {
        var chat = try chat()
        chat.write("use the part")
        #expect(chat.write("4711") == ["Which bill?"])
        #expect(!saved(chat).contains("4711"))
        #expect(chat.write("2002") == ["Bill 2002 is paid."])
    }

    @Test func `Named while another question is open, it is kept for its own`() throws {
        var chat = try chat()
        chat.write("I want to pay a bill")
        #expect(chat.write("my pin is 4711") == ["Which bill?"])
        #expect(chat.value("bill") == nil)
        #expect(chat.write("2001") == ["Sure?"])
    }

    @Test func `Said in the first message, it is taken when its question comes`() throws {
        var chat = try chat()
        #expect(chat.write("I want to pay a bill, my pin is 4711") == ["Which bill?"])
        #expect(!saved(chat).contains("4711"))
        #expect(chat.write("2001") == ["Sure?"])
    }

    @Test func `A conversation that expired asks for the secret again`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001", "4711"] { chat.write(words) }
        chat.take(.wait(TimeSpan(seconds: 25 * 3600)))
        #expect(!saved(chat).contains("sealed"))
        chat.write("hello")
        #expect(chat.write("yes") == ["Your PIN?"])
    }

    @Test func `Whoever takes over reads dots`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001", "47111111"] { chat.write(words) }
        chat.write("agent")
        #expect(chat.last.handoff?.json["last_message"] == "•••")
        var other = try self.chat()
        other.write("flurb 4711 gnarl")
        #expect(other.last.records.contains(.unanswered("flurb ••• gnarl")))
        other.write("agent, 4711")
        #expect(other.last.handoff?.json["last_message"] == "agent, •••")
    }

    @Test func `Equal talks are equal bytes, sealed or not`() throws {
        var one = try chat()
        var other = try chat()
        other.simulation.sealing = one.simulation.sealing
        for words in ["I want to pay a bill, my pin is 4711", "2001"] {
            one.write(words)
            other.write(words)
            #expect(saved(one) == saved(other))
        }
    }

    @Test func `A sealed secret opens in its own conversation only`() throws {
        var chat = try chat()
        for words in ["I want to pay a bill", "2001", "4711"] { chat.write(words) }
        let key = chat.simulation.sealing
        let stolen = saved(chat).replacing("+14155550101", with: "+14155550199")
        let loaded = try Conversation(saved: Data(stolen.utf8), sealing: key)
        #expect(String(decoding: loaded.saved(sealing: key), as: UTF8.self).contains("\"mark\":1}"))
    }

    @Test(arguments: [
        "my password is hunter2", "password: hunter2", "the password's hunter2",
        "use my password\u{2019}s hunter2 please", "my password hunter2",
    ])
    func `A password that is announced in passing goes into no other answer`(words: String) throws {
        var chat = try Chat(
            [
                "keep": """
                title: Keep it
                examples: [keep it for me]
                slots:
                  note: { type: text, ask: What shall I note? }
                  password: { type: text, secure: true, ask: Which password? }
                steps:
                  - ask: [note, password]
                  - call: bills.pay
                    with: { bill: note, pin: password }
                  - say: Kept.
                """
            ],
            actions: Self.actions,
            tables: Self.tables
        )
        chat.write("keep it for me")
        chat.write(words)
        #expect(chat.value("note")?.string?.contains("hunter2") != true)
        chat.write("agent")
        #expect(chat.last.handoff != nil)
        #expect(!saved(chat).contains("hunter2"))
        #expect(!"\(String(describing: chat.last.handoff))".contains("hunter2"))
    }
}
