import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

enum SimulatedEventID {
    static let yes = SimulatedEvent(.inbound(.text("yes")), id: "m-1")
}

@Suite struct HostileMessagesTests {
    static let messages = [
        "", " ", "\n\n", "😀", "😀😀😀", "👩‍👩‍👧‍👦", "\u{0}", "\u{7}\u{1B}[31m", "שלום עולם", "مرحبا بالعالم",
        "\u{202E}abc\u{202C}", "\u{FEFF}", "\u{301}\u{301}\u{301}", "{size.title}", "{{}}", "%@ %s",
        "<script>alert(1)</script>", "'; DROP TABLE parcels; --",
        String(repeating: "a", count: 1_000_000),
        String(repeating: "no wait ", count: 20_000), String(repeating: "1 ", count: 50_000),
        "?", "???", "0", "-1", "99999999999999999999999", "31 April", "30/02/2026", "9999-99-99",
    ]

    @Test(arguments: messages)
    func `Any message gets an answer in any state`(message: String) throws {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            channel: .web
        )
        for opening in [
            [], ["I want to send a parcel"], ["I want to send a parcel", "big"],
            ["I want to send a parcel", "small"], ["I want to send a parcel", "small", "5 March"],
            ["I want to send a parcel, small, on 5 March, 415 555 0134"],
            ["I want to send a parcel, small, on 5 March, 415 555 0134", "no"],
        ] {
            for text in opening { chat.write(text) }
            let answered = !chat.write(message).isEmpty || chat.articles.count > 0
            #expect(answered || chat.owner != .bot, "after \(opening)")
            chat.take(.new)
        }
    }

    @Test(arguments: [
        Inbound.tap(question: "q1", options: []), .tap(question: "", options: ["x"]),
        .form(question: "q1", values: ["nothing": 1, "size": ["a": ["b"]]]),
        .timeSlot(question: "q1", id: "none"), .value(question: "q1", .null),
        .file(.init(id: "f", mime: "x", size: 1, name: nil)),
        .location(.init(latitude: 0, longitude: 0, name: nil)), .contactCard([:]),
        .signedIn(question: nil, ok: true, subject: "someone else"),
        .app(question: "q1", data: []), .unsupported(kind: "hologram"),
        .entry(intent: "nothing", group: nil, body: nil),
    ])
    func `What nobody asked for is answered and changes no slot`(inbound: Inbound) throws {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            channel: .web
        )
        chat.write("I want to send a parcel")
        chat.write("small")
        let texts = chat.take(.inbound(inbound))
        #expect(!texts.isEmpty)
        #expect(chat.slot == "day")
        #expect(chat.value("size") == "small")
    }

    @Test(arguments: [
        Inbound.typing(true), .status(message: "r1", state: .read, code: nil), .edited([:]),
        .deleted([:]),
    ])
    func `Documented silences say nothing and change nothing that is asked`(inbound: Inbound) throws
    {
        var chat = try Chat(Shop.topics, actions: Shop.actions, tables: Shop.tables)
        chat.write("I want to send a parcel")
        let waiting = chat.simulation.conversation.waiting
        #expect(chat.take(.inbound(inbound)).isEmpty)
        #expect(chat.simulation.conversation.waiting == waiting)
    }

    @Test(
        arguments: [
            { Inbound.tap(question: $0, options: ["name"]) },
            { Inbound.value(question: $0, .string("name")) },
        ] as [@Sendable (String) -> Inbound]
    )
    func `What only other topics run cannot be chosen from a menu`(
        choosing: @Sendable (String) -> Inbound
    ) throws {
        var chat = try Chat([
            "order": """
            title: Order something
            examples: [I want to order, order please]
            steps:
              - run: name
                with: { greeting: "'Hello'" }
              - say: Ordered.
            """,
            "name": """
            title: Your name
            takes: { greeting: text }
            slots:
              name: { type: text, ask: "{greeting}, your name?" }
            steps:
              - ask: name
            """,
        ])
        chat.write("menu")
        #expect(chat.waiting == "which_topic")
        let question = try #require(chat.question)
        chat.take(.inbound(choosing(question)))
        #expect(chat.waiting == "which_topic")
        #expect(chat.owner == .bot)
        #expect(chat.tap("order") == ["Hello, your name?"])
    }

    @Test func `Values of customers are never read as expressions`() throws {
        var chat = try Chat([
            "echo": """
            title: Echo
            examples: [repeat after me, echo my words]
            slots:
              words: { type: text, ask: What shall I say? }
            steps:
              - ask: words
              - say: "You said {words}."
            """
        ])
        chat.write("echo my words")
        #expect(chat.write("{words} and {1 + 1}") == ["You said {words} and {1 + 1}."])
    }
}
