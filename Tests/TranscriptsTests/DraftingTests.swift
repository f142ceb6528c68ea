import Diagnostics
import Dialogue
import Records
import Testing
import Topics
import Transcripts

/// `botsim test --coverage --write`: drafts of what no transcript goes through.
@Suite struct DraftingTests {
    private static let conversation = """
        > send a parcel
        > box
        > 2
        > tomorrow
        > ring twice
        > yes
        > 1234
        """

    private func drafted() throws -> (
        drafts: [Drafter.Draft], left: [CoverageGoal], before: CoverageReport, bot: Bot
    ) {
        let bot = try Courier().bot
        let runner = TranscriptRunner(bot: bot) { now in
            try RecordsBackEnd(definition: bot.definition, now: now)
        }
        let transcript = try Florist.transcript("@ only\n" + Self.conversation)
        let observer = CoverageObserver()
        let result = runner.run(transcript, observer: observer)
        var coverage = Coverage()
        coverage.add(observer.seen)
        let report = CoverageReport(coverage, of: bot)
        var drafter = Drafter(bot: bot, runner: runner)
        drafter.learn(transcript, result)
        let (drafts, left) = drafter.drafts(for: report.missing)
        return (drafts, left, report, bot)
    }

    @Test func `Nearly everything that is missing is drafted, each draft once`() throws {
        let (drafts, left, before, _) = try drafted()
        #expect(before.missing.count > 40)
        #expect(left.count * 10 < before.missing.count, "\(left.map(\.words))")
        #expect(Set(drafts.map(\.name)).count == drafts.count)
    }

    @Test func `A draft holds, is marked, and asserts facts alone`() throws {
        let (drafts, _, _, bot) = try drafted()
        let runner = TranscriptRunner(bot: bot) { now in
            try RecordsBackEnd(definition: bot.definition, now: now)
        }
        for draft in drafts {
            let transcript = try Florist.transcript(draft.text)
            #expect(!transcript.header.isReviewed)
            #expect(draft.text.contains("\n@ only\n"))
            #expect(!draft.text.contains("\n< "))
            #expect(runner.run(transcript).failures.map(\.rendered) == [], "\(draft.text)")
        }
    }

    @Test func `Reviewed, the drafts count for what was missing`() throws {
        let (drafts, left, before, bot) = try drafted()
        let runner = TranscriptRunner(bot: bot) { now in
            try RecordsBackEnd(definition: bot.definition, now: now)
        }
        var coverage = Coverage()
        for draft in drafts {
            let observer = CoverageObserver()
            let text = draft.text.replacing("      reviewed: no", with: "")
            _ = runner.run(try Florist.transcript(text), observer: observer)
            coverage.add(observer.seen)
        }
        let words = Set(left.map(\.words))
        for goal in before.missing where !words.contains(goal.words) {
            #expect(coverage.count(goal) > 0, "\(goal.words)")
        }
    }

    @Test func `What lies behind a number, a row of a table or a failed call is drafted too`()
        throws
    {
        let topic = """
            title: Return something
            examples: [I want to return something]
            slots:
              order: { type: pattern, pattern: "R-[0-9]+", ask: Which order? }
              pieces: { type: number, ask: How many? }
              day: { type: date, prefer: past, ask: When did it come? }
            steps:
              - ask: [order, pieces, day]
              - if: pieces > 40
                then: [{ say: That is a lot. }, { handoff: desk }]
              - call: returns.begin
                with: { order }
                else: { refused: [{ say: No. }, { handoff: desk }], failed: { handoff: desk }, unknown: { handoff: desk } }
              - say: Send it back.
              - end: resolved
            """
        let actions = """
            returns.begin:
              within: 8s
              takes: { order: text }
              records: { table: orders, where: id == takes.order, update: { back: "true" } }
            """
        let table = "columns: { id: text, back: optional bool }\nrows: [{ id: R-77 }]"
        let (loaded, problems) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: "name: Shop\nqueues: { desk: { title: the desk } }"),
            BotFile(path: "give_back.yaml", text: topic),
            BotFile(path: "actions.yaml", text: actions),
            BotFile(path: "records/orders.yaml", text: table),
        ])
        #expect(problems.map(\.rendered) == [])
        let bot = Bot(try #require(loaded), articles: [])
        let runner = TranscriptRunner(bot: bot) { now in
            try RecordsBackEnd(definition: bot.definition, now: now)
        }
        let goals = CoverageReport(Coverage(), of: bot).missing
        let (drafts, left) = Drafter(bot: bot, runner: runner).drafts(for: goals)
        let stuck = left.filter { if case .repair = $0.kind { false } else { true } }
        #expect(stuck.map(\.words) == [])
        let large = try #require(drafts.first { $0.name.contains("then") })
        #expect(large.text.contains("\n> R-77\n> 41\n"), "\(large.text)")
    }

    @Test func `A draft says what it is for, and how it becomes a transcript`() throws {
        let (drafts, _, _, _) = try drafted()
        let idle = try #require(drafts.first { $0.name == "parcel_slot_pieces_idle" })
        #expect(
            idle.text == """
                # A draft: parcel slot pieces: idle.
                # Is that right? Mend it, and take 'reviewed: no' out: then it counts.
                channel: web      now: 2026-03-02T15:00:00Z      reviewed: no

                @ only
                > send a parcel
                > box
                ~ 10m
                @ topic parcel; waiting question pieces; owner bot

                """
        )
    }
}
