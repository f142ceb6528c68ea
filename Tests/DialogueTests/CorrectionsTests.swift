import BotRuntime
import Dialogue
import Messages
import Testing
import Values

/// Putting right what was said before, and what a form got wrong.
@Suite struct CorrectionsTests {
    private static let stay = """
        title: Stay
        examples: [book a stay]
        slots:
          start: { type: date, ask: From when? }
          finish: { type: date, ask: Until when? }
        steps:
          - ask: start
          - ask: finish
          - confirm: "{start} to {finish}?"
          - end: resolved
        """
    private static let budget = """
        title: Budget
        examples: [set my budget]
        slots:
          low: { type: money, title: Lower limit, also: [low], optional: true, ask: At least? }
          high: { type: money, title: Upper limit, also: [high], ask: At most? }
        steps:
          - ask: low
          - ask: high
          - confirm: Shall I keep that?
          - end: resolved
        """
    private static let order = """
        title: Order
        examples: [order shirts]
        slots:
          count:
            type: number
            default: 2
            ask: How many?
            check: [{ if: count > 5, say: Five at most. }]
          size: { type: choice, options: { s: Small, m: Medium }, default: "'m'", ask: Which size? }
          by:
            type: date
            confirm: true
            ask: By when?
            check: [{ if: by < today, say: That day is over. }]
        steps:
          - form: Your shirts
            ask: [count, size, by]
          - confirm: "{count} × {size.title}?"
          - end: resolved
        """

    @Test(arguments: ["no, start is March 11", "no, start on March 11", "change start to March 11"])
    func `At a confirmation a slot's name says which of two dates changes`(words: String) throws {
        var chat = try Chat(["stay": Self.stay])
        chat.write("book a stay")
        chat.write("March 10")
        chat.write("March 12")
        chat.write(words)
        #expect(chat.value("start") == "2026-03-11")
        #expect(chat.value("finish") == "2026-03-12")
        #expect(chat.waiting == "confirm")
    }

    @Test func `While one date is asked, a slot's name puts the other one right`() throws {
        var chat = try Chat(["stay": Self.stay])
        chat.write("book a stay")
        chat.write("March 10")
        chat.write("no, start is March 8")
        #expect(chat.value("start") == "2026-03-08")
        #expect(chat.slot == "finish")
    }

    @Test func `What was skipped can be given later`() throws {
        var chat = try Chat(["budget": Self.budget])
        chat.write("set my budget")
        chat.write("skip")
        chat.write("change low to $5")
        #expect(chat.slot == "high")
        chat.write("$100")
        #expect(chat.waiting == "confirm")
        #expect(chat.value("low")?["amount"] == "5")
        #expect(chat.value("high")?["amount"] == "100")
    }

    @Test(arguments: ["make it March 15", "until 5 pm", "on 3/15/2026"])
    func `The number of a day or an hour is not an amount`(words: String) throws {
        var chat = try Chat(["budget": Self.budget])
        chat.write("set my budget")
        chat.write(words)
        #expect(chat.value("low") == nil)
        #expect(chat.slot == "low")
    }

    @Test(arguments: ["12.50", "about 12.50", "it may be 12.50", "12.50 please"])
    func `Asked for an amount, a bare number is one`(words: String) throws {
        var chat = try Chat(["budget": Self.budget])
        chat.write("set my budget")
        chat.write(words)
        #expect(chat.value("low")?["amount"] == "12.50")
    }

    @Test func `A default does not stand in for a form's field that cannot be taken`() throws {
        var chat = try Chat(["order": Self.order], channel: .web)
        chat.write("order shirts")
        let question = try #require(chat.question)
        let values: [String: JSON] = ["count": 9, "size": "zz", "by": "2026-03-05"]
        chat.take(.inbound(.form(question: question, values: values)))
        var said = chat.texts
        var turns = 0
        while chat.waiting != "question" || chat.slot == "by", turns < 3 {
            said = chat.write("yes")
            turns += 1
        }
        #expect(said.contains("Five at most."))
        #expect(chat.slot == "count")
        #expect(chat.write("3") == ["Which size?"])
    }

    @Test func `Why a form's field was refused is said even after another question`() throws {
        var chat = try Chat(["order": Self.order], channel: .web)
        chat.write("order shirts")
        let question = try #require(chat.question)
        chat.take(.inbound(.form(question: question, values: ["count": 9, "by": "2020-01-01"])))
        #expect(chat.texts == ["Five at most."])
        #expect(chat.write("1") == ["That day is over."])
    }

    private static let delivery = [
        "top": """
        title: Parcel
        examples: [start top]
        slots:
          weight: { type: number, ask: Weight?, check: [{ if: weight > 50, say: Too heavy. }] }
          colour: { type: choice, options: { r: Red, g: Green }, ask: Colour? }
        steps:
          - ask: [weight, colour]
          - run: part
            with: { w: weight }
            into: result
          - say: "{result} {weight} {colour.title}"
          - end: resolved
        """,
        "part": """
        title: Part
        takes: { w: number }
        gives: "string(w) + ':' + string(boxes)"
        slots:
          day: { type: date, ask: Day? }
          boxes: { type: number, ask: Boxes? }
        steps:
          - ask: [day, boxes]
        """,
    ]

    @Test func `Inside a part an answer of the topic around it is put right`() throws {
        var chat = try Chat(Self.delivery)
        chat.write("start top")
        chat.write("5")
        chat.write("red")
        #expect(chat.write("change the colour to green") == ["Changed to: Green.", "Day?"])
        #expect(chat.write("change the weight to 7") == ["Changed to: 7.", "Day?"])
        #expect(chat.write("tomorrow") == ["Boxes?"])
        #expect(chat.write("no wait, red after all") == ["Changed to: Red.", "Boxes?"])
        #expect(chat.write("change the weight to 70") == ["Too heavy.", "Boxes?"])
        #expect(chat.write("change the weight to 8") == ["Changed to: 8.", "Boxes?"])
        #expect(chat.write("3").first == "8:3 8 Red")
    }

    @Test func `What a part has done stays done when its topic is stopped`() throws {
        let topics = [
            "trip": """
            title: Trip
            examples: [book a trip]
            slots: { day: { type: date, ask: Day? } }
            steps:
              - run: seat
              - ask: day
              - end: resolved
            """,
            "seat": """
            title: Seat
            steps:
              - call: seats.hold
            """,
        ]
        let actions = """
            seats.hold:
              within: 5s
              else: { handoff: desk }
              records: { table: seats, insert: { id: new_id('S') } }
            """
        var chat = try Chat(
            topics,
            actions: actions,
            tables: ["seats": "columns: { id: text }\nrows: []"],
            channel: .web
        )
        chat.write("book a trip")
        #expect(
            chat.write("start over")
                == ["Some of this is already done and stays done. Start over anyway?"]
        )
        chat.write("no")
        #expect(
            chat.write("cancel") == ["All right, I've stopped. What is already done stays done."]
        )
    }

    @Test func `A part goes on with its answers when the changed one was asked again`() throws {
        var chat = try Chat(Self.delivery)
        chat.write("start top")
        chat.write("5")
        chat.write("red")
        chat.write("tomorrow")
        #expect(chat.write("no wait, the colour") == ["Colour?"])
        #expect(chat.write("green") == ["Boxes?"])
        #expect(chat.write("2").first == "5:2 5 Green")
    }
}
