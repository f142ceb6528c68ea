import BotRuntime
import Dialogue
import KnowledgeSearch
import Messages
import Testing
import Topics
import Values

@Suite struct AnswersTests {
    func shop() throws -> Chat {
        try Chat(Shop.topics, actions: Shop.actions, tables: Shop.tables)
    }

    @Test func `Words of an example start their topic`() throws {
        var chat = try shop()
        #expect(chat.write("I want to send a parcel") == ["How big is it?"])
        #expect(chat.rule == .topic)
        #expect(chat.waiting == "question")
    }

    @Test(arguments: ["1", "Small", "small", "the small one", "tiny", "smal", "the first one"])
    func `An option is taken by number, label, synonym, ordinal and with a typing error`(
        words: String
    ) throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        #expect(chat.write(words) == ["When shall we fetch it?"])
        #expect(chat.value("size") == "small")
    }

    @Test func `What was said with the wish fills the slots as they open`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel, a big one, tomorrow")
        #expect(chat.slot == "fragile")
        #expect(chat.write("yes") == ["Which number can we call?"])
        #expect(chat.value("day") == "2026-03-03")
    }

    @Test func `An answer may hold further answers`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        #expect(chat.write("small, on 5 March, call me at (415) 555-0134") != [])
        #expect(chat.waiting == "confirm")
        #expect(chat.value("phone") == "+14155550134")
    }

    @Test func `A refused answer says why and is asked again`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.write("small")
        #expect(chat.write("1 March 2026") == ["That day is over. When shall we fetch it?"])
        #expect(chat.rule == .answer)
    }

    @Test func `A tap answers its question`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        #expect(chat.tap("small") == ["When shall we fetch it?"])
        #expect(chat.rule == .tap)
    }

    @Test func `A tap for a question that never was is answered with what is asked now`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        let texts = chat.take(.inbound(.tap(question: "q99", options: ["small"])))
        #expect(texts == ["That choice is no longer open.", "How big is it?"])
        #expect(chat.slot == "size")
    }

    @Test func `A correction changes the branch that depends on it`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.write("small")
        #expect(chat.write("no wait, a large one") == ["Changed to: Large.", "Is it fragile?"])
        #expect(chat.rule == .correction)
        #expect(chat.write("sorry, small after all").first == "Changed to: Small.")
        #expect(chat.slot == "day")
    }

    @Test func `No to a confirmation with the right value corrects it at once`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel, small, on 5 March, 415 555 0134")
        #expect(chat.waiting == "confirm")
        let texts = chat.write("no, it should be large")
        #expect(texts.first == "Changed to: Large.")
        #expect(chat.slot == "fragile")
    }

    @Test func `No to a confirmation offers what may be changed`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel, small, on 5 March, 415 555 0134")
        chat.write("no")
        #expect(chat.waiting == "change")
        #expect(chat.offered == ["Size", "Day", "Phone"])
        #expect(chat.write("the day") == ["When shall we fetch it?"])
        chat.write("6 March")
        #expect(chat.waiting == "confirm")
        #expect(chat.value("day") == "2026-03-06")
    }

    @Test func `Back asks the last answered question again`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.write("small")
        #expect(chat.write("back") == ["How big is it?"])
        #expect(chat.rule == .control)
    }

    @Test func `An effect happens once, and a correction after it is refused`() throws {
        var chat = try Chat(
            [
                "parcel": Shop.parcel.replacing(
                    "  - end: resolved",
                    with: "  - ask: note\n  - end: resolved"
                ).replacing(
                    "slots:",
                    with: "slots:\n  note: { type: text, ask: Any note for us? }"
                )
            ],
            actions: Shop.actions,
            tables: Shop.tables
        )
        chat.write("I want to send a parcel, small, on 5 March, 415 555 0134")
        chat.write("yes")
        #expect(chat.calls == ["parcels.order"])
        #expect(chat.slot == "note")
        chat.write("no wait, a large one")
        #expect(chat.texts.first?.contains("already been done") == true)
        #expect(chat.calls.isEmpty)
        #expect(chat.slot == "note")
    }

    @Test func `A question in the middle is answered, and the open question reminded of`() throws {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            articles: [
                Article(
                    id: "insurance",
                    title: "Insurance of parcels",
                    text: "Every parcel is insured up to 500 dollars. More insurance costs extra."
                )
            ]
        )
        chat.write("I want to send a parcel")
        chat.write("is my parcel insured?")
        #expect(chat.rule == .question)
        #expect(chat.articles == ["insurance"])
        #expect(chat.texts == ["How big is it?"])
    }

    @Test func `Another topic is served first, then the waiting one is offered again`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        #expect(chat.write("what are your prices") == ["Prices of what?"])
        chat.write("boxes")
        #expect(chat.texts.first == "Boxes cost 5 USD.")
        #expect(chat.waiting == "which_resume")
        #expect(chat.write("yes") == ["How big is it?"])
    }

    @Test func `Three answers that are not understood lead to a person`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.write("brmpf")
        chat.write("xyzzy")
        #expect(chat.owner == .bot)
        chat.write("frobnicate")
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .notUnderstood)
    }

    @Test func `Interruptions never use up a try`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        for _ in 0..<4 {
            chat.write("help")
            chat.write("hold on")
        }
        #expect(chat.owner == .bot)
        #expect(chat.write("small") == ["When shall we fetch it?"])
    }

    @Test func `Cancel says that it stopped, and that what was done stays done`() throws {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            channel: .web
        )
        chat.write("I want to send a parcel")
        #expect(chat.write("cancel") == ["All right, I've stopped that."])
        #expect(chat.waiting == "nothing")
        #expect(chat.last.ended?.outcome == "cancelled")
    }

    @Test func `An amount in another currency than the slot's is refused, not compared`() throws {
        var chat = try Chat([
            "give": """
            title: Give something
            examples: [I want to give something]
            slots:
              sum:
                type: money
                currency: GBP
                ask: How much?
                check: [{ if: "sum < money(1, 'GBP')", say: That is too little. }]
            steps:
              - ask: sum
              - say: "{sum}, thank you."
              - end: resolved
            """
        ])
        chat.write("I want to give something")
        #expect(
            chat.write("12.50 euros") == ["I can only take an amount in GBP. How much is it?"]
        )
        #expect(chat.write("£12.50") == ["£12.50, thank you."])
    }
}
