import Diagnostics
import Testing
import Topics

/// Steps of a topic that read what may be empty.
struct Narrowed: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let steps: String
    let slots: String

    init(_ what: String, _ steps: String, slots: String = "") {
        testDescription = what
        self.steps = steps
        self.slots = slots
    }

    var codes: [String] {
        SmallBot.topic(
            """
            title: Names
            examples: [call me something]
            slots:
              reason: { type: choice, options: { lost: Lost, stolen: Stolen }, ask: Why? }
              nick: { type: text, ask: How shall I call you?, optional: true }
              freeze: { type: yesno, ask: Freeze it?, when: reason == "stolen" }
            \(slots.isEmpty ? "" : slots + "\n")\
            steps:
              - ask: [reason, nick, freeze]
            \(steps)
            """
        ).diagnostics.map(\.code)
    }
}

@Suite struct `What may be empty in a topic` {
    @Test(arguments: [
        Narrowed(
            "the steps of an if",
            "  - if: filled(nick)\n    then: { say: \"Hello {nick}.\" }"
        ),
        Narrowed(
            "the steps of an else",
            "  - if: \"!filled(nick)\"\n    then: { say: Hello. }\n    else: { say: \"Hi {nick}.\" }"
        ),
        Narrowed(
            "an elif",
            """
              - if: "!filled(nick)"
                then: { say: Hello. }
                elif: [{ if: nick.size() > 9, then: { say: "Long, {nick}." } }]
                else: { say: "Hi {nick}." }
            """
        ),
        Narrowed(
            "what comes behind an if that ends the topic",
            "  - if: \"!filled(nick)\"\n    then: { end: cancelled }\n  - say: \"Hello {nick}.\""
        ),
        Narrowed(
            "what comes behind an if that hands over",
            "  - if: nick == null\n    then: { handoff: desk }\n  - say: \"Hello {nick}.\""
        ),
        Narrowed(
            "what comes behind an else that ends the topic",
            """
              - if: filled(nick)
                then: { say: Thank you. }
                else: { end: cancelled }
              - say: "Hello {nick}."
            """
        ),
        Narrowed(
            "the other side of &&",
            "  - if: filled(nick) && nick.size() > 2\n    then: { say: \"Hi {nick}.\" }"
        ),
        Narrowed(
            "the other side of ||",
            "  - if: \"!filled(nick) || nick.size() > 2\"\n    then: { say: Hello. }"
        ),
        Narrowed(
            "behind !( … || … )",
            "  - if: \"!(!filled(nick) || reason == 'lost')\"\n    then: { say: \"Hi {nick}.\" }"
        ),
        Narrowed(
            "a branch of a hole",
            "  - say: \"Hello {filled(nick) ? nick : 'you'}.\""
        ),
        Narrowed(
            "a branch of a value",
            "  - set: { called: \"filled(nick) ? nick : 'you'\" }\n  - say: \"Hello {called}.\""
        ),
        Narrowed(
            "the question of a slot with that condition",
            "  - ask: sure",
            slots:
                "  sure: { type: yesno, when: \"filled(nick)\", ask: \"Really {nick}?\" }"
        ),
        Narrowed(
            "what a check says",
            "  - ask: other",
            slots: """
                  other:
                    type: text
                    ask: And your partner?
                    check: { if: filled(nick) && nick == other, say: "{nick} is your own." }
                """
        ),
        Narrowed(
            "a round",
            """
              - repeat: filled(nick) && nick.size() > 9
                at_most: 2
                steps: { say: "Long, {nick}." }
            """
        ),
        Narrowed(
            "a link and a card",
            """
              - if: filled(nick)
                then:
                  say: Look.
                  link: { url: "https://x.example/{nick}" }
                  card: { title: "{nick}" }
            """
        ),
        Narrowed(
            "a column of what a call gave",
            """
              - call: pets.find
                with: { id: "'rex'" }
                into: pet
              - if: filled(pet) && filled(pet.born)
                then: { say: "Born {pet.born.long()}." }
            """
        ),
        Narrowed(
            "a comparison with a text",
            "  - if: nick == \"Rex\"\n    then: { say: \"Hello {nick}.\" }"
        ),
        Narrowed(
            "an optional argument",
            """
              - call: pets.rename
                with: { id: "'rex'", title: "'Rex'", why: nick }
                into: pet
            """
        ),
    ])
    func `may be read where it is proved to be there`(case narrowed: Narrowed) {
        #expect(narrowed.codes.filter { !["never-used", "unused-name"].contains($0) } == [])
    }

    @Test(arguments: [
        Narrowed("a text", "  - say: \"Hello {nick}.\""),
        Narrowed(
            "the else of an if that proves it",
            "  - if: filled(nick)\n    then: { say: Hello. }\n    else: { say: \"Hi {nick}.\" }"
        ),
        Narrowed(
            "behind an if that goes on",
            "  - if: filled(nick)\n    then: { say: Thanks. }\n  - say: \"Hi {nick}.\""
        ),
        Narrowed(
            "an if whose other side may hold",
            "  - if: filled(nick) || reason == \"lost\"\n    then: { say: \"Hi {nick}.\" }"
        ),
        Narrowed(
            "an elif behind an if that proves it",
            """
              - if: filled(nick)
                then: { say: Thanks. }
                elif: [{ if: reason == "lost", then: { say: "Hi {nick}." } }]
            """
        ),
        Narrowed(
            "the wrong branch of a hole",
            "  - say: \"Hello {filled(nick) ? 'you' : nick}.\""
        ),
        Narrowed("a condition", "  - if: freeze\n    then: { say: Done. }"),
        Narrowed(
            "what a check says without proof",
            "  - ask: other",
            slots: """
                  other:
                    type: text
                    ask: And your partner?
                    check: { if: other == "me", say: "{nick}?" }
                """
        ),
        Narrowed(
            "a column of a row that may be missing",
            """
              - call: pets.find
                with: { id: "'rex'" }
                into: pet
              - say: "It is {pet.title}."
            """
        ),
        Narrowed(
            "an argument that must be there",
            "  - call: pets.find\n    with: { id: nick }\n    into: pet"
        ),
    ])
    func `may not be read where it may still be empty`(case narrowed: Narrowed) {
        #expect(narrowed.codes.contains("may-be-empty"))
    }
}
