import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// A conversation is one customer's, whoever else comes to its device.
@Suite struct WhoseConversationTests {
    private func signedIn(_ subject: String?, _ question: String?) -> SimulatedEvent.Kind {
        .inbound(.signedIn(question: question, ok: subject != nil, subject: subject))
    }

    private func wait(_ minutes: Int64) -> SimulatedEvent.Kind {
        .wait(TimeSpan(seconds: minutes * 60))
    }

    @Test func `Whoever signs in as another in the middle gets a person and nothing else`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.write("2718")
        chat.write("silver")
        chat.take(wait(21))
        chat.write("no")
        chat.write("202")
        let texts = chat.write("1414")
        #expect(texts.first?.contains("another customer") == true)
        #expect(chat.owner == .queue)
        #expect(!chat.calls.contains("silver.see"))
    }

    @Test func `A gateway that knows another in the middle of a conversation changes nobody`()
        throws
    {
        var chat = try Vault.chat(.web)
        chat.write("open the vault")
        chat.take(signedIn("anna", chat.question))
        chat.simulation.contact.verified = true
        chat.simulation.contact.subject = "ben"
        chat.write("silver")
        #expect(chat.waiting == "sign_in")
        #expect(chat.calls.isEmpty)
    }

    @Test func `What expired is gone on with by nobody but its customer`() throws {
        var chat = try Vault.chat(.web)
        chat.write("open the vault")
        chat.take(signedIn("anna", chat.question))
        chat.write("silver")
        #expect(chat.slot == "sure")
        chat.take(wait(25 * 60))
        #expect(chat.owner == .nobody)
        chat.write("hello")
        #expect(chat.waiting == "sign_in")
        chat.take(signedIn("ben", chat.question))
        #expect(chat.owner == .queue)
        #expect(!chat.calls.contains("silver.see"))
    }

    @Test func `What expired is not offered to another whom the gateway knows`() throws {
        var chat = try Vault.chat(.web)
        chat.write("open the vault")
        chat.take(signedIn("anna", chat.question))
        chat.write("silver")
        chat.take(wait(25 * 60))
        chat.simulation.contact.verified = true
        chat.simulation.contact.subject = "ben"
        chat.write("open the vault")
        #expect(chat.slot == "room")
        #expect(chat.write("silver").contains("ben (strong) owns fork."))
    }

    @Test func `A part of a topic for proven customers asks for a sign-in that is over`() throws {
        var chat = try Chat(
            [
                "see": """
                title: See it
                examples: [see what is mine]
                verified: true
                steps:
                  - run: tell
                    with: { owner: contact.subject }
                """,
                "tell": """
                title: Tell it
                takes: { owner: text }
                slots:
                  sure: { type: yesno, ask: "It is {owner}'s. Is that right?" }
                steps:
                  - ask: sure
                """,
            ],
            channel: .web,
            verified: false
        )
        chat.write("see what is mine")
        chat.take(signedIn("anna", chat.question))
        #expect(chat.texts == ["It is anna's. Is that right?"])
        chat.take(wait(31))
        chat.write("repeat")
        #expect(chat.waiting == "sign_in")
        #expect(!chat.texts.contains { $0.contains("anna") })
        #expect(chat.take(signedIn("anna", chat.question)) == ["It is anna's. Is that right?"])
    }

    @Test func `In a topic for all, too, nobody goes on where another had signed in`() throws {
        var chat = try Chat(
            [
                "talk": """
                title: Talk
                examples: [let us talk]
                slots:
                  food: { type: text, ask: Which food? }
                steps:
                  - sign_in: channel
                    else: { end: nobody }
                  - ask: food
                  - say: "{contact.subject} likes {food}."
                """
            ],
            channel: .web,
            verified: false
        )
        chat.write("let us talk")
        chat.take(signedIn("anna", chat.question))
        chat.take(wait(31))
        chat.write("soup")
        #expect(chat.waiting == "sign_in")
        chat.take(signedIn("ben", chat.question))
        #expect(chat.owner == .queue)
        #expect(!chat.texts.contains { $0.contains("soup") })
    }
}
