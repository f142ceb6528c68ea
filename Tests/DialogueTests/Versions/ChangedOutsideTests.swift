import BotRuntime
import Dialogue
import Foundation
import Messages
import Testing
import Topics
import Values

/// Steps that wait for what comes from outside change while a customer is in them.
@Suite struct `When what is awaited changes in the middle of a conversation` {
    static let roses = """
        title: Buy a rose
        examples: [I want to buy a rose, roses please]
        slots:
          count: { type: number, ask: How many? }
          card: { type: text, ask: What on the card? }
        steps:
          - ask: count
          - pay: Your roses
            amount: money(2.5, "EUR") * count
            into: payment
            else: [{ say: Nothing paid. }, { end: unpaid }]
          - say: "Paid {payment.amount}."
          - ask: card
          - end: resolved
        """

    private func chat() throws -> Chat {
        var chat = try Chat(["roses": Self.roses], channel: .apple)
        chat.write("I want to buy a rose")
        chat.write("4")
        #expect(chat.waiting == "payment")
        return chat
    }

    private func become(_ chat: inout Chat, _ roses: String) throws {
        try chat.becomes(["roses": roses], actions: nil, tables: [:])
    }

    private func paid(_ question: String?) -> SimulatedEvent.Kind {
        .inbound(
            .paid(PaymentResult(question: question, status: .ok, reference: "P-1", amount: nil))
        )
    }

    @Test func `money that was asked for is taken although the price has changed`() throws {
        var chat = try chat()
        let question = chat.question
        try become(&chat, Self.roses.with("money(3, \"EUR\")", for: "money(2.5, \"EUR\")"))
        #expect(chat.take(paid(question)) == ["Paid €10.00.", "What on the card?"])
    }

    @Test func `another price is another payment as soon as it is asked for`() throws {
        var chat = try chat()
        let question = chat.question
        try become(&chat, Self.roses.with("money(3, \"EUR\")", for: "money(2.5, \"EUR\")"))
        chat.write("no wait, 4")
        chat.write("no wait, 5")
        #expect(chat.question != question)
        guard case .pay(let pay)? = chat.last.replies.last?.control?.kind else {
            Issue.record("a payment is asked for")
            return
        }
        #expect(pay.total.amount == 15)
    }

    @Test func `nothing is paid twice where the payment has a label now`() throws {
        var chat = try chat()
        chat.take(paid(chat.question))
        try become(&chat, Self.roses.with("into: payment\n    label: till", for: "into: payment"))
        chat.write("With love")
        #expect(chat.last.ended?.outcome == "resolved")
        var other = try self.chat()
        other.take(paid(other.question))
        try become(
            &other,
            Self.roses.with("into: payment\n    label: till", for: "into: payment")
                .with("money(3, \"EUR\")", for: "money(2.5, \"EUR\")")
        )
        other.write("With love")
        #expect(other.last.handoff?.reason == .version)
    }

    @Test func `money for a payment that is gone is a person's matter`() throws {
        var chat = try chat()
        let question = chat.question
        try become(
            &chat,
            """
            title: Buy a rose
            examples: [I want to buy a rose]
            slots:
              count: { type: number, ask: How many? }
              card: { type: text, ask: What on the card? }
            steps:
              - ask: [count, card]
              - end: resolved
            """
        )
        chat.take(paid(question))
        #expect(chat.last.handoff?.reason == .payment)
    }

    @Test func `signing in goes on where it was, and what was wished for too`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        #expect(chat.write("101") == ["Which code?"])
        let other = try Chat(
            [
                "sign_in": Vault.signIn.with(
                    "person: { type: digits",
                    for: "number: { type: digits"
                )
                .with("ask: person", for: "ask: number")
                .with("number: person, code", for: "number, code")
                    + "\nrenamed: { number: person }",
                "open_vault": Vault.open,
            ],
            actions: Vault.actions,
            tables: Vault.tables
        )
        chat.simulation = chat.simulation.continued(in: other.simulation.bot)
        #expect(chat.write("2718") == ["Which room?"])
        #expect(chat.write("silver") == ["anna (basic) owns spoon.", "Are you sure?"])
    }

    @Test func `a topic that wants a proven customer now asks for it before it goes on`() throws {
        let rooms = """
            title: Choose a room
            examples: [choose a room, I want to choose a room]
            slots:
              room: { type: choice, options: { silver: Silver, gold: Gold }, ask: Which room? }
            steps:
              - ask: room
              - say: "{room.title} it is."
              - end: resolved
            """
        func talk(_ rooms: String) throws -> Chat {
            try Chat(
                ["sign_in": Vault.signIn, "rooms": rooms],
                actions: Vault.actions,
                tables: Vault.tables,
                verified: false
            )
        }
        var chat = try talk(rooms)
        #expect(chat.write("choose a room") == ["Which room?"])
        let other = try talk("verified: true\n" + rooms)
        chat.simulation = chat.simulation.continued(in: other.simulation.bot)
        #expect(chat.write("silver") == ["Which number?"])
        chat.write("101")
        #expect(chat.write("2718") == ["Silver it is."])
    }
}
