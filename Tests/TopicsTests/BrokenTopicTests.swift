import Diagnostics
import Testing
import Topics

@Suite struct `A mistake in a topic` {
    @Test(arguments: keys + steps + names + ways)
    func `is found where it stands`(snippet: Snippet) {
        let (bot, diagnostics) = SmallBot.load([snippet.file: snippet.text])
        #expect(places(diagnostics) == snippet.found)
        let hasErrors = diagnostics.contains { $0.severity == .error }
        #expect((bot == nil) == hasErrors)
        for diagnostic in diagnostics where diagnostic.code != "syntax" {
            #expect(diagnostic.hint != nil, "\(diagnostic)")
        }
    }

    static let keys = [
        Snippet(
            "An unknown key",
            "title: T\nexample: [a]\nsteps: [{ say: Hi }]",
            "2:1 unknown-key"
        ),
        Snippet(
            "A key that stands twice",
            "title: T\ntitle: U\nsteps: [{ say: Hi }]",
            "2:1 doubled-key"
        ),
        Snippet("No title", "steps: [{ say: Hi }]", "1:1 missing-key"),
        Snippet("No steps", "title: T", "1:1 missing-key"),
        Snippet(
            "Examples of a topic that needs arguments",
            "title: T\nexamples: [do it]\ntakes: { a: text }\nsteps: [{ say: Hi }]",
            "3:1 needs-arguments"
        ),
        Snippet("An empty list of steps", "title: T\nsteps: []", "2:8 no-steps"),
        Snippet("A title that is a list", "title: [T]\nsteps: [{ say: Hi }]", "1:8 wrong-kind"),
        Snippet("A title without words", "title:\nsteps: [{ say: Hi }]", "1:7 empty-value"),
        Snippet("Steps that are a text", "title: T\nsteps: Hi", "2:8 wrong-kind"),
        Snippet("A topic that is a list", "- title: T", "1:1 wrong-kind"),
        Snippet("An empty file", "# nothing\n", "1:1 empty-file"),
        Snippet(
            "A file whose name is no name",
            in: "My Topic.yaml",
            "title: T\nsteps: [{ say: Hi }]",
            "1:1 bad-file-name"
        ),
        Snippet(
            "Verified that is a word",
            "title: T\nverified: yes\nsteps: [{ say: Hi }]",
            "2:11 wrong-value"
        ),
        Snippet(
            "A queue that is not there",
            "title: T\nqueue: dest\nsteps: [{ say: Hi }]",
            "2:8 unknown-queue"
        ),
        Snippet(
            "A type that is not there",
            "title: T\ntakes: { a: txt }\nsteps: [{ say: Hi }]",
            "2:13 unknown-type"
        ),
        Snippet(
            "A renamed name that is not there",
            "title: T\nsteps: [{ say: Hi }]\nrenamed: { a: b }",
            "3:15 unknown-name"
        ),
        Snippet(
            "A renamed name that is still there",
            "title: T\nsteps: [{ say: Hi, label: b }, { say: Ho, label: a }]\nrenamed: { a: b }",
            "3:12 still-there"
        ),
        Snippet(
            "Not UTF-8 where a text stood",
            "title: T\u{7}\nsteps: [{ say: Hi }]",
            "1:9 control-character"
        ),
    ]

    static let steps = [
        Snippet("A step that is not there", "title: T\nsteps:\n  - sya: Hi", "3:5 unknown-step"),
        Snippet(
            "A misspelt step that has a text",
            "title: T\nsteps:\n  - hnadoff: desk\n    say: Bye",
            "3:5 unknown-step"
        ),
        Snippet(
            "An outcome that is nearly a usual one",
            "title: T\nsteps:\n  - end: resolvd",
            "3:10 like-outcome"
        ),
        Snippet(
            "A misspelt key brings no other mistakes",
            "title: T\nsolts: { a: { type: text, ask: What? } }\nsteps:\n  - ask: a",
            "2:1 unknown-key"
        ),
        Snippet(
            "A misspelt slot brings no other mistakes",
            "title: T\nslots: { crad: { type: text, ask: What? } }\n"
                + "steps:\n  - ask: card\n  - say: \"{card}\"",
            "4:10 missing-slot"
        ),
        Snippet(
            "A broken condition brings no other mistakes",
            "title: T\nslots: { a: { type: text, ask: What?, optional: true } }\n"
                + "steps:\n  - ask: a\n  - if: fliled(a)\n    then: { say: \"{a}\" }",
            "5:9 unknown-function"
        ),
        Snippet("A step that is a text", "title: T\nsteps:\n  - Hi", "3:5 wrong-kind"),
        Snippet(
            "A form that names no slots, which are read behind it",
            "title: T\nslots: { a: { type: number, ask: A? } }\nsteps:\n  - form: F\n  - say: \"{a}\"",
            "4:5 missing-key"
        ),
        Snippet(
            "A step beside a condition that belongs under it",
            "title: T\nsteps:\n  - if: today > date(\"2026-01-01\")\n    handoff: desk\n  - say: Hi",
            "3:5 missing-key",
            "4:5 two-steps"
        ),
        Snippet(
            "Two steps in one",
            "title: T\nsteps:\n  - say: Hi\n    end: done\n    handoff: desk",
            "4:5 two-steps"
        ),
        Snippet(
            "A sign-in where nobody can sign in",
            in: "sign_in.yaml",
            "title: T\nverified: true\nsteps:\n  - say: Hi",
            "2:1 not-here",
            "3:1 no-sign-in"
        ),
        Snippet("No way to sign in", "title: T\nsteps:\n  - sign_in: now", "3:14 wrong-value"),
        Snippet("A link from nowhere", "title: T\nsteps:\n  - sign_in: link", "3:5 missing-key"),
        Snippet(
            "A code that anybody may read",
            "title: T\nslots: { code: { type: digits, ask: Code? } }\n"
                + "steps:\n  - { sign_in: code, ask: code, call: pets.mine }",
            "2:16 missing-key",
            "4:27 open-code",
            "4:39 wrong-gives"
        ),
        Snippet(
            "Signing in where one is signed in",
            "title: T\nverified: true\nsteps:\n  - sign_in: channel",
            "4:5 signs-in-already"
        ),
        Snippet(
            "A channel that asks",
            "title: T\nsteps:\n  - { sign_in: channel, call: pets.mine }",
            "3:25 unused-key"
        ),
        Snippet("A wait for nothing", "title: T\nsteps:\n  - wait: soon", "3:11 wrong-value"),
        Snippet(
            "A wait for two things",
            "title: T\nsteps:\n  - wait: { until: now, event: a }",
            "3:11 wrong-value"
        ),
        Snippet(
            "Time that does not come",
            "title: T\nsteps:\n  - { wait: 2h, else: { say: Hi } }",
            "3:17 unused-key"
        ),
        Snippet(
            "Paying words",
            "title: T\nsteps:\n  - { pay: Please, amount: \"'5'\", else: { say: Hi } }",
            "3:29 wrong-type"
        ),
        Snippet(
            "Paying without a way out",
            "title: T\nsteps:\n  - { pay: Please, amount: 'money(5, \"USD\")' }",
            "3:5 missing-key"
        ),
        Snippet("Two equal texts", "title: T\nsteps:\n  - say: Hi\n  - say: Hi", "4:5 same-step"),
        Snippet(
            "Two equal labels",
            "title: T\nsteps:\n  - { say: Hi, label: a }\n  - { say: Ho, label: a }",
            "4:16 same-label"
        ),
        Snippet(
            "A repeat without an end",
            "title: T\nsteps:\n  - repeat: 'true'\n    steps: [{ say: Hi }]",
            "3:5 missing-key"
        ),
        Snippet(
            "A repeat that is too long",
            "title: T\nsteps:\n  - { repeat: 'true', at_most: 1000, steps: [{ say: Hi }] }",
            "3:32 wrong-value"
        ),
        Snippet(
            "A step behind the end",
            "title: T\nsteps:\n  - end: resolved\n  - say: Hi\n  - say: Ho",
            "4:5 unreachable"
        ),
        Snippet(
            "A step behind a branch that always ends",
            "title: T\nsteps:\n  - if: hours.open\n    then: { handoff: desk }\n    else: { end: closed }\n  - say: Hi",
            "6:5 unreachable"
        ),
        Snippet("A handoff to nobody", "title: T\nsteps:\n  - handoff: dest", "3:14 unknown-queue"),
        Snippet("An unknown action", "title: T\nsteps:\n  - call: pets.al", "3:11 unknown-action"),
        Snippet(
            "A call without patience",
            "title: T\nsteps:\n  - call: pets.slow",
            "3:11 unsafe-call"
        ),
        Snippet(
            "A call without a way out",
            "title: T\nsteps:\n  - call: pets.risky",
            "3:11 unsafe-call"
        ),
        Snippet(
            "A call with one way out of three",
            "title: T\nsteps:\n  - call: pets.risky\n    else: { refused: { say: No } }",
            "3:11 unsafe-call"
        ),
        Snippet(
            "A verified action for anybody",
            "title: T\nsteps:\n  - call: pets.mine",
            "3:11 not-verified"
        ),
        Snippet(
            "A missing argument",
            "title: T\nsteps:\n  - call: pets.find",
            "3:5 missing-argument"
        ),
        Snippet(
            "An unknown argument",
            "title: T\nsteps:\n  - call: pets.all\n    with: { id: 'channel' }",
            "4:13 unknown-argument"
        ),
        Snippet(
            "An argument of the wrong type",
            "title: T\nsteps:\n  - call: pets.find\n    with: { id: today }",
            "4:17 wrong-type"
        ),
        Snippet(
            "An argument that may be empty",
            "title: T\nsteps:\n  - call: pets.find\n    with: { id: contact.subject }",
            "4:17 may-be-empty"
        ),
        Snippet(
            "An action that gives nothing",
            "title: T\nverified: true\nsteps:\n  - call: pets.mine\n    into: x",
            "5:11 gives-nothing"
        ),
        Snippet(
            "A topic that is not there",
            "title: T\nsteps:\n  - run: identity",
            "3:10 unknown-topic"
        ),
        Snippet("A topic that runs itself", "title: T\nsteps:\n  - run: t", "3:10 run-cycle"),
        Snippet("An end without a name", "title: T\nsteps:\n  - end: All done", "3:10 wrong-value"),
        Snippet(
            "A link without address",
            "title: T\nsteps:\n  - say: Hi\n    link: { title: Here }",
            "4:11 missing-key"
        ),
    ]

    static let names = [
        Snippet(
            "A name that is not there",
            "title: T\nsteps:\n  - say: \"Hi {nmae}\"",
            "3:15 unknown-name"
        ),
        Snippet(
            "A name that hides another",
            "title: T\nsteps:\n  - set: { today: '1' }",
            "3:12 hidden-name"
        ),
        Snippet(
            "A slot that hides a name",
            "title: T\nslots:\n  now: { type: text, ask: What? }\nsteps: [{ say: Hi }]",
            "3:3 hidden-name"
        ),
        Snippet(
            "A name that is a slot's",
            "title: T\nslots: { a: { type: text, ask: What? } }\nsteps:\n  - ask: a\n  - set: { a: '1' }",
            "5:12 name-taken"
        ),
        Snippet(
            "A name that changes its type",
            "title: T\nsteps:\n  - set: { a: '1' }\n  - set: { a: today }",
            "4:12 type-changed"
        ),
        Snippet(
            "A name known on one way only",
            "title: T\nsteps:\n  - if: hours.open\n    then: { set: { a: '1' } }\n  - say: \"{a}\"",
            "5:12 may-be-empty"
        ),
        Snippet(
            "A name that is no name",
            "title: T\nsteps:\n  - set: { Ab: '1' }",
            "3:12 bad-name"
        ),
        Snippet(
            "A slot read before it was asked",
            "title: T\nslots: { a: { type: text, ask: What? } }\nsteps:\n  - say: \"{a}\"\n  - ask: a",
            "4:12 may-be-empty"
        ),
        Snippet(
            "A slot asked on one way only",
            "title: T\nslots: { a: { type: text, ask: What? } }\nsteps:\n  - if: hours.open\n    then: { ask: a }\n  - say: \"{a}\"",
            "6:12 may-be-empty"
        ),
        Snippet(
            "An optional slot read as if it were there",
            "title: T\nslots: { a: { type: text, ask: What?, optional: true } }\nsteps:\n  - ask: a\n  - say: \"{a}\"",
            "5:12 may-be-empty"
        ),
        Snippet(
            "A conditional slot read as if it were there",
            "title: T\nslots: { a: { type: text, ask: What?, when: hours.open } }\nsteps:\n  - ask: a\n  - say: \"{a}\"",
            "5:12 may-be-empty"
        ),
        Snippet(
            "The answer behind a failure that goes on",
            "title: T\nsteps:\n  - call: pets.all\n    into: pets\n    else: { say: Sorry }\n  - say: \"{size(pets)}\"",
            "6:17 may-be-empty"
        ),
        Snippet(
            "A row that may not be there",
            "title: T\nsteps:\n  - call: pets.find\n    with: { id: channel }\n    into: pet\n  - say: \"{pet.title}\"",
            "6:12 may-be-empty"
        ),
        Snippet(
            "A slot that is not declared",
            "title: T\nslots: { card: { type: text, ask: What? } }\nsteps:\n  - ask: [card, crad]",
            "4:17 missing-slot"
        ),
        Snippet(
            "A slot that is never asked",
            "title: T\nslots:\n  a: { type: text, ask: What? }\nsteps: [{ say: Hi }]",
            "3:3 unused-slot"
        ),
        Snippet(
            "A comparison with an option that is not there",
            "title: T\nslots: { a: { type: choice, options: { x: X, y: Y }, ask: What? } }\nsteps:\n  - ask: a\n  - if: a == \"z\"\n    then: { say: Hi }",
            "5:14 unknown-option"
        ),
        Snippet(
            "A change of what was not asked",
            "title: T\nslots: { a: { type: text, ask: What? } }\nsteps:\n  - confirm: Sure?\n    change: [a]\n  - ask: a",
            "5:14 change-unasked"
        ),
        Snippet(
            "A secret in a text",
            "title: T\nslots: { a: { type: digits, length: 4, ask: What?, secure: true } }\nsteps:\n  - ask: a\n  - say: \"{a}\"",
            "5:10 secure-leak"
        ),
        Snippet(
            "A secret in a condition",
            "title: T\nslots: { a: { type: digits, length: 4, ask: What?, secure: true } }\nsteps:\n  - ask: a\n  - if: a == \"1\"\n    then: { say: Hi }",
            "5:9 secure-leak"
        ),
        Snippet(
            "A secret in an open argument",
            "title: T\nslots: { a: { type: digits, length: 4, ask: What?, secure: true } }\nsteps:\n  - ask: a\n  - call: pets.find\n    with: { id: a }",
            "6:17 secure-leak"
        ),
        Snippet(
            "A secret given away",
            "title: T\ngives: a\nslots: { a: { type: digits, length: 4, ask: What?, secure: true } }\nsteps:\n  - ask: a",
            "2:8 secure-leak"
        ),
    ]

    static let ways = [
        Snippet(
            "A no that goes on as a yes",
            "title: T\nsteps:\n  - confirm: Sure?\n    else: { say: Well }",
            "4:11 no-goes-on"
        ),
        Snippet(
            "A text of many SMS",
            "title: T\nsteps:\n  - say: \(String(repeating: "long ", count: 100))",
            "3:10 sms-long"
        ),
        Snippet(
            "A text that needs quotes",
            "title: T\nsteps:\n  - say: Note: this is it",
            "3:14 colon-in-text"
        ),
        Snippet(
            "A broken expression",
            "title: T\nsteps:\n  - if: 1 ==\n    then: { say: Hi }",
            "3:13 syntax"
        ),
        Snippet(
            "A condition that is a number",
            "title: T\nsteps:\n  - if: 1 + 1\n    then: { say: Hi }",
            "3:9 wrong-type"
        ),
    ]
}
