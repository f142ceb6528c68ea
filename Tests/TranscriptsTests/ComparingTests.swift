import BotRuntime
import Diagnostics
import Dialogue
import Records
import Testing
import Topics
import Transcripts
import Values

/// `botsim test --against`: what a bot does otherwise than its version before.
@Suite struct ComparingTests {
    /// Compares two versions of a topic in some conversations.
    private func report(
        _ change: (String) -> String,
        _ conversations: String...
    ) throws -> BehaviourReport {
        let (before, after) = (try runner(Self.topic), try runner(change(Self.topic)))
        var report = BehaviourReport()
        for text in conversations {
            let transcript = try Florist.transcript(text)
            report.add(
                transcript,
                before: before.run(transcript),
                after: after.run(transcript)
            )
        }
        return report
    }

    private func runner(_ topic: String) throws -> TranscriptRunner {
        let (loaded, diagnostics) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: Self.settings),
            BotFile(path: "actions.yaml", text: Self.actions),
            BotFile(
                path: "records/orders.yaml",
                text: "columns: { id: text, kind: text }\nrows: []"
            ),
            BotFile(path: "order.yaml", text: topic),
        ])
        try #require(diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        let definition = try #require(loaded)
        return TranscriptRunner(bot: Bot(definition, articles: [])) { now in
            try RecordsBackEnd(definition: definition, now: now)
        }
    }

    private static let whole = "> order a pizza\n> large\n> yes"

    @Test func `The same bot does the same`() throws {
        let lines = try report({ $0 }, Self.whole, "> agent").lines
        #expect(lines == ["0 of 2 transcripts change"])
    }

    @Test func `Other words are told apart from everything else, with both sides`() throws {
        let lines = try report(
            { $0.replacing("Which size?", with: "What size?") },
            Self.whole,
            "> agent"
        ).lines
        #expect(
            lines == [
                "1 of 2 transcripts change: 1 only in wording",
                "",
                "only in wording:",
                "  a.chat:1",
                "    - < Which size?",
                "    -   1 Small",
                "    -   2 Large",
                "    + < What size?",
                "    +   1 Small",
                "    +   2 Large",
            ]
        )
    }

    @Test func `A question more and one less are counted`() throws {
        let more = { (topic: String) in
            topic.replacing("- ask: size", with: "- ask: [size, dip]")
        }
        #expect(try report(more, Self.whole).lines[0].contains("1 asks more"))
        let less = { (topic: String) in
            topic.replacing("  - confirm: \"{size.title}?\"\n", with: "")
        }
        #expect(try report(less, Self.whole).lines[0].contains("1 asks less"))
    }

    @Test func `A person who comes earlier, later, anew or no more is told`() throws {
        func first(_ change: (String) -> String, _ text: String) throws -> String {
            try report(change, text).lines[0]
        }
        let never = "> order a pizza\n> hmpf\n> grmbl\n> brrr\n> xxyz"
        #expect(
            try first({ $0.replacing("tries: 3", with: "tries: 2") }, never)
                .contains("1 reaches a person earlier")
        )
        #expect(
            try first({ $0.replacing("tries: 3", with: "tries: 4") }, never)
                .contains("1 reaches a person later")
        )
        #expect(
            try first({ $0.replacing("tries: 3", with: "tries: 5") }, never)
                .contains("1 reaches no person any more")
        )
        #expect(
            try first({ $0.replacing("- end: resolved", with: "- handoff: desk") }, Self.whole)
                .contains("1 reaches a person and did not")
        )
    }

    @Test func `Calls that are added, dropped or made otherwise are told, and other endings`()
        throws
    {
        func first(_ change: (String) -> String) throws -> String {
            try report(change, Self.whole).lines[0]
        }
        let call = "  - call: orders.place\n    with: { kind: size.id }\n"
        #expect(try first { $0.replacing(call, with: "") }.contains("1 makes a call less"))
        #expect(
            try first {
                $0.replacing(
                    call,
                    with: call + call.replacing("- call", with: "- label: b\n    call")
                )
            }
            .contains("1 makes another call")
        )
        #expect(
            try first { $0.replacing("kind: size.id", with: "kind: size.title") }
                .contains("1 calls with other arguments")
        )
        #expect(
            try first { $0.replacing("end: resolved", with: "end: ordered") }
                .contains("1 ends otherwise")
        )
    }

    @Test func `Programs read the same`() throws {
        let json = try report({ $0.replacing("Which size?", with: "What size?") }, Self.whole).json
        #expect(json["changed"] == 1)
        #expect(json["changes"]?.array?.first?["kind"] == "wording")
        #expect(json["changes"]?.array?.first?["line"] == 1)
    }

    private static let settings = """
        name: Pizza
        channels: [sms]
        queues: { desk: { title: the desk } }
        simulator: { contact: "+14155550101" }
        """

    private static let actions = """
        orders.place:
          within: 5s
          else: { handoff: desk }
          takes: { kind: text }
          records: { table: orders, insert: { id: "new_id('P')", kind: takes.kind } }
        """

    private static let topic = """
        title: Order a pizza
        examples: [order a pizza, I am hungry, bring me something to eat]
        slots:
          size:
            type: choice
            tries: 3
            options:
              small: { title: Small }
              large: { title: Large }
            ask: Which size?
          dip: { type: text, ask: Which dip? }
        steps:
          - ask: size
          - confirm: "{size.title}?"
          - call: orders.place
            with: { kind: size.id }
          - say: It is in the oven.
          - end: resolved
        """
}
