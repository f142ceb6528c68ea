import Diagnostics
import Testing
import Topics

@Suite struct `What check warns about` {
    /// The warnings of a small bot, as `line:column code`.
    private func warnings(_ files: [String: String]) -> [String] {
        let (_, diagnostics) = SmallBot.load(files)
        for diagnostic in diagnostics { #expect(diagnostic.hint != nil, "\(diagnostic)") }
        return places(diagnostics)
    }

    private func choice(_ options: String) -> String {
        """
        title: T
        slots:
          what:
            type: choice
            ask: What?
            options: { \(options) }
        steps: [{ ask: what }]
        """
    }

    // MARK: Options

    @Test func `An option that begins another's name is confused with it`() {
        let text = choice("a: Lost, b: { title: Lost and found }")
        #expect(warnings(["t.yaml": text]) == ["6:19 options-overlap"])
    }

    @Test func `A synonym that begins another's name is confused with it`() {
        let text = choice("a: { title: Morning, also: [early] }, b: Early afternoon")
        #expect(warnings(["t.yaml": text]) == ["6:44 options-overlap"])
    }

    @Test(arguments: [
        "a: Large, b: Extra large", "a: Lost, b: Stolen", "a: Cat, b: Category five",
        "a: { title: Visa Gold, also: [gold] }, b: { title: Visa Silver, also: [silver] }",
    ])
    func `Options that nobody confuses are silent`(options: String) {
        #expect(warnings(["t.yaml": choice(options)]) == [])
    }

    // MARK: Texts

    @Test(arguments: [
        ("Which {{pet.title}}?", ["6:17 foreign-braces"]),
        ("Which {{ pet }} is it?", ["6:17 foreign-braces"]),
        ("The ${pet.title}?", ["6:15 foreign-braces"]),
        ("So ${size(pet.id)}?", []),
        ("Write {{like this}}, {pet.title}", []),
    ])
    func `A hole as other tools write it is named`(text: String, found: [String]) {
        let topic = """
            title: T
            slots:
              pet: { type: choice, ask: Which?, options: { cat: Cat, dog: Dog } }
            steps:
              - ask: pet
              - say: "\(text)"
            """
        #expect(warnings(["t.yaml": topic]) == found)
    }

    @Test func `A slot that is asked only once it is answered is named`() {
        let topic = """
            title: T
            slots:
              pet: { type: yesno, ask: One?, when: pet == true }
            steps: [{ ask: pet }, { end: resolved }]
            """
        #expect(warnings(["t.yaml": topic]) == ["3:40 constant-condition"])
    }

    @Test func `A default language that nobody prepared says what it lacks`() {
        let (_, diagnostics) = SmallBot.load([
            "bot.yaml": "languages: [fr, en]\nwords: { yes: [oui], no: [non] }\n" + SmallBot.bot
        ])
        #expect(places(diagnostics) == ["1:13 few-words"])
        #expect(diagnostics.first?.message.contains("'words' lacks agent, cancel, back") == true)
        #expect(diagnostics.first?.message.contains("'house' are in English") == true)
    }

    // MARK: Examples

    @Test func `An example that another topic would take is named`() {
        let files = [
            "loss.yaml": """
            title: Loss
            examples: [I lost my parcel, my parcel was lost, the parcel is gone]
            steps: [{ say: Oh. }]
            """,
            "party.yaml": """
            title: Party
            examples: [a birthday cake please, balloons for a party, my parcel was lost yesterday]
            steps: [{ say: Oh. }]
            """,
        ]
        #expect(warnings(files) == ["2:58 example-elsewhere"])
    }

    @Test func `Topics of one subject are silent`() {
        let files = [
            "send.yaml": """
            title: Send
            examples: [send a parcel, ship a package for me, post a parcel to my mother]
            steps: [{ say: Oh. }]
            """,
            "find.yaml": """
            title: Find
            examples: [where is my parcel, track a package, has my parcel arrived]
            steps: [{ say: Oh. }]
            """,
        ]
        #expect(warnings(files) == [])
    }

    @Test(arguments: [
        "go back", "thanks", "talk to the manager please agent", "STOP", "help me",
        "I want to kill myself",
    ])
    func `An example that an earlier rule takes never starts its topic`(example: String) {
        let text = "title: T\nexamples: [\(example), order a cake]\nsteps: [{ say: Oh. }]"
        let found = warnings(["t.yaml": text])
        // Words inside a sentence that only may mean a person are left to the topic.
        #expect(found == (example.hasPrefix("talk") ? [] : ["2:12 example-is-control"]))
    }

    // MARK: Questions

    @Test(arguments: [
        "What is your name and when were you born?", "Where is it? Since when?",
        "Which day suits you, and how many of you will come?",
    ])
    func `Two questions in one are told apart`(question: String) {
        #expect(warnings(["t.yaml": asking(question)]) == ["6:10 two-questions"])
    }

    @Test(arguments: [
        "What is your name?", "When and where did it happen?", "Salt and pepper?",
        "Lost it? No worries. Please describe what and how much it was.",
        "Your account: {channel == \"sms\" ? \"a\" : \"b\"}. Is that right?",
    ])
    func `One question is silent`(question: String) {
        #expect(warnings(["t.yaml": asking(question.replacing("? No", with: "! No"))]) == [])
    }

    private func asking(_ question: String) -> String {
        """
        title: T
        steps: [{ ask: it }]
        slots:
          it:
            type: text
            ask: '\(question)'
        """
    }

    // MARK: Promises

    @Test(arguments: [
        "I've sent the parcel.", "We have already cancelled it.", "Done, it is on its way.",
        "Your visit has been booked.",
    ])
    func `A promise before the call that keeps it is named`(text: String) {
        #expect(warnings(["t.yaml": calling(before: text)]) == ["3:5 promise-before-deed"])
    }

    @Test(arguments: [
        "I'm sending the parcel now.", "I have not sent it yet.", "Have you sent it?",
        "I have your address.",
    ])
    func `A text that claims no deed is silent`(text: String) {
        #expect(warnings(["t.yaml": calling(before: text)]) == [])
    }

    @Test func `A promise behind its call, or on a way without one, is silent`() {
        let text = """
            title: T
            slots: { sure: { type: yesno, ask: Sure? } }
            steps:
              - ask: sure
              - if: sure
                then:
                  - say: I have cancelled it.
                  - end: resolved
              - call: pets.rename
                with: { id: "'a'", title: "'b'" }
              - say: I've sent the parcel.
            """
        #expect(warnings(["t.yaml": text]) == [])
    }

    private func calling(before text: String) -> String {
        """
        title: T
        steps:
          - say: "\(text)"
          - call: pets.rename
            with: { id: "'a'", title: "'b'" }
        """
    }

    // MARK: Names and declarations

    @Test func `A name that nothing reads is named`() {
        let text = """
            title: T
            takes: { seen: text, unseen: text }
            steps:
              - set: { read: "1 + 1", unread: seen }
              - call: pets.all
                into: pets
              - say: "{read}"
            """
        #expect(
            warnings(["t.yaml": text]) == [
                "2:22 unused-name", "4:27 unused-name", "6:11 unused-name",
            ]
        )
    }

    @Test func `What nothing uses is named where it is declared`() {
        let files = [
            "bot.yaml": "name: B\nqueues: { desk: { title: D }, attic: { title: A } }",
            "actions.yaml": """
            shapes: { used: { id: text }, spare: { id: text } }
            pets.all: { safe: true, within: 5s, else: { handoff: desk }, gives: list of used, records: { table: pets } }
            pets.none: { safe: true, within: 5s, else: { handoff: desk }, records: { table: pets } }
            """,
            "records/birds.yaml": "columns: { id: text }\nrows: []",
            "t.yaml": "title: T\nsteps: [{ call: pets.all, into: all }, { say: \"{size(all)}\" }]",
        ]
        let (_, diagnostics) = SmallBot.load(files)
        #expect(
            diagnostics.map { "\($0.location) \($0.code)" } == [
                "actions.yaml:1:31 unused-shape", "actions.yaml:3:1 unused-action",
                "bot.yaml:2:31 unused-queue", "records/birds.yaml:1:1 unused-table",
            ]
        )
    }

    // MARK: Conditions

    @Test(
        arguments: [
            ("if: 1 < 2, then: { say: A }", "constant-condition"),
            ("if: 1 > 2, then: { say: A }", "constant-condition"),
            ("if: \"size(pet.id) >= 0 || true\", then: { say: A }", "constant-condition"),
            ("if: pet == \"cat\" || pet == \"dog\", then: { say: A }", "constant-condition"),
            ("if: pet == \"cat\", then: { say: A }, else: { say: B }", nil),
            (
                "if: pet == \"cat\", then: { say: A }, elif: [{ if: pet  == \"cat\", then: { say: B } }]",
                "same-condition"
            ),
            (
                "if: pet == \"cat\", then: { say: A }, elif: [{ if: pet == \"dog\", then: { say: B } }], else: { say: C }",
                "unreached"
            ),
            (
                "if: pet == \"cat\" || sure, then: { say: A }, elif: [{ if: pet == \"cat\" && sure, then: { say: B } }]",
                "unreached"
            ),
            (
                "if: now > timestamp(\"2026-01-01T00:00:00Z\"), then: { say: A }, else: { say: B }",
                nil
            ),
            (
                "repeat: pet == \"cat\" && pet == \"dog\", at_most: 3, steps: { say: A }",
                "constant-condition"
            ),
        ] as [(String, String?)]
    )
    func `A condition that decides nothing is named`(step: String, code: String?) {
        let text = """
            title: T
            slots:
              pet: { type: choice, options: { cat: Cat, dog: Dog }, ask: Which? }
              sure: { type: yesno, ask: Sure? }
            steps:
              - ask: [pet, sure]
              - { \(step) }
            """
        let found = warnings(["t.yaml": text]).compactMap { $0.split(separator: " ").last }
        #expect(found.map(String.init) == (code.map { [$0] } ?? []))
    }

    @Test(arguments: [
        ("type: digits, length: 4..6", "size(it) < 4", true),
        ("type: digits, length: 4..6", "size(it) > 4", false),
        ("type: yesno", "it == true || it == false", true),
        ("type: choice, options: { a: A, b: B }", "it == \"a\"", false),
        ("type: date", "it > today", false),
    ])
    func `A rule that no answer can break is named`(type: String, rule: String, isNamed: Bool) {
        let text = """
            title: T
            slots:
              it: { \(type), ask: What?, check: { if: '\(rule)', say: No. } }
            steps: [{ ask: it }]
            """
        #expect(warnings(["t.yaml": text]).count == (isNamed ? 1 : 0))
    }

    // MARK: The house

    @Test(arguments: [
        "Hello, I'm Max.", "Welcome to our shop!", "Hola, soy Ana.", "Hallo, hier ist Tim.",
    ])
    func `A greeting that hides the bot is named`(greeting: String) {
        let bot = SmallBot.bot + "\nhouse: { greeting: \"\(greeting)\" }"
        #expect(warnings(["bot.yaml": bot]).contains("3:20 undisclosed"))
    }

    @Test(arguments: [
        "Hello, I'm an automated assistant.", "Hi! Max the bot here.", "Hola, soy un bot.",
        "Soy su asistente virtual.", "Ich bin ein Chatbot.", "مرحبا، أنا مساعد آلي.",
        "Bonjour, je suis un assistant virtuel.", "こんにちは、自動応答です。", "I am an AI.",
    ])
    func `A greeting that names the bot is silent`(greeting: String) {
        let bot = SmallBot.bot + "\nhouse: { greeting: \"\(greeting)\" }"
        #expect(!warnings(["bot.yaml": bot]).contains { $0.hasSuffix("undisclosed") })
    }

    // MARK: Allowing

    @Test func `What is allowed on its line, or on the line above, is silent`() {
        let text = """
            title: T
            steps:
              - set: { one: "1" }   # allow: unused-name (the desk wants it)
              # allow: unused-name
              - set: { two: "2" }
              - set: { three: "3" }
            """
        #expect(warnings(["t.yaml": text]) == ["6:12 unused-name"])
    }

    @Test func `An allowance that allows nothing, and a code that is none, are told`() {
        let text = """
            title: T
            steps:
              - say: One   # allow: unused-name
              - say: Two   # allow: unsued-name
            """
        #expect(warnings(["t.yaml": text]) == ["3:16 needless-allow", "4:16 needless-allow"])
    }

    @Test func `An error is not allowed away`() {
        let text = "title: T\nsteps:\n  - say: \"{x}\"   # allow: unknown-name"
        #expect(warnings(["t.yaml": text]).contains { $0.hasSuffix("unknown-name") })
    }
}
