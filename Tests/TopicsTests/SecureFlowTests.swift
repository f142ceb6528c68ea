import Diagnostics
import Testing
import Topics

@Suite struct `Where a secret may go` {
    /// A topic with a secure slot, and one wrong thing that it does with it.
    private static func topic(_ steps: String, slots: String = "", top: String = "") -> String {
        """
        title: T
        \(top)slots:
          pin: { type: digits, length: 4, ask: PIN?, secure: true }
          word: { type: text, ask: Password?, secure: true, optional: true }
        \(slots)steps:
          - ask: [pin, word]
        \(steps)
        """
    }

    /// Files of a bot in which a secret gets where it can be seen.
    private static let leaks: [Snippet] = [
        Snippet("in words", topic("  - say: \"{pin}\""), "7:10 secure-leak"),
        Snippet(
            "in a link",
            topic("  - { say: Hi, link: { url: \"https://a/{pin}\" } }"),
            "7:29 secure-leak"
        ),
        Snippet(
            "in a card",
            topic("  - { say: Hi, card: { title: T, facts: { PIN: \"{pin}\" } } }"),
            "7:48 secure-leak"
        ),
        Snippet(
            "in a picture's address",
            topic("  - { say: Hi, image: \"https://a/{pin}.png\" }"),
            "7:23 secure-leak"
        ),
        Snippet("in a confirmation", topic("  - confirm: \"{pin}?\""), "7:14 secure-leak"),
        Snippet("in a search", topic("  - search: \"{pin}\""), "7:13 secure-leak"),
        Snippet(
            "in the title of a form",
            topic("  - { form: \"{pin}\", ask: [word] }", slots: ""),
            "7:13 secure-leak"
        ),
        Snippet(
            "in words to a person",
            topic("  - { handoff: desk, say: \"{pin}\" }"),
            "7:27 secure-leak"
        ),
        Snippet(
            "in the last words",
            topic("  - { end: resolved, say: \"{pin}\" }"),
            "7:27 secure-leak"
        ),
        Snippet(
            "in a question",
            topic("  - ask: a", slots: "  a: { type: text, ask: \"{pin}?\" }\n"),
            "5:25 secure-leak"
        ),
        Snippet(
            "in another wording",
            topic(
                "  - ask: a",
                slots: "  a: { type: text, ask: What?, not_understood: \"{pin}\" }\n"
            ),
            "5:48 secure-leak"
        ),
        Snippet(
            "in the words of a check",
            topic(
                "  - ask: a",
                slots:
                    "  a: { type: text, ask: What?, check: [{ if: size(a) > 4, say: \"{pin}\" }] }\n"
            ),
            "5:64 secure-leak"
        ),
        Snippet("under another name", topic("  - set: { copy: pin }"), "7:18 secure-leak"),
        Snippet(
            "under another name, in part",
            topic("  - set: { copy: \"pin + '0'\" }"),
            "7:18 secure-leak"
        ),
        Snippet(
            "in a branch",
            topic("  - { if: pin == '1234', then: { say: Hi } }"),
            "7:11 secure-leak"
        ),
        Snippet(
            "in a branch, counted",
            topic("  - { if: size(pin) == 4, then: { say: Hi } }"),
            "7:11 secure-leak"
        ),
        Snippet(
            "in the condition of a repeat",
            topic("  - { repeat: pin == '1', at_most: 2, steps: { say: Hi } }"),
            "7:15 secure-leak"
        ),
        Snippet(
            "in when a slot is asked",
            topic("  - ask: a", slots: "  a: { type: text, ask: What?, when: pin == '1234' }\n"),
            "5:38 secure-leak"
        ),
        Snippet(
            "in the check of another slot",
            topic(
                "  - ask: a",
                slots: "  a: { type: text, ask: What?, check: [{ if: a == pin, say: No }] }\n"
            ),
            "5:46 secure-leak"
        ),
        Snippet(
            "in a default",
            topic("  - ask: a", slots: "  a: { type: text, ask: What?, default: pin }\n"),
            "5:41 secure-leak"
        ),
        Snippet(
            "in a suggestion",
            topic("  - ask: a", slots: "  a: { type: text, ask: What?, suggest: pin }\n"),
            "5:41 secure-leak"
        ),
        Snippet(
            "in an argument that is not secure",
            topic("  - { call: pets.find, with: { id: pin } }"),
            "7:36 secure-leak"
        ),
        Snippet(
            "in part of an argument",
            topic("  - { call: pets.find, with: { id: \"pin == '1' ? 'a' : 'b'\" } }"),
            "7:36 secure-leak"
        ),
        Snippet("out of the topic", topic("  - say: Hi", top: "gives: pin\n"), "2:8 secure-leak"),
        Snippet(
            "by reading it back",
            topic(
                "  - ask: a",
                slots: "  a: { type: text, ask: What?, secure: true, confirm: true }\n"
            ),
            "5:46 secure-leak"
        ),
        Snippet(
            "by offering it",
            topic(
                "  - ask: a",
                slots: "  a: { type: text, ask: What?, secure: true, suggest: channel }\n"
            ),
            "5:46 secure-leak"
        ),
        Snippet(
            "by a default of its own",
            topic(
                "  - ask: a",
                slots: "  a: { type: text, ask: What?, secure: true, default: channel }\n"
            ),
            "5:46 secure-leak"
        ),
        Snippet(
            "by being touched",
            topic("  - ask: a", slots: "  a: { type: yesno, ask: What?, secure: true }\n"),
            "5:14 secure-type"
        ),
        Snippet(
            "into a column that is not secure",
            in: "actions.yaml",
            pay("{ table: pets, insert: { id: new_id('P'), title: takes.pin } }"),
            "6:61 secure-leak"
        ),
        Snippet(
            "into an ID",
            in: "actions.yaml",
            pay("{ table: pets, insert: { id: takes.pin, title: \"'x'\" } }"),
            "6:41 secure-leak"
        ),
        Snippet(
            "into a column, in part",
            in: "actions.yaml",
            pay(
                "{ table: pets, where: id == takes.pin, update: { title: \"'pin ' + takes.pin\" } }"
            ),
            "6:69 secure-leak"
        ),
        Snippet(
            "out of a secure column into another",
            in: "actions.yaml",
            pay("{ table: safes, where: id == takes.pin, update: { title: code } }"),
            "6:69 secure-leak"
        ),
        Snippet(
            "into the order of rows",
            in: "actions.yaml",
            pay("{ table: safes, order: code }"),
            "6:35 secure-leak"
        ),
        Snippet(
            "back in a row",
            topic("  - { call: safes.find, with: { pin }, into: safe }\n  - say: \"{safe.code}\""),
            "8:12 may-be-empty",
            "8:17 unknown-field"
        ),
        Snippet(
            "back in a shape",
            in: "actions.yaml",
            "shapes: { open_safe: { id: text, code: text } }\nsafes.all: { safe: true, within: 5s, else: { handoff: desk }, gives: list of open_safe, records: { table: safes } }",
            "2:70 secure-leak"
        ),
        Snippet(
            "as what a row is known by",
            in: "records/vault.yaml",
            "columns: { id: text, title: secure text, code: text }",
            "1:29 secure-leak"
        ),
    ]

    private static func pay(_ statement: String) -> String {
        """
        pets.pay:
          within: 5s
          else: { handoff: desk }
          takes: { pin: secure digits }
          # what it does:
          records: \(statement)
        """
    }

    private static let safes = """
        columns: { id: text, title: text, code: secure text }
        rows: [{ id: a, title: A, code: "4711" }]
        """
    private static let actions =
        SmallBot.actions + """

            safes.find:
              safe: true
              within: 5s
              else: { handoff: desk }
              takes: { pin: secure text }
              gives: safes
              records: { table: safes, where: code == takes.pin, order: title }
            safes.keep:
              within: 5s
              else: { handoff: desk }
              takes: { pin: secure text, note: optional text }
              records: { table: safes, insert: { id: new_id('S'), title: "'a safe'", code: "takes.pin + '!'" } }
            """

    private static func diagnostics(_ snippet: Snippet) -> [Diagnostic] {
        SmallBot.load(
            ["records/safes.yaml": safes, "actions.yaml": actions]
                .merging([snippet.file: snippet.text]) { _, new in new }
        ).diagnostics
    }

    @Test(arguments: leaks)
    func `A secret that gets where it can be seen is an error`(snippet: Snippet) {
        let found = Self.diagnostics(snippet).filter { $0.severity == .error }
        #expect(places(found) == snippet.found)
        #expect(found.allSatisfy { $0.hint != nil })
    }

    @Test(arguments: [
        Snippet("into a secure argument", topic("  - { call: pets.pay, with: { pin } }")),
        Snippet(
            "compared with a secure column, and kept in one",
            topic(
                "  - { call: safes.find, with: { pin }, into: safe }\n  - { call: safes.keep, with: { pin } }"
            )
        ),
        Snippet(
            "changed on its way into a secure argument",
            topic("  - { call: pets.pay, with: { pin: \"pin + '0'\" } }")
        ),
        Snippet(
            "asked about, whether it is there",
            topic(
                """
                  - if: filled(word)
                    then: { call: safes.keep, with: { pin: word } }
                    else: { say: No password then. }
                """
            )
        ),
        Snippet(
            "in its own check",
            topic(
                "  - ask: a\n  - { call: pets.pay, with: { pin: a } }",
                slots:
                    "  a: { type: digits, length: 3..5, ask: PIN?, secure: true, check: [{ if: size(a) == 4, say: Not four. }] }\n"
            )
        ),
        Snippet(
            "into a part that takes it as one",
            in: "t.yaml",
            topic("  - { run: part, with: { secret: pin } }")
        ),
    ])
    func `A secret that stays one is no mistake`(snippet: Snippet) {
        let part = """
            title: Part
            takes: { secret: secure text }
            steps:
              - { call: pets.pay, with: { pin: secret } }
            """
        let (bot, diagnostics) = SmallBot.load([
            "records/safes.yaml": Self.safes, "actions.yaml": Self.actions, "part.yaml": part,
            snippet.file: snippet.text,
        ])
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        #expect(bot != nil)
    }

    @Test(arguments: [
        ("  - say: \"{secret}\"", "5:10"), ("  - set: { copy: secret }", "5:18"),
        ("  - { run: other, with: { open: secret } }", "5:33"),
    ])
    func `What a part was given as a secret is one there`(step: String, place: String) {
        let part = "title: Part\ntakes: { secret: secure text }\nsteps:\n  - say: Hi\n\(step)"
        let other = "title: Other\ntakes: { open: text }\nsteps: [{ say: \"{open}\" }]"
        let (_, diagnostics) = SmallBot.load(["part.yaml": part, "other.yaml": other])
        let found = diagnostics.filter { $0.severity == .error }
        #expect(places(found) == ["\(place) secure-leak"])
    }
}
