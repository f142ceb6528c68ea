import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// Whole topics, parts, queues and languages change while a customer talks to the bot.
@Suite struct `When topics change in the middle of a conversation` {
    static let changed =
        "Something here has changed since we began, so I can't go on with it by myself."

    // MARK: A topic that is gone

    @Test func `a person takes over what is no topic any more, with all that is known`() throws {
        var chat = try Cakes.atPhone()
        try chat.becomes(["prices": Cakes.prices])
        #expect(chat.prospect.handoff == .version)
        #expect(
            chat.write("415 555 0134") == [
                Self.changed, "I'm connecting you to a colleague. You are next.",
            ]
        )
        let packet = try #require(chat.last.handoff)
        #expect(packet.reason == .version)
        #expect(packet.topic?.rawValue == "order")
        #expect(packet.slots["size"]?.spelled == "small")
        #expect(packet.summary == "order. day: Tuesday, March 3, 2026; size: Small.")
        // What was written with it is theirs to read.
        #expect(chat.last.forwarded == [.text("415 555 0134")])
    }

    @Test func `nobody there, the customer chooses and the bot goes on with what it has`() throws {
        var chat = try Cakes.atPhone()
        chat.take(.people(nil, .closed))
        try chat.becomes(["prices": Cakes.prices])
        #expect(chat.write("415 555 0134").first == Self.changed)
        #expect(chat.waiting == "unavailable")
        #expect(chat.write("back to the assistant") == ["What can I do for you?"])
        #expect(chat.write("what are your prices") == ["Prices of what?"])
    }

    @Test func `words for a person and for silence need no topic`() throws {
        var chat = try Cakes.atPhone()
        try chat.becomes(["prices": Cakes.prices])
        #expect(chat.write("agent") == ["I'm connecting you to a colleague. You are next."])
        #expect(chat.last.handoff?.reason == .asked)
        var other = try Cakes.atPhone()
        try other.becomes(["prices": Cakes.prices])
        other.write("STOP")
        #expect(other.last.handoff == nil && other.owner == .nobody)
    }

    @Test func `typing changes nothing before the customer has written`() throws {
        var chat = try Cakes.atPhone()
        let before = chat.simulation.conversation
        try chat.becomes(["prices": Cakes.prices])
        #expect(chat.take(.inbound(.typing(true))).isEmpty)
        #expect(chat.simulation.conversation == before)
    }

    @Test func `a topic that comes back is gone on with`() throws {
        var chat = try Cakes.atPhone()
        try chat.becomes(["prices": Cakes.prices])
        try chat.orders(Cakes.order)
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
    }

    // MARK: Interrupted topics

    @Test func `an interrupted topic that is gone is told when it would have been offered`() throws
    {
        var chat = try Cakes.atPhone()
        chat.write("what are your prices")
        try chat.becomes(["prices": Cakes.prices])
        #expect(chat.prospect.fate == .continues)
        #expect(chat.prospect.dropped.map(\.rawValue) == ["order"])
        #expect(
            chat.write("pies") == [
                "Pies cost 5 USD.", "What you had begun before is no longer offered here.",
            ]
        )
        #expect(chat.waiting == "nothing")
    }

    @Test func `an offer to go on with what is gone is taken back`() throws {
        var chat = try Cakes.atPhone()
        chat.write("what are your prices")
        #expect(chat.write("pies").last == "Shall we go on with this: Order a cake?")
        try chat.becomes(["prices": Cakes.prices])
        #expect(chat.write("yes").first == "What you had begun before is no longer offered here.")
        #expect(chat.simulation.conversation.frames.isEmpty)
    }

    @Test func `an interrupted topic that changed goes on as it is now`() throws {
        var chat = try Cakes.atPhone()
        chat.write("what are your prices")
        try chat.orders(`When slots change in the middle of a conversation`.renamed)
        #expect(chat.write("pies").last == "Shall we go on with this: Order a cake?")
        #expect(chat.write("yes") == ["Which number?"])
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
    }

    @Test func `what expired goes on as it is now`() throws {
        var chat = try Cakes.atPhone()
        chat.take(.wait(TimeSpan(seconds: 3 * 86_400)))
        #expect(chat.owner == .nobody)
        try chat.orders(`When slots change in the middle of a conversation`.renamed)
        #expect(chat.write("hello").last == "Shall we go on with this: Order a cake?")
        #expect(chat.write("yes") == ["Which number?"])
        #expect(chat.value("format") == "small")
    }

    @Test func `what expired and is gone is not offered`() throws {
        var chat = try Cakes.atPhone()
        chat.take(.wait(TimeSpan(seconds: 3 * 86_400)))
        try chat.becomes(["prices": Cakes.prices])
        #expect(
            chat.write("what are your prices") == [
                "What you had begun before is no longer offered here.", "Prices of what?",
            ]
        )
    }

    @Test func `a choice of topics has those that are there`() throws {
        var chat = try Cakes.chat(channel: .web)
        chat.write("menu")
        #expect(chat.offered.contains("Order a cake"))
        try chat.becomes(["prices": Cakes.prices])
        chat.write("menu")
        #expect(!chat.offered.contains("Order a cake") && chat.offered.contains("Prices"))
    }

    // MARK: Parts

    static let whole = """
        title: Book a table
        examples: [book a table, I want a table]
        slots:
          day: { type: date, ask: Which day? }
          sure: { type: yesno, ask: Are you sure? }
        steps:
          - ask: day
          - run: who
            with: { day }
            into: guest
          - ask: sure
          - say: "A table for {guest}."
          - end: resolved
        """

    static let part = """
        title: Who
        takes: { day: date }
        gives: name
        slots:
          name: { type: text, ask: "Whose name on {day.short()}?" }
          phone: { type: phone, ask: Which number? }
        steps:
          - ask: [name, phone]
        """

    static func inPart() throws -> Chat {
        var chat = try Chat(["table": whole, "who": part])
        chat.write("book a table")
        chat.write("tomorrow")
        #expect(chat.write("Dana") == ["Which number?"])
        return chat
    }

    private func become(_ chat: inout Chat, _ whole: String, _ part: String?) throws {
        var topics = ["table": whole]
        topics["who"] = part
        try chat.becomes(topics, actions: nil, tables: [:])
    }

    @Test func `a part that takes something new gets it and keeps its answers`() throws {
        var chat = try Self.inPart()
        try become(
            &chat,
            Self.whole.with("with: { day, city: \"'Springfield'\" }", for: "with: { day }"),
            Self.part.with("takes: { day: date, city: text }", for: "takes: { day: date }")
                .with("\"Which number in {city}?\"", for: "Which number?")
        )
        #expect(chat.write("what?").last == "Which number in Springfield?")
        #expect(chat.write("415 555 0134") == ["Are you sure?"])
        #expect(chat.write("yes") == ["A table for Dana."])
    }

    @Test func `a part whose step is gone is left, and its whole goes on`() throws {
        var chat = try Self.inPart()
        try become(
            &chat,
            Self.whole.without("  - run: who\n    with: { day }\n    into: guest\n")
                .with("A table.", for: "A table for {guest}."),
            nil
        )
        #expect(chat.prospect.reasked.map(\.why) == [.gone])
        #expect(chat.write("415 555 0134") == ["Are you sure?"])
        #expect(chat.write("yes") == ["A table."])
    }

    @Test func `a part goes on where its step has a label now`() throws {
        for renamed in ["", "\nrenamed: { \"run who\": guest_of }"] {
            var chat = try Self.inPart()
            try become(
                &chat,
                Self.whole.with("run: who\n    label: guest_of", for: "run: who") + renamed,
                Self.part
            )
            #expect(chat.write("415 555 0134") == ["Are you sure?"])
        }
    }

    @Test func `a part that did something is not run again under another label`() throws {
        let deed = """
            title: Reserve
            takes: { day: date }
            gives: done.id
            steps:
              - call: cakes.order
                with: { size: "'table'", day }
                into: done
            """
        let whole = Self.whole.with("run: reserve", for: "run: who")
        var chat = try Chat(
            ["table": whole, "reserve": deed],
            actions: Cakes.actions,
            tables: Cakes.tables
        )
        chat.write("book a table")
        #expect(chat.write("tomorrow") == ["Are you sure?"])
        try chat.becomes(
            [
                "table": whole.with("run: reserve\n    label: deed", for: "run: reserve"),
                "reserve": deed,
            ]
        )
        chat.write("yes")
        #expect(chat.cakes == 1)
    }

    // MARK: Around the topics

    @Test func `a conversation in a language that is gone goes on in the bot's first`() throws {
        var chat = try Chat(
            ["order": Cakes.order, "prices": Cakes.prices],
            actions: Cakes.actions,
            tables: Cakes.tables,
            house: "languages: [en, es]",
            language: "es"
        )
        chat.take(.inbound(.entry(intent: "order", group: nil, body: nil)))
        #expect(chat.language == "es" && chat.slot == "size")
        try chat.orders(Cakes.order)
        #expect(chat.write("small") == ["Which day?"])
        #expect(chat.language == "en")
    }

    @Test func `a queue that is gone leads to the first one`() throws {
        var chat = try Chat(
            ["prices": Cakes.prices + "\nqueue: sweets"],
            queues: "desk: { title: the desk }\n  sweets: { title: the sweets team }"
        )
        chat.write("what are your prices")
        chat.take(.people(nil, .full))
        chat.write("agent")
        #expect(chat.waiting == "unavailable")
        try chat.becomes(["prices": Cakes.prices], actions: nil, tables: [:])
        #expect(chat.write("wait").contains("All right, I'll keep your place in line."))
        #expect(chat.last.handoff?.queue.rawValue == "desk")
        chat.desk(DeskEvent(.declined))
        #expect(chat.waiting == "unavailable" && chat.owner == .bot)
    }

    @Test func `a reminder asks what is asked now`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.without("  phone: { type: phone, ask: Which number? }\n")
                .without("  - ask: phone\n")
        )
        let said = chat.take(.wait(TimeSpan(seconds: 601)))
        #expect(said == ["Bake a Small cake for Mar 3, 2026?"])
        #expect(chat.write("yes").last == "What shall we write on it?")
    }

    @Test func `a wait for an event is taken over with its deadline`() throws {
        let wait = """
            title: Track
            examples: [track my parcel, where is my parcel]
            steps:
              - wait: 2h
                label: WAIT
                say: I look into it.
              - say: Nothing yet.
              - end: resolved
            """
        var chat = try Chat(["track": wait.with("rest", for: "WAIT")])
        #expect(chat.write("track my parcel") == ["I look into it."])
        chat.take(.wait(TimeSpan(seconds: 3600)))
        try chat.becomes(
            ["track": wait.with("pause", for: "WAIT") + "\nrenamed: { rest: pause }"],
            actions: nil,
            tables: [:]
        )
        #expect(chat.write("hello").first != "I look into it.")
        #expect(chat.take(.wait(TimeSpan(seconds: 3601))) == ["Nothing yet."])
    }
}
