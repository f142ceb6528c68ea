import BotRuntime
import Dialogue
import Foundation
import Messages
import Testing
import Topics
import Values

@Suite struct PayingTests {
    private static let topic = """
        title: Buy a rose
        examples: [I want to buy a rose, roses please]
        slots:
          count: { type: number, also: [many], ask: How many? }
        steps:
          - ask: count
          - pay: Your roses
            amount: money(2.5, "EUR") * count
            items: [{ title: "{count} roses", amount: 'money(2.5, "EUR") * count' }]
            into: payment
            else: [{ say: Nothing paid. }, { end: unpaid }]
          - say: "Paid {payment.amount} under {payment.reference}."
          - end: resolved
        """

    private func chat(_ channel: Channel = .apple) throws -> Chat {
        try Chat(["roses": Self.topic, "prices": Shop.prices], channel: channel)
    }

    private func paid(
        _ status: PaymentResult.Status,
        _ question: String?,
        _ amount: String? = nil
    ) -> SimulatedEvent.Kind {
        .inbound(
            .paid(
                PaymentResult(
                    question: question,
                    status: status,
                    reference: "P-1",
                    amount: amount.flatMap { Decimal(string: $0) }.map {
                        Money(amount: $0, currency: "EUR")
                    }
                )
            )
        )
    }

    @Test func `What is to be paid is shown in all and in its parts`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        #expect(chat.waiting == "payment")
        let control = try #require(chat.last.replies.last?.control?.json)
        #expect(
            control.text
                == #"{"currency":"EUR","items":[{"amount":"10","title":"4 roses"}],"question":"q2","total":"10","type":"pay"}"#
        )
        #expect(chat.take(paid(.ok, chat.question)) == ["Paid €10.00 under P-1."])
        #expect(chat.last.ended?.outcome == "resolved")
    }

    @Test func `Where nothing can be paid at, it is not paid`() throws {
        var chat = try chat(.sms)
        chat.write("I want to buy a rose")
        #expect(chat.write("4") == ["Nothing paid."])
        #expect(chat.last.ended?.outcome == "unpaid")
    }

    @Test(arguments: [PaymentResult.Status.failed, .cancelled])
    func `A payment that does not come leads on to what stands behind`(
        status: PaymentResult.Status
    ) throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        #expect(chat.take(paid(status, chat.question)).last == "Nothing paid.")
    }

    @Test func `Another sum than was asked for is a person's matter`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        chat.take(paid(.ok, chat.question, "5"))
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .payment)
    }

    @Test func `A correction before it is paid is another payment, and the old one is not taken`()
        throws
    {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        let old = chat.question
        chat.write("no wait, 6")
        #expect(chat.waiting == "payment")
        #expect(chat.question != old)
        chat.take(paid(.ok, old))
        #expect(chat.owner == .queue)
    }

    @Test func `A correction after it was paid comes too late`() throws {
        var chat = try Chat(
            [
                "roses": Self.topic.replacing(
                    "  - end: resolved",
                    with: "  - feedback: How was it?\n  - end: resolved"
                )
            ],
            channel: .apple
        )
        chat.write("I want to buy a rose")
        chat.write("4")
        chat.take(paid(.ok, chat.question))
        let texts = chat.write("no wait, make that how many 6")
        #expect(texts.first?.contains("already been done") == true)
        #expect(chat.value("count") == "4")
    }

    @Test func `Money that comes after the customer cancelled is told to a person once`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        let question = chat.question
        chat.write("cancel")
        chat.take(paid(.ok, question))
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .payment)
        chat.take(paid(.ok, question))
        #expect(chat.last.handoff == nil)
    }

    @Test func `Money that comes in a digression is kept for when the topic goes on`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        let question = chat.question
        chat.write("what are your prices")
        #expect(chat.slot == "kind")
        #expect(chat.take(paid(.ok, question)).isEmpty)
        chat.write("letters")
        #expect(chat.write("yes") == ["Paid €10.00 under P-1."])
    }

    @Test func `Money that comes while people have the conversation counts in silence`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        let question = chat.question
        chat.write("agent")
        #expect(chat.take(paid(.ok, question)).isEmpty)
        #expect(chat.last.forwarded.count == 1)
        #expect(chat.write("back to the bot").contains("Paid €10.00 under P-1."))
    }

    @Test func `Money for a conversation that has ended is recorded and nothing is said`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        let question = chat.question
        chat.take(.inbound(.closed))
        #expect(chat.take(paid(.ok, question)).isEmpty)
        #expect(chat.owner == .nobody)
        #expect(
            chat.last.records.contains { entry in
                if case .payment(_, isLate: true) = entry { return true }
                return false
            }
        )
    }

    @Test func `Each conversation of a contact is paid for itself`() throws {
        var chat = try chat()
        chat.write("I want to buy a rose")
        chat.write("4")
        let first = chat.question
        #expect(chat.take(paid(.ok, first)) == ["Paid €10.00 under P-1."])
        chat.take(.new)
        chat.write("I want to buy a rose")
        chat.write("4")
        // What is told once more of the first one pays nothing here.
        #expect(chat.take(paid(.ok, first)).isEmpty)
        #expect(chat.waiting == "payment")
        #expect(chat.take(paid(.ok, chat.question)) == ["Paid €10.00 under P-1."])
    }
}
