import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// A topic's steps change while a customer is in it.
@Suite struct `When steps change in the middle of a conversation` {
    // MARK: What was said and confirmed

    @Test func `a labelled step keeps its place in the memory under another label`() throws {
        let old = Cakes.order.with(
            "size.title.lowerAscii()}.\"\n    label: praise",
            for: "size.title.lowerAscii()}.\""
        )
        let new = old.with("label: compliment", for: "label: praise")
        var chat = try Cakes.atPhone(old)
        try chat.orders(new + "\nrenamed: { praise: compliment }")
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
        var other = try Cakes.atPhone(old)
        try other.orders(new)
        #expect(other.write("415 555 0134").first == "Good, small.")
    }

    @Test func `a sentence above is said once more only where it is a new one`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(Cakes.order.with("- say: \"Fine, {size", for: "- say: \"Good, {size"))
        #expect(
            chat.write("415 555 0134") == ["Fine, small.", "Bake a Small cake for Mar 3, 2026?"]
        )
        try chat.orders(Cakes.order.without("  - say: \"Good, {size.title.lowerAscii()}.\"\n"))
        #expect(chat.write("repeat") == ["Bake a Small cake for Mar 3, 2026?"])
    }

    @Test func `a yes to words that are others now is asked for again`() throws {
        var chat = try Cakes.atConfirmation()
        try chat.orders(
            Cakes.order.with("for {day.short()}, for 20 USD?", for: "for {day.short()}?")
        )
        #expect(chat.prospect.reasked.map(\.why) == [.words])
        #expect(chat.write("yes") == ["Bake a Small cake for Mar 3, 2026, for 20 USD?"])
        #expect(chat.cakes == 0)
        chat.write("yes")
        #expect(chat.cakes == 1)
    }

    @Test func `a yes that was acted on is not asked for again`() throws {
        var chat = try Cakes.afterEffect()
        try chat.orders(
            Cakes.order.with("for {day.short()}, for 20 USD?", for: "for {day.short()}?")
        )
        #expect(chat.prospect.fate == .continues)
        #expect(chat.write("Hooray") == ["We write Hooray."])
    }

    @Test func `the open question stays where the condition above it leads elsewhere now`() throws {
        let old = Cakes.order
            .with("  rush: { type: yesno, ask: In a hurry? }\n  phone:", for: "  phone:")
            .with(
                "  - if: size == \"small\"\n    then: [{ ask: rush }]\n  - ask: phone",
                for: "  - ask: phone"
            )
        var chat = try Cakes.chat(old)
        for words in ["order a cake please", "small", "tomorrow"] { chat.write(words) }
        #expect(chat.slot == "rush")
        try chat.orders(old.with("if: size == \"large\"", for: "if: size == \"small\""))
        #expect(chat.prospect.reasked.map(\.why) == [.passed])
        #expect(chat.write("yes") == ["Which number?"])
    }

    // MARK: What was done

    @Test func `an effect is not repeated where its step moves into a branch`() throws {
        var chat = try Cakes.afterEffect()
        try chat.orders(
            Cakes.order.with(
                """
                  - if: size == "small"
                    then:
                      - call: cakes.order
                        with: { size: size.id, day }
                      - say: That was a small one.
                """,
                for: """
                      - call: cakes.order
                        with: { size: size.id, day }
                        into: order
                      - say: "Ordered: {order.id}."
                    """
            )
        )
        #expect(chat.write("Hooray") == ["That was a small one.", "We write Hooray."])
        #expect(chat.cakes == 1)
    }

    @Test func `an effect is not repeated where its step gets a label`() throws {
        for renamed in ["", "\nrenamed: { \"call cakes.order\": bake }"] {
            var chat = try Cakes.afterEffect()
            try chat.orders(
                Cakes.order.with("into: order\n    label: bake", for: "into: order") + renamed
            )
            #expect(chat.write("Hooray") == ["We write Hooray."])
            #expect(chat.cakes == 1)
        }
    }

    @Test func `an effect is not lost with its step`() throws {
        var chat = try Cakes.afterEffect()
        let without = Cakes.order
            .with("  - say: Ordered.", for: "  - say: \"Ordered: {order.id}.\"")
            .without("  - call: cakes.order\n    with: { size: size.id, day }\n    into: order\n")
        try chat.becomes(["order": without, "prices": Cakes.prices])
        #expect(chat.write("repeat") == ["What shall we write on it?"])
        var cancelled = chat
        #expect(
            cancelled.write("never mind") == [
                "All right, I've stopped. What is already done stays done."
            ]
        )
        try chat.orders(Cakes.order)
        chat.write("Hooray")
        #expect(chat.calls.isEmpty && chat.cakes == 1)
    }

    @Test func `a person decides where nobody can tell whether an effect has happened`() throws {
        var chat = try Cakes.afterEffect()
        let other = Cakes.order.with(
            """
              - call: cakes.order
                label: second
                with: { size: size.id, day: today }
            """,
            for: "  - call: cakes.order\n    with: { size: size.id, day }"
        )
        try chat.orders(other)
        #expect(chat.prospect.handoff == .version)
        #expect(
            chat.write("Hooray") == [
                "Something here has changed since we began, so I can't go on with it by myself.",
                "I'm connecting you to a colleague. You are next.",
            ]
        )
        #expect(chat.cakes == 1)
        #expect(chat.last.handoff?.reason == .version)
        #expect(chat.last.handoff?.slots["size"]?.spelled == "small")
    }

    @Test func `a call under way whose step is gone comes back to the next question`() throws {
        var chat = try Cakes.atConfirmation()
        chat.stub("cakes.order", .ok, after: 5)
        #expect(chat.write("yes").isEmpty && chat.waiting == "call")
        let without = Cakes.order
            .without("  - call: cakes.order\n    with: { size: size.id, day }\n    into: order\n")
            .without("  - say: \"Ordered: {order.id}.\"\n")
        try chat.becomes(["order": without, "prices": Cakes.prices], actions: nil)
        #expect(chat.write("hello?") == ["I'm still working on it."])
        #expect(chat.take(.wait(TimeSpan(seconds: 6))).contains("What shall we write on it?"))
        #expect(chat.cakes == 1)
    }

    @Test func `a call under way whose step has another label is waited for under that`() throws {
        var chat = try Cakes.atConfirmation()
        chat.stub("cakes.order", .ok, after: 5)
        chat.write("yes")
        try chat.orders(Cakes.order.with("into: order\n    label: bake", for: "into: order"))
        #expect(chat.take(.wait(TimeSpan(seconds: 6))).last == "What shall we write on it?")
        #expect(chat.cakes == 1 && chat.calls == ["cakes.order"])
    }

    // MARK: Rounds

    /// Guests, one after another.
    static let party = """
        title: Plan a party
        examples: [plan a party, I want to plan a party]
        slots:
          name: { type: text, ask: Who comes? }
          more: { type: yesno, ask: Anybody else? }
        steps:
          - repeat: more == null || more == true
            at_most: 5
            steps:
              - ask: name
              - say: "{name} is welcome."
              - ask: more
          - say: That is all.
          - end: resolved
        """

    @Test func `answers of rounds stay where a slot of them is renamed`() throws {
        var chat = try Chat(["party": Self.party])
        chat.write("plan a party")
        chat.write("Ann")
        chat.write("yes")
        #expect(chat.write("Ben") == ["Ben is welcome.", "Anybody else?"])
        try chat.becomes(
            [
                "party": Self.party.with("guest: { type: text", for: "name: { type: text")
                    .with("ask: guest", for: "ask: name").with("{guest}", for: "{name}")
                    + "\nrenamed: { name: guest }"
            ],
            actions: nil,
            tables: [:]
        )
        #expect(chat.write("no") == ["That is all."])
    }

    @Test func `a question that moves out of the rounds is asked there`() throws {
        var chat = try Chat(["party": Self.party])
        chat.write("plan a party")
        chat.write("Ann")
        try chat.becomes(
            [
                "party": """
                title: Plan a party
                examples: [plan a party]
                slots:
                  name: { type: text, ask: Who comes? }
                  more: { type: yesno, ask: Anybody else? }
                steps:
                  - ask: [name, more]
                  - end: resolved
                """
            ],
            actions: nil,
            tables: [:]
        )
        #expect(chat.prospect.fate == .isAskedAgain)
        #expect(chat.write("yes") == ["Who comes?"])
    }

    // MARK: Forms

    static let contact = """
        title: Contact
        examples: [leave my details, I want to leave my details]
        slots:
          name: { type: text, ask: Your name? }
          phone: { type: phone, ask: Your number? }
        steps:
          - form: Your details
            ask: [name, phone]
          - say: "Thank you, {name}."
          - end: resolved
        """

    @Test func `a form that was shown with other fields is taken for what it has`() throws {
        var chat = try Chat(["contact": Self.contact], channel: .apple)
        chat.write("leave my details")
        #expect(chat.waiting == "form")
        let question = chat.question ?? ""
        try chat.becomes(
            [
                "contact": Self.contact.with("caller: { type: text", for: "name: { type: text")
                    .with("  city: { type: text, ask: Your city? }\nsteps:", for: "steps:")
                    .with("[caller, phone, city]", for: "[name, phone]")
                    .with("{caller} of {city}", for: "{name}") + "\nrenamed: { name: caller }"
            ],
            actions: nil,
            tables: [:]
        )
        #expect(chat.prospect.fate == .continues)
        chat.take(
            .inbound(
                .form(question: question, values: ["name": "Dana", "phone": "+14155550134"])
            )
        )
        #expect(chat.texts == ["Your city?"])
        #expect(chat.value("caller") == "Dana")
        #expect(chat.write("Springfield") == ["Thank you, Dana of Springfield."])
    }
}
