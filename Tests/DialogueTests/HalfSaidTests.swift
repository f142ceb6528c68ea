import BotRuntime
import Dialogue
import KnowledgeSearch
import Messages
import Testing
import Values

/// What is said by half, beside something else, or in another form than the designer wrote it.
@Suite struct HalfSaidTests {
    private static let loss = """
        title: Report a loss
        examples: [report a loss]
        slots:
          what: { type: choice, options: { card: Card, phone: Phone, bag: Bag }, ask: What is lost? }
          since: { type: datetime, prefer: past, title: time of the loss, ask: Since when? }
          receipt: { type: file, optional: true, ask: Do you have the receipt? }
          pieces: { type: number, ask: How many pieces? }
          note: { type: text, ask: Anything else? }
        steps:
          - ask: [what, since, receipt, pieces, note]
          - confirm: "{what.title}, {pieces}?"
            change: [what, since, pieces, note]
        """
    private static let shop = """
        title: Shop
        examples: [browse the shop]
        slots:
          section:
            type: choice
            options:
              gifts: Presents
              paper: Paper
            ask: Which section?
          item: { type: choice, options: { shirt: T-shirt, mug: Mug, cap: Baseball cap }, ask: Which one? }
          color: { type: choice, options: { navy: Navy, green: Green }, ask: Which color? }
          count: { type: number, ask: How many? }
          name: { type: text, ask: Whose name? }
          day: { type: date, ask: Which day? }
        steps:
          - ask: section
          - ask: [item, color, count]
          - form: Delivery
            ask: [name, day]
          - confirm: "{count} {item.title} {color.title}?"
            change: [item, color, count]
        """
    private static let articles = [
        Article(
            id: "fees",
            title: "Replacement card fees",
            text: "A replacement card costs 5 dollars. An express replacement costs 20 more."
        ),
        Article(
            id: "shipping",
            title: "How long shipping takes",
            text: "Shipping takes three to five business days. Express shipping takes one day."
        ),
    ]

    private func chatAboutLoss(_ words: String..., language: String? = nil) throws -> Chat {
        var chat = try Chat(
            ["loss": Self.loss],
            house: "languages: [en, es]",
            language: language,
            articles: Self.articles
        )
        chat.take(.inbound(.entry(intent: "loss", group: nil, body: nil)))
        for words in words { chat.write(words) }
        return chat
    }

    @Test(arguments: ["R-100", "it is R-100, thanks", "my number: R-100.", "I think it's R - 100"])
    func `A number with marks in it is found in a sentence`(_ words: String) throws {
        var chat = try Chat([
            "claim": """
            title: A claim
            examples: [ask about a claim]
            slots:
              number: { type: pattern, pattern: "R ?- ?[0-9]{3}", ask: Which claim? }
              why: { type: text, ask: What about it? }
            steps:
              - ask: [number, why]
            """
        ])
        chat.write("ask about a claim")
        chat.write(words)
        #expect(chat.texts == ["What about it?"])
        let number = chat.simulation.conversation.frames.first?.slots["number"]
        #expect(number == .string(words.contains(" - ") ? "R - 100" : "R-100"))
    }

    @Test(arguments: [
        ("no, at 3 pm", "2026-03-01T15:00:00"),
        ("no wait, it was February 28", "2026-02-28T14:00:00"),
    ])
    func `The hour or the day alone corrects a moment`(words: String, moment: String) throws {
        var chat = try chatAboutLoss("bag", "yesterday at 2 pm")
        #expect(chat.slot == "receipt")
        chat.write(words)
        #expect(chat.value("since")?.string == moment)
        #expect(chat.slot == "receipt")
    }

    @Test(arguments: [("en", "no receipt"), ("en", "no photo"), ("es", "sin foto")])
    func `No receipt skips the question for it where that may be skipped`(
        language: String,
        words: String
    ) throws {
        var chat = try chatAboutLoss("bag", "2026-03-01 14:00", language: language)
        #expect(chat.slot == "receipt")
        chat.write(words)
        #expect(chat.slot == "pieces")
    }

    @Test(arguments: ["change the pieces", "the pieces are wrong", "can I change the number?"])
    func `At another question an answer is taken back by its name`(words: String) throws {
        var chat = try chatAboutLoss("bag", "yesterday at 2 pm", "skip", "12")
        #expect(chat.slot == "note")
        chat.write(words)
        #expect(chat.slot == "pieces")
    }

    @Test func `A question that an article answers is no option that stands in it`() throws {
        var chat = try chatAboutLoss()
        chat.write("how much does a replacement card cost?")
        #expect(chat.articles == ["fees"])
        #expect(chat.slot == "what")
        chat.write("is it the card?")
        #expect(chat.value("what")?.string == "card")
    }

    @Test func `A question beside a form's field is answered`() throws {
        var chat = try Chat(["shop": Self.shop], articles: Self.articles, channel: .apple)
        for words in ["browse the shop", "presents", "mug", "navy", "2"] { chat.write(words) }
        #expect(chat.waiting == "form")
        chat.write("March 10, how long does shipping take?")
        #expect(chat.value("day")?.string == "2026-03-10")
        #expect(chat.articles == ["shipping"])
        #expect(chat.slot == "name")
    }

    @Test func `Several of something are meant by its name`() throws {
        var chat = try Chat(["shop": Self.shop])
        chat.write("browse the shop, I need 3 green baseball caps")
        chat.write("presents")
        #expect(chat.value("item")?.string == "cap")
        #expect(chat.value("color")?.string == "green")
        #expect(chat.value("count")?.text == "\"3\"")
    }

    @Test func `What is left of an answer may be a number for what comes behind it`() throws {
        var chat = try Chat(["shop": Self.shop])
        for words in ["browse the shop", "presents", "3 green baseball caps"] { chat.write(words) }
        #expect(chat.value("count")?.text == "\"3\"")
        #expect(chat.slot == "name")
    }

    @Test func `A word that an option is made from is not the option`() throws {
        let work = """
            title: Work
            examples: [work to be done]
            slots:
              what: { type: choice, options: { checks: Checks, prints: Prints }, ask: What is it? }
            steps: [{ ask: what }, { say: "It is {what.title}." }]
            """
        var chat = try Chat(["work": work])
        chat.write("work to be done, I check it")
        #expect(chat.slot == "what")
    }
}
