import Diagnostics
import Expressions
import Testing
import Topics

@Suite struct `What is known along the steps of a topic` {
    /// Topics that say nothing wrong.
    @Test(arguments: [
        Snippet(
            "A name filled on both ways is filled",
            """
            title: T
            steps:
              - if: hours.open
                then: { set: { a: "'open'" } }
                else: { set: { a: "'closed'" } }
              - say: "{a}"
            """
        ),
        Snippet(
            "A way that ends does not count",
            """
            title: T
            slots: { a: { type: text, ask: What? } }
            steps:
              - if: hours.open
                then: { ask: a }
                else: [{ handoff: desk }]
              - say: "{a}"
            """
        ),
        Snippet(
            "A failure that hands over leaves the answer filled",
            """
            title: T
            steps:
              - call: pets.all
                into: pets
                else: { refused: { end: sorry }, failed: { handoff: desk }, unknown: { handoff: desk } }
              - say: "{size(pets)}"
            """
        ),
        Snippet(
            "A condition narrows what may be empty",
            """
            title: T
            slots: { a: { type: date, ask: When?, optional: true } }
            steps:
              - ask: a
              - if: filled(a) && a > today
                then: { say: "{a.long()}" }
              - if: "!filled(a)"
                then: { say: None }
                elif: [{ if: hours.open, then: { say: "Open {a.long()}" } }]
                else: { say: "Closed {a.long()}" }
            """
        ),
        Snippet(
            "What is empty ends the topic, so it is filled behind",
            """
            title: T
            steps:
              - call: pets.find
                with: { id: channel }
                into: pet
              - if: "!filled(pet)"
                then: { end: none }
              - say: "{pet.title}"
            """
        ),
        Snippet(
            "Rows give their columns to what reads the choice, wherever it stands",
            """
            title: T
            slots:
              day: { type: date, ask: When?, when: filled(pet.born) }
              pet: { type: choice, from: pets, ask: Which? }
            steps:
              - { call: pets.all, into: pets }
              - ask: pet
              - ask: day
            """
        ),
        Snippet(
            "A round asks anew",
            """
            title: T
            slots: { more: { type: yesno, ask: More? }, what: { type: text, ask: What? } }
            steps:
              - repeat: "!filled(more) || more"
                at_most: 5
                steps:
                  - ask: [what, more]
                  - say: "{what}"
            """
        ),
        Snippet(
            "A default fills what is optional",
            """
            title: T
            slots: { a: { type: choice, options: { x: X, y: Y }, default: "'x'", ask: Which? } }
            steps:
              - ask: a
              - say: "{a.title}"
            """
        ),
        Snippet(
            "A secret goes where secrets go",
            """
            title: T
            slots: { pin: { type: digits, length: 4, ask: PIN?, secure: true, check: [{ if: size(pin) > 4, say: No. }] } }
            steps:
              - ask: pin
              - call: pets.pay
                with: { pin }
            """
        ),
        Snippet(
            "Steps that leave nothing behind may be alike",
            """
            title: T
            steps:
              - if: hours.open
                then: [{ set: { a: '1' } }, { end: resolved }]
              - if: hours.open
                then: [{ set: { a: '2' } }, { end: resolved }]
            """
        ),
        Snippet(
            "Found articles are rows to choose from",
            """
            title: T
            slots: { which: { type: choice, from: found, ask: Which? } }
            steps:
              - { search: moving house, into: found, else: { end: nothing } }
              - ask: which
              - say: "{which.title}"
            """
        ),
        Snippet(
            "Many options are a list",
            """
            title: T
            slots: { a: { type: choice, options: { x: X, y: Y }, many: 1..2, ask: Which? } }
            steps:
              - ask: a
              - if: a.exists(o, o.id == "x")
                then: { say: X it is }
            """
        ),
    ])
    func `is used by what stands behind`(snippet: Snippet) {
        let (topic, diagnostics) = SmallBot.topic(snippet.text)
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        #expect(topic != nil)
    }

    @Test func `A topic gives a typed value to the one that runs it`() {
        let ask = """
            title: Ask
            takes: { greeting: text, more: optional text }
            gives: answer
            slots: { answer: { type: date, ask: "{greeting} When?" } }
            steps: [{ if: filled(more), then: { say: "{more}" } }, { ask: answer }]
            """
        let good = """
            title: T
            steps:
              - { run: ask, with: { greeting: channel }, into: day }
              - say: "{day.long()}"
            """
        #expect(SmallBot.load(["ask.yaml": ask, "t.yaml": good]).diagnostics.map(\.rendered) == [])
        let bad = good.replacing("day.long()", with: "day + 1")
        #expect(
            places(SmallBot.load(["ask.yaml": ask, "t.yaml": bad]).diagnostics)
                == ["4:16 wrong-type"]
        )
    }

    @Test func `A topic gives an empty value where one way leaves it empty`() {
        let ask = """
            title: Ask
            gives: answer
            slots: { answer: { type: date, ask: When? } }
            steps: [{ if: hours.open, then: { ask: answer } }]
            """
        let run = "title: T\nsteps:\n  - { run: ask, into: day }\n  - say: \"{day.long()}\"\n"
        #expect(
            places(SmallBot.load(["ask.yaml": ask, "t.yaml": run]).diagnostics)
                == ["4:12 may-be-empty"]
        )
    }

    @Test func `A circle of topics is told with its names`() {
        let files = ["a", "b", "c"].enumerated().map { index, name in
            (name + ".yaml", "title: \(name)\nsteps: [{ run: \(["b", "c", "a"][index]) }]")
        }
        let (_, diagnostics) = SmallBot.load(Dictionary(uniqueKeysWithValues: files))
        #expect(
            diagnostics.map(\.message) == ["topics run one another in a circle: a → b → c → a"]
        )
    }

    @Test func `Slots that wait for one another are told with the way around`() {
        let topic = """
            title: T
            slots:
              a: { type: number, ask: A?, when: filled(b) }
              b: { type: number, ask: B?, when: c == 1 }
              c: { type: number, ask: C?, when: a != null && a > 1 }
              d: { type: number, ask: D?, when: filled(e) }
              e: { type: number, ask: E?, when: filled(d), default: 2 }
              f: { type: number, ask: F?, optional: true, when: g == null }
              g: { type: number, ask: G?, when: f == null }
            steps:
              - ask: [a, b, c, d, e, f, g]
            """
        let (_, diagnostics) = SmallBot.load(["t.yaml": topic])
        #expect(places(diagnostics) == ["3:37 slot-cycle"])
        #expect(
            diagnostics.map(\.message) == [
                "'a' waits for 'b' waits for 'c' waits for 'a', so none of them is ever asked"
            ]
        )
    }

    @Test func `A broken topic does not break those that run it`() {
        let broken = "title: B\ngives: nothing\nsteps: [{ say: Hi }]"
        let run = "title: T\nsteps:\n  - { run: b, into: x }\n  - say: \"{x.y}\""
        let (_, diagnostics) = SmallBot.load(["b.yaml": broken, "t.yaml": run])
        #expect(diagnostics.map(\.location.file.path) == ["b.yaml"])
    }

    @Test func `Queues and actions are not missed where their files cannot be read`() {
        let topic =
            "title: T\nsteps:\n  - { call: x.y, into: z }\n  - say: \"{z.a}\"\n  - handoff: q"
        let (_, diagnostics) = SmallBot.load([
            "bot.yaml": "name: [", "actions.yaml": "a: [", "t.yaml": topic,
        ])
        #expect(Set(diagnostics.map(\.location.file.path)) == ["bot.yaml", "actions.yaml"])
    }
}
