import Diagnostics
import Dialogue
import Proof
import Testing
import Topics
import Values

/// What breaks the way to a person, in bots that designers could write.
struct ProofTests {
    static let visit = """
        title: Book a visit
        examples: [I want to book a visit, make an appointment for me]
        slots:
          pet: { type: text, ask: What is it called? }
          day: { type: date, prefer: future, ask: Which day? }
        steps:
          - ask: [pet, day]
          - confirm: "{pet} on {day}?"
            change: [day]
          - end: resolved
        """

    /// A bot whose `bot.yaml` begins with a name and a queue, of which all is well.
    static func load(
        _ lines: String = "",
        queues: String = "queues: { desk: { title: the desk } }",
        _ topics: [String: String] = ["visit": visit]
    ) -> (BotDefinition?, [Diagnostic]) {
        var files = [BotFile(path: "bot.yaml", text: "name: Test\n\(queues)\n\(lines)\n")]
        for (id, text) in topics { files.append(BotFile(path: "\(id).yaml", text: text)) }
        return BotLoader.load(files: files)
    }

    static func proof(
        _ lines: String = "",
        queues: String = "queues: { desk: { title: the desk } }",
        _ topics: [String: String] = ["visit": visit]
    ) throws -> Proof {
        let (definition, diagnostics) = load(lines, queues: queues, topics)
        let errors = diagnostics.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors)")
        let bot = Bot(try #require(definition), articles: [])
        return Proof(of: bot, at: start)
    }

    /// Monday 2 March 2026, ten in the morning in London.
    static let start = Timestamp(seconds: 1_772_445_600)

    private func places(_ diagnostics: [Diagnostic]) -> [String] {
        diagnostics.filter { $0.severity == .error }
            .map { "\($0.location.file.path):\($0.location.line):\($0.location.column) \($0.code)" }
    }

    // MARK: What holds

    @Test(arguments: ["topics", "Tests/bots/clinic"])
    func `From every stage of a bot a person is reached`(folder: String) throws {
        let definition = try #require(BotLoader.load(folder: folder).bot)
        let proof = Proof(of: Bot(definition, articles: []), at: Self.start, .once)
        #expect(proof.findings.map(\.rendered) == [])
        #expect(Set(proof.rows.map(\.stage)) == Stages.of(definition))
    }

    @Test func `A small bot has the stages that its steps can wait at`() throws {
        let proof = try Self.proof()
        #expect(proof.findings.isEmpty)
        #expect(
            proof.rows.map(\.stage.description) == [
                "agent", "feedback", "nothing", "queue", "start_over", "unavailable",
                "which_resume", "which_topic", "change visit: confirm", "confirm visit: confirm",
                "question visit.day", "question visit.pet",
            ]
        )
    }

    private func row(_ stage: String, of proof: Proof) throws -> Proof.Row {
        try #require(proof.rows.first { $0.stage.description == stage })
    }

    @Test func `The ways from a stage are told: by word, by nonsense, by silence`() throws {
        let proof = try Self.proof("tries: 2\ntimers: { idle: 5m, expiry: 1h }")
        let day = try row("question visit.day", of: proof)
        #expect(day.words == ["agent"])
        #expect(day.nonsense.map(\.words) == ["a person after 2 messages"])
        #expect(
            day.silence.map(\.words) == ["a word after 5m, a word after 55m, closed after 5m"]
        )
        #expect(try row("question visit.pet", of: proof).nonsense == [.answer(after: 1)])
        #expect(try row("feedback", of: proof).nonsense == [.letGo(after: 2)])
        #expect(try row("agent", of: proof).words == [])
    }

    @Test func `Whose answers are refused each time gets a person too`() throws {
        let topic = """
            title: Book a visit
            examples: [I want to book a visit]
            slots:
              pet: { type: text, ask: What is it called?, check: [{ if: size(pet) < 99, say: More. }] }
            steps: [{ ask: pet }, { end: resolved }]
            """
        let pet = try row("question visit.pet", of: try Self.proof("", ["visit": topic]))
        #expect(pet.nonsense.map(\.words) == ["a person after 3 messages"])
    }

    @Test func `Whoever waits in line in vain is offered something else`() throws {
        let proof = try Self.proof("timers: { queue: 1m }")
        #expect(
            try row("queue", of: proof).silence.map(\.words) == [
                "a word after 1m, a word after 2m, a choice what to do after 4m"
            ]
        )
    }

    @Test func `Other words of a language stay well`() throws {
        let proof = try Self.proof(
            """
            languages: [es, ar, en]
            words: { agent: [recepción, "quiero que me llamen"] }
            """
        )
        #expect(proof.findings.map(\.rendered) == [])
        #expect(try row("nothing", of: proof).words == ["agente", "موظف", "agent"])
    }

    @Test func `Queues that are open at different times are each proven in their hours`() throws {
        let proof = try Self.proof(
            queues: """
                queues: { day: { title: day, hours: "mon-fri 09:00-12:00" }, night: { title: night, hours: "sat 20:00-22:00" } }
                """,
            ["visit": Self.visit + "\nqueue: night"]
        )
        #expect(proof.findings.map(\.rendered) == [])
        #expect(proof.rows.count == 12)
    }

    @Test func `A word for a person may be one for a call-back where that is on offer`() throws {
        #expect(try Self.proof("words: { agent: [call me back] }").findings.isEmpty)
    }

    @Test(arguments: ["de", "ja", "ru", "zh-Hant"])
    func `A language of which the product knows nothing has its way too`(tag: String) throws {
        let proof = try Self.proof("languages: [en, \(tag)]")
        #expect(proof.findings.map(\.rendered) == [])
        #expect(try row("question visit.day", of: proof).nonsense == [.person(after: 3)])
    }

    // MARK: What breaks it

    @Test(arguments: [
        Break(
            "A word for a person that means something else",
            "words: { cancel: [human] }",
            "bot.yaml:3:10 person-word"
        ),
        Break(
            "A word of the bot's own for a person that is a word of consent",
            "channels: [sms]\nwords: { agent: [unsubscribe] }",
            "bot.yaml:4:10 person-word"
        ),
        Break(
            "A word that is one of consent on one channel only",
            "words: { agent: [end] }",
            "bot.yaml:3:10 person-word"
        ),
        Break(
            "A hand-off without a word",
            "house: { handoff: ' ' }\ntimers: { idle: 5m }",
            "bot.yaml:3:10 no-words"
        ),
        Break(
            "A way to a person that has no words",
            "house: { person: '' }",
            "bot.yaml:3:10 no-words"
        ),
        Break(
            "A promise to call back that cannot be read",
            "house: { unavailable_callback: ' ' }",
            "bot.yaml:3:10 no-words"
        ),
        Break(
            "Options with nothing said before them",
            "house: { unavailable: '' }",
            "bot.yaml:3:10 no-words"
        ),
        Break(
            "Two ways that are called the same",
            "house: { unavailable_callback: Go on, unavailable_back: go on }",
            "bot.yaml:3:39 same-way"
        ),
        Break(
            "A promise to call back that is a word of consent, written",
            "channels: [sms]\nhouse: { unavailable_callback: Stop }",
            "bot.yaml:4:10 person-word"
        ),
        Break(
            "A person who is called like a word of consent",
            "channels: [web, sms]\nhouse: { person: Quit }",
            "bot.yaml:4:10 person-word"
        ),
        Break(
            "A way back that is called like a person",
            "house: { unavailable_back: Agent }",
            "bot.yaml:3:10 person-word"
        ),
    ])
    func `breaks the proof where it stands`(mistake: Break) throws {
        let proof = try Self.proof(mistake.lines)
        #expect(places(proof.findings) == [mistake.found])
        #expect(!proof.holds)
        for finding in proof.findings { #expect(finding.hint != nil) }
    }

    struct Break: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let lines: String
        let found: String

        init(_ name: String, _ lines: String, _ found: String) {
            testDescription = name
            self.lines = lines
            self.found = found
        }
    }

    @Test func `A queue of which nobody is ever there breaks it`() throws {
        let days = (0..<53).map { CivilDate(daysSinceEpoch: 20_518 + 7 * $0).description }
        let proof = try Self.proof(
            "calendar: { holidays: [\(days.joined(separator: ", "))] }",
            queues: "queues: { desk: { title: the desk, hours: 'fri 09:00-17:00' } }"
        )
        #expect(places(proof.findings).contains("bot.yaml:2:11 never-open"))
    }

    @Test func `A word that only one language loses is found in that language`() throws {
        let proof = try Self.proof("languages: [en, es]\nwords: { back: [persona] }")
        #expect(places(proof.findings) == ["bot.yaml:4:10 person-word"])
        #expect(proof.findings[0].message.contains("'back'"))
    }

    @Test func `A word that is left empty in a translation is found`() throws {
        let proof = try Self.proof(
            """
            languages: [en, es]
            house: { handoff: "{language == 'es' ? '' : 'A colleague comes.'}" }
            """
        )
        #expect(places(proof.findings) == ["bot.yaml:4:10 no-words"])
        #expect(proof.findings[0].message.contains("'es'"))
    }

    @Test func `A case that only hands over leads back to where nobody is`() throws {
        let contact = """
            title: Contact us
            examples: [let me contact you]
            steps: [{ say: One moment. }, { handoff: desk }]
            """
        let proof = try Self.proof("case_topic: contact", ["contact": contact])
        #expect(places(proof.findings) == ["bot.yaml:3:1 dead-end"])
        #expect(proof.findings[0].message.contains("'contact'"))
    }

    // MARK: What no file can say, and the program must not do

    @Test func `Tries without end are found where a bot could have them`() throws {
        var definition = try #require(Self.load().0)
        definition.tries = 500
        let proof = Proof(of: Bot(definition, articles: []), at: Self.start, .once)
        #expect(Set(proof.findings.map(\.code)) == ["no-person"])
        #expect(places(proof.findings).contains("visit.yaml:7:5 no-person"))
        #expect(places(proof.findings).contains("bot.yaml:1:1 no-person"))
    }

    // MARK: What the loader refuses already

    @Test(arguments: [
        ("tries: 500", "3:8"), ("queues: {}", ""), ("case_topic: nobody", "3:13"),
    ])
    func `Tries without end and cases for nobody do not load`(
        lines: String,
        place: String
    ) throws {
        let (definition, diagnostics) = Self.load(lines)
        #expect(definition == nil)
        #expect(places(diagnostics).contains { $0.contains(place) })
    }

    @Test(arguments: [
        "steps: [{ ask: why }]\nslots: { why: { type: text, ask: Why? } }",
        "steps: [{ handoff: nobody }]",
        "steps: [{ wait: 2h }]",
    ])
    func `A topic for a person that asks, waits or leads to nobody does not load`(
        steps: String
    ) throws {
        let (definition, diagnostics) = Self.load("", ["agent": "title: A person\n\(steps)"])
        #expect(definition == nil)
        #expect(!places(diagnostics).isEmpty)
    }

    @Test(arguments: ["wait: { event: done }", "call: nothing.known", "wait: soon"])
    func `A step without an end does not load`(step: String) throws {
        let topic = "title: Wait\nexamples: [wait for me]\nsteps: [{ \(step) }]"
        let (definition, diagnostics) = Self.load("", ["waits": topic])
        #expect(definition == nil)
        #expect(!places(diagnostics).isEmpty)
    }

    // MARK: What is proven without sample values

    @Test func `A stage is proven whatever its conditions and its rows are`() throws {
        let topic = """
            title: A ride
            examples: [book a ride for me]
            slots:
              to: { type: choice, options: { home: Home, work: Work }, ask: Where to? }
              bags: { type: number, ask: How many bags?, check: [{ if: bags < 900, say: More. }] }
              stop: { type: choice, from: 'hours.locations.filter(p, p.id == "none")', ask: Which? }
              fare: { type: money, when: to == "home", ask: Which fare? }
            steps:
              - ask: [to, bags, stop]
              - if: 'bags > 5000 && to == "work"'
                then:
                  - ask: [fare]
                  - wait: { until: 'timestamp("2001-01-01T00:00:00Z")' }
                  - confirm: "{bags / (bags - bags)} bags?"
            """
        let proof = try Self.proof("", ["ride": topic])
        #expect(proof.findings.map(\.rendered) == [])
        #expect(
            proof.rows.compactMap { $0.stage.topic == nil ? nil : $0.stage.description } == [
                "change ride", "confirm ride: confirm",
                "event ride: wait timestamp(\"2001-01-01T00:00:00Z\")",
                "question ride.bags",
                "question ride.fare", "question ride.stop", "question ride.to",
            ]
        )
    }
}
