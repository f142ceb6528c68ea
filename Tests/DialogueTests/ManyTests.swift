import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// A question that takes several options.
@Suite struct ManyTests {
    private static let flowers = """
        title: Order flowers
        examples: [I want flowers, a bunch please]
        slots:
          kinds:
            type: choice
            many: 1..3
            title: flowers
            options: { roses: Roses, tulips: Tulips, lilies: { title: Lilies, also: [white ones] }, daisies: Daisies }
            ask: Which flowers?
          extras: { type: choice, many: 0..2, options: { card: Card, vase: Vase }, ask: And beside them? }
        steps:
          - ask: [kinds, extras]
          - confirm: "{kinds.map(k, k.title).list()}?"
            change: [kinds, extras]
          - say: Done.
        """

    private func asked(_ channel: Channel = .sms) throws -> Chat {
        var chat = try Chat(["flowers": Self.flowers], channel: channel)
        chat.write("I want flowers")
        return chat
    }

    @Test(arguments: [
        ("1, 3", ["roses", "lilies"]), ("1 and 3", ["roses", "lilies"]), ("2", ["tulips"]),
        ("roses and tulips", ["roses", "tulips"]), ("Tulips, roses", ["roses", "tulips"]),
        ("all but the roses", ["tulips", "lilies", "daisies"]),
        ("everything except lilies and daisies", ["roses", "tulips"]),
        ("the white ones and daisies please", ["lilies", "daisies"]),
        ("rosess and tulps", ["roses", "tulips"]),
        ("the first and the last", ["roses", "daisies"]),
        ("roses but not tulips", ["roses"]), ("just daisies", ["daisies"]),
    ])
    func `Several are named in one message`(words: String, kinds: [String]) throws {
        var chat = try asked()
        chat.write(words)
        #expect(chat.value("kinds") == .array(kinds.map(JSON.string)))
        #expect(chat.slot == "extras")
    }

    @Test(arguments: ["all of them", "1, 2, 3, 4", "everything"])
    func `Too many are told how many there may be`(words: String) throws {
        var chat = try asked()
        #expect(chat.write(words) == ["Please choose 1 to 3 of these. Which flowers?"])
        #expect(chat.slot == "kinds")
        // It was understood: no try is lost, but three such answers bring a person.
        #expect(chat.write("roses") == ["And beside them?"])
    }

    @Test(arguments: ["none", "nothing", "no thanks", "neither"])
    func `None is an answer where none is enough`(words: String) throws {
        var chat = try asked()
        chat.write("roses")
        chat.write(words)
        #expect(chat.value("extras") == [])
        #expect(chat.waiting == "confirm")
    }

    @Test func `None is no answer where one is needed`() throws {
        var chat = try asked()
        chat.write("none")
        #expect(chat.slot == "kinds")
    }

    @Test func `An empty list is tapped where none is enough`() throws {
        var chat = try asked(.web)
        chat.tap("roses")
        chat.take(.inbound(.tap(question: chat.question ?? "", options: [])))
        #expect(chat.value("extras") == [])
    }

    @Test(arguments: [
        ("also lilies", ["roses", "tulips", "lilies"]), ("without tulips", ["roses"]),
        ("only lilies", ["lilies"]), ("add the daisies", ["roses", "tulips", "daisies"]),
        ("no, only the lilies and daisies", ["lilies", "daisies"]),
    ])
    func `What was chosen is changed at the confirmation`(
        words: String,
        kinds: [String]
    ) throws {
        var chat = try asked()
        chat.write("roses and tulips")
        chat.write("none")
        chat.write(words)
        #expect(chat.value("kinds") == .array(kinds.map(JSON.string)))
        #expect(chat.waiting == "confirm")
        #expect(chat.rule == .correction)
    }

    @Test(arguments: ["without roses and tulips", "also lilies and daisies"])
    func `A change that leaves too few or too many is refused with the numbers`(
        words: String
    ) throws {
        var chat = try asked()
        chat.write("roses and tulips")
        chat.write("none")
        #expect(chat.write(words).first == "Please choose 1 to 3 of these.")
        #expect(chat.value("kinds") == ["roses", "tulips"])
        #expect(chat.waiting == "confirm")
    }

    @Test func `Several taps at once are the answer, and too many are refused`() throws {
        var chat = try asked(.web)
        #expect(chat.tap("roses", "tulips", "lilies", "daisies").first?.contains("1 to 3") == true)
        chat.tap("lilies", "roses", "roses")
        #expect(chat.value("kinds") == ["roses", "lilies"])
    }

    @Test func `Where one row comes at a time, taps add up until it is done`() throws {
        var chat = try asked(.whatsapp)
        #expect(chat.tap("tulips") == ["So far: Tulips. Anything else?"])
        #expect(chat.offered == ["Roses", "Lilies", "Daisies", "Done"])
        #expect(chat.write("and roses") == ["So far: Tulips and Roses. Anything else?"])
        #expect(chat.write("not the tulips, remove tulips") == ["So far: Roses. Anything else?"])
        chat.tap("lilies")
        chat.tap("done")
        #expect(chat.value("kinds") == ["roses", "lilies"])
        // The second of two at most ends it by itself.
        chat.tap("card")
        chat.tap("vase")
        #expect(chat.value("extras") == ["card", "vase"])
        #expect(chat.waiting == "confirm")
    }

    @Test(arguments: ["that's all", "done", "no", "Done"])
    func `Enough is said in words too`(words: String) throws {
        var chat = try asked(.whatsapp)
        chat.tap("tulips")
        chat.write(words)
        #expect(chat.value("kinds") == ["tulips"])
    }

    @Test func `A form takes several, none, and refuses too many`() throws {
        let form = Self.flowers.replacing(
            "  - ask: [kinds, extras]",
            with: "  - { form: Flowers, ask: [kinds, extras] }"
        )
        var chat = try Chat(["flowers": form], channel: .web)
        chat.write("I want flowers")
        chat.take(
            .inbound(
                .form(
                    question: chat.question ?? "",
                    values: [
                        "kinds": ["roses", "tulips", "lilies", "daisies"], "extras": [],
                    ]
                )
            )
        )
        #expect(chat.texts == ["Please choose 1 to 3 of these. Which flowers?"])
        #expect(chat.value("extras") == [])
    }

    @Test func `Several that were named in the first message are not asked for`() throws {
        var chat = try Chat(["flowers": Self.flowers])
        chat.write("I want flowers, roses and white ones")
        #expect(chat.value("kinds") == ["roses", "lilies"])
        #expect(chat.slot == "extras")
    }

    @Test func `Rows that are fewer than are needed bring a person`() throws {
        let rows = """
            title: Pick a team
            examples: [I want to pick a team, team please]
            slots: { team: { type: choice, from: people, many: 3..5, ask: Who? } }
            steps:
              - call: people.all
                into: people
              - ask: team
              - end: resolved
            """
        let actions = """
            people.all: { safe: true, within: 5s, else: { handoff: desk }, gives: list of people, records: { table: people } }
            """
        let people = """
            columns: { id: text, title: text }
            rows: [{ id: a, title: Ann }, { id: b, title: Bob }]
            """
        var chat = try Chat(["team": rows], actions: actions, tables: ["people": people])
        chat.write("team please")
        #expect(chat.texts.first == "I have nothing to offer you here.")
        #expect(chat.last.handoff?.reason == .noOptions)
    }
}
