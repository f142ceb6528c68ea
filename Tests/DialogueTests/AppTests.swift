import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// The channel's own app: what it is told, what it may answer, and what stands in for it.
@Suite struct AppTests {
    private static let book = """
        title: Book a table
        examples: [I want to book a table, a table please]
        slots:
          at: { type: time_slot, from: tables, show: app calendar, ask: When? }
          day: { type: date, show: app calendar, ask: Which day? }
          seat: { type: choice, show: app floor_plan, options: { window: Window, bar: Bar }, ask: Where? }
        steps:
          - call: tables.all
            into: tables
          - ask: [seat, day, at]
          - say: "{seat.title}, {day.short()}, {at.title}."
          - end: resolved
        """
    private static let actions = """
        tables.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of tables
          records: { table: tables }
        """
    private static let tables = [
        "tables": """
        columns: { id: text, title: text, start: timestamp, seconds: int }
        rows:
          - { id: t1, title: Noon, start: +1d 12:00, seconds: 3600 }
          - { id: t2, title: Evening, start: +1d 19:00, seconds: 3600 }
        """
    ]

    private func chat(_ capabilities: Set<Capability>) throws -> Chat {
        var chat = try Chat(
            ["book": Self.book],
            actions: Self.actions,
            tables: Self.tables,
            channel: .apple
        )
        chat.take(.profile(ChannelProfile(channel: .apple, capabilities: capabilities)))
        chat.write("a table please")
        return chat
    }

    private func control(_ chat: Chat) -> JSON? { chat.last.replies.last?.control?.json }

    private func answer(_ chat: inout Chat, _ data: JSON) -> [String] {
        chat.take(.inbound(.app(question: chat.question ?? "", data: data)))
    }

    @Test func `The app is told what may be chosen, and its answer is the answer`() throws {
        var chat = try chat([.app, .list, .time])
        #expect(control(chat)?["type"] == "app")
        #expect(control(chat)?["app"] == "floor_plan")
        #expect(control(chat)?["parameters"]?["options"]?.array?.count == 2)
        #expect(answer(&chat, ["id": "bar"]) == ["Which day?"])
        #expect(control(chat)?["parameters"]?["type"] == "date")
        #expect(answer(&chat, ["value": "2026-03-05"]) == ["When?"])
        #expect(control(chat)?["parameters"]?["slots"]?.array?.count == 2)
        #expect(answer(&chat, ["id": "t2"]).first?.hasSuffix("Evening.") == true)
    }

    @Test(arguments: [
        (Set<Capability>([.list, .time]), ["choice", "date", "time_slots"]),
        (Set<Capability>([]), ["choice", "date", "time_slots"]),
    ])
    func `Without the app the device's own controls stand in`(
        capabilities: Set<Capability>,
        types: [String]
    ) throws {
        var chat = try chat(capabilities)
        var seen: [JSON?] = [control(chat)?["type"]]
        chat.write("bar")
        seen.append(control(chat)?["type"])
        chat.write("5 March")
        seen.append(control(chat)?["type"])
        #expect(seen == types.map { .string($0) })
        #expect(chat.write("the evening").first?.hasSuffix("Evening.") == true)
    }

    @Test(arguments: [
        JSON.object(["id": "nowhere"]), .object(["id": 7]), .object(["ids": ["bar", "window"]]),
        .object([:]), .array([]), .string("nowhere"), .bool(true),
        .object(["value": ["deep": ["nonsense": 1]]]),
    ])
    func `An answer that is none is a failed one, and the list is shown instead`(
        data: JSON
    ) throws {
        var chat = try chat([.app, .list, .time])
        #expect(answer(&chat, data) == ["Sorry, I didn't understand that.", "Where?"])
        #expect(control(chat)?["type"] == "choice")
        #expect(chat.tap("bar") == ["Which day?"])
        // The next question tries its own app.
        #expect(control(chat)?["type"] == "app")
    }

    @Test(arguments: [JSON.null, .object(["cancelled": true])])
    func `An app that was closed costs no try`(data: JSON) throws {
        var chat = try chat([.app, .list, .time])
        #expect(answer(&chat, data) == ["Where?"])
        #expect(control(chat)?["type"] == "choice")
    }

    @Test func `A late answer, and one to another question, changes nothing`() throws {
        var chat = try chat([.app, .list, .time])
        let first = chat.question ?? ""
        _ = answer(&chat, ["id": "bar"])
        #expect(
            chat.take(.inbound(.app(question: first, data: ["id": "window"]))) == [
                "That choice is no longer open.", "Which day?",
            ]
        )
        #expect(
            chat.take(.inbound(.app(question: "q99", data: ["value": "2026-03-05"]))).first
                == "That choice is no longer open."
        )
        #expect(chat.value("seat") == "bar")
        #expect(chat.value("day") == nil)
    }

    @Test func `Words answer too while the app is open`() throws {
        var chat = try chat([.app, .list, .time])
        #expect(chat.write("at the bar") == ["Which day?"])
    }
}
