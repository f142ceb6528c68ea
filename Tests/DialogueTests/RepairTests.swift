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

    @Test("“No, 12 March” after two days is asked about, unless a name or what is denied tells")
    func correctsOneOfTwoDays() throws {
        var chat = try Chat(["party": Self.party])
        for words in ["I want to give a party", "vegan", "none", "March 10", "March 11"] {
            chat.write(words)
        }
        #expect(chat.slot == "room")
        #expect(chat.write("no, March 12") == ["Which of these is Thursday, March 12, 2026?"])
        #expect(chat.offered == ["First day", "Last day"])
        #expect(chat.waiting == "change")
        #expect(
            chat.write("the last day") == [
                "Changed to: Thursday, March 12, 2026.", "Which room?",
            ]
        )
        #expect(chat.value("until")?.string == "2026-03-12")
        chat.write("no, the first day is March 9")
        #expect(chat.value("from")?.string == "2026-03-09")
        #expect(chat.value("until")?.string == "2026-03-12")
        chat.write("not March 9, March 8")
        #expect(chat.value("from")?.string == "2026-03-08")
        #expect(chat.slot == "room")
    }

    @Test(
        "Asked which of two days is meant, another value with its name is taken, and “no” is none"
    )
    func asksWhichOfTwoDays() throws {
        var chat = try Chat(["party": Self.party])
        for words in ["I want to give a party", "vegan", "none", "March 10", "March 11"] {
            chat.write(words)
        }
        chat.write("no, March 9")
        chat.write("the last day, March 13")
        #expect(chat.value("until")?.string == "2026-03-13")
        #expect(chat.slot == "room")
        chat.write("no, March 9")
        #expect(chat.write("no") == ["Which room?"])
        #expect(chat.value("from")?.string == "2026-03-10")
        chat.write("no, March 9")
        chat.write("back")
        #expect(chat.slot == "room")
        chat.write("no, March 9")
        chat.tap("from")
        #expect(chat.value("from")?.string == "2026-03-09")
        #expect(chat.write("change the date") == ["Which one do you mean?"])
        #expect(chat.write("2") == ["Until when?"])
        chat.write("March 12")
        #expect(chat.slot == "room")
        #expect(chat.value("until")?.string == "2026-03-12")
    }

    @Test(
        "Which of two answers is meant is asked in the words of the customer",
        arguments: [
            ("es", "no, el 12 de marzo", "la fecha está mal"),
            ("ar", "لا، 12 مارس", "تغيير التاريخ"),
        ]
    )
    func asksWhichInOtherLanguages(language: String, value: String, wish: String) throws {
        var chat = try Chat(
            ["party": Self.party],
            house: "languages: [en, es, ar]",
            language: language
        )
        chat.take(.inbound(.entry(intent: "party", group: nil, body: nil)))
        for words in ["vegan", "none", "10/03/2026", "11/03/2026"] { chat.write(words) }
        chat.write(value)
        #expect(chat.waiting == "change")
        #expect(chat.offered.count == 2)
        chat.write("2")
        #expect(chat.value("until")?.string == "2026-03-12")
        chat.write(wish)
        #expect(chat.waiting == "change")
        chat.write("1")
        #expect(chat.slot == "from")
    }

    @Test("What the checks allow, and what can still be changed, tells which of two days is meant")
    func knowsWhichOfTwoDays() throws {
        let stay = """
            title: Stay
            examples: [book a stay]
            slots:
              from: { type: date, prefer: future, ask: From when? }
              until: { type: date, prefer: future, ask: Until when?, check: [{ if: until < from, say: Too early. }] }
              room: { type: choice, options: { small: Small, large: Large }, ask: Which room? }
            steps:
              - ask: [from, until, room]
              - end: resolved
            """
        var chat = try Chat(["stay": stay])
        for words in ["book a stay", "March 10", "March 12"] { chat.write(words) }
        chat.write("no, March 8")
        #expect(chat.value("from")?.string == "2026-03-08")
        chat.write("no, March 15")
        #expect(chat.value("until")?.string == "2026-03-15")
        chat.write("no, March 14")
        #expect(chat.waiting == "change")
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
