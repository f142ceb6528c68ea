import BotRuntime
import Dialogue
import Messages
import Testing
import Values

/// What goes wrong in a conversation and is put right, where no sample bot has the topic for it.
@Suite("Repair")
struct RepairTests {
    private static let party = """
        title: Party
        examples: [I want to give a party]
        slots:
          food:
            type: choice
            many: 1..3
            options: { vegan: Vegan, kosher: Kosher, halal: Halal }
            ask: What kinds of food?
          note: { type: text, ask: Anything else? }
          from: { type: date, title: first day, prefer: future, ask: From when? }
          until: { type: date, title: last day, prefer: future, ask: Until when? }
          room: { type: choice, options: { small: Small, large: Large }, ask: Which room? }
        steps:
          - ask: [food, note, from, until, room]
          - confirm: "{food}, {from} to {until}, {note}?"
            change: [food, note, from, until, room]
        """

    @Test(
        "“Also kosher” at a question of free text changes the choice before it, other words are text"
    )
    func addsAnOptionAtFreeText() throws {
        var chat = try Chat(["party": Self.party])
        chat.write("I want to give a party")
        chat.write("vegan")
        chat.write("Also kosher")
        #expect(chat.slot == "note")
        #expect(chat.value("food")?.text == #"["vegan","kosher"]"#)
        chat.write("also bring kosher salt for the table")
        #expect(chat.slot == "from")
        #expect(chat.value("note")?.string == "also bring kosher salt for the table")
        #expect(chat.value("food")?.text == #"["vegan","kosher"]"#)
    }

    @Test("“No, 12 March” after two days means the last one, and the name the other one")
    func correctsOneOfTwoDays() throws {
        var chat = try Chat(["party": Self.party])
        for words in ["I want to give a party", "vegan", "none", "March 10", "March 11"] {
            chat.write(words)
        }
        #expect(chat.slot == "room")
        chat.write("no, March 12")
        #expect(chat.value("until")?.string == "2026-03-12")
        chat.write("no, the first day is March 9")
        #expect(chat.value("from")?.string == "2026-03-09")
        #expect(chat.value("until")?.string == "2026-03-12")
        chat.write("not March 9, March 8")
        #expect(chat.value("from")?.string == "2026-03-08")
        #expect(chat.slot == "room")
    }

    @Test("What nobody can offer is named, and what another question may take is not")
    func namesWhatIsNotOffered() throws {
        var chat = try Chat(["party": Self.party])
        chat.write("I want to give a party")
        #expect(chat.write("vegan, kosher and keto").first == "I can't offer this: keto.")
        chat = try Chat(["party": Self.party])
        chat.write("I want to give a party")
        #expect(chat.write("vegan and kosher, large room") == ["Anything else?"])
    }

    @Test(
        "A conversation that came to rest in the hour that daylight saving skips is reminded once"
    )
    func remindsAcrossTheChangeOfClocks() throws {
        var chat = try Chat(["party": Self.party])
        // Sunday 8 March 2026, 01:55 in New York: five minutes later it is three.
        chat.take(.wait(TimeSpan(seconds: 5 * 86_400 + 15 * 3600 + 55 * 60)))
        chat.write("I want to give a party")
        #expect(chat.take(.wait(TimeSpan(seconds: 599))).isEmpty)
        #expect(chat.take(.wait(TimeSpan(seconds: 2))).first == "Are you still there?")
    }
}
