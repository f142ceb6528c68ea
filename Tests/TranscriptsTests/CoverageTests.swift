import Diagnostics
import Dialogue
import Records
import Testing
import Topics
import Transcripts
import Values

/// The figures of `botsim test --coverage`.
@Suite struct CoverageTests {
    private func report(_ conversations: String...) throws -> CoverageReport {
        let courier = try Courier()
        var coverage = Coverage()
        for text in conversations { coverage.add(try courier.seen(text)) }
        return CoverageReport(coverage, of: courier.bot)
    }

    private func missing(_ report: CoverageReport) -> [String] { report.missing.map(\.words) }

    @Test func `Without a conversation nothing is reached`() throws {
        let report = try report()
        #expect(report.total.steps.reached == 0)
        #expect(report.total.steps.all == 8)
        #expect(report.total.ways.all == 2)
        #expect(report.under(1) == ["steps 0 %", "ways 0 %", "repair cells 0 %"])
    }

    @Test func `Steps, ways and cells count once, however often they are gone through`() throws {
        let one = "> send a parcel\n> box\n> 2\n> tomorrow\n> ring twice\n> yes\n> 1234"
        let once = try report(one)
        #expect(once.total == (try report(one, one)).total)
        #expect(!missing(once).contains { $0.hasPrefix("parcel step") })
        #expect(missing(once).contains("parcel way 'no' of 'confirm'"))
        #expect(!missing(once).contains("parcel way 'yes' of 'confirm'"))
        #expect(once.topics.map(\.topic.rawValue) == ["parcel", "track"])
        #expect(once.topics[0].figures.steps.percent == 100)
        #expect(once.topics[1].figures.steps.percent == 0)
    }

    @Test func `No to a confirmation is the other way, though something can be changed`() throws {
        let no = try report("> send a parcel\n> box\n> 2\n> tomorrow\n> ring twice\n> no")
        #expect(!missing(no).contains("parcel way 'no' of 'confirm'"))
        #expect(missing(no).contains("parcel way 'yes' of 'confirm'"))
    }

    @Test func `What is missing is told by file and line, the cells of a slot on one line`() throws
    {
        let lines = try report("> send a parcel\n> box\n> agent").lines
        #expect(lines[0].hasPrefix("coverage: 1 of 8 steps (12 %), 0 of 2 ways (0 %), "))
        #expect(lines.contains("parcel.yaml:19: parcel way 'no' of 'confirm'"))
        #expect(
            lines.contains(
                "parcel.yaml:5: parcel slot kind: not understood, over-answered, corrected, "
                    + "back, digression, search, idle, cancel, agent"
            )
        )
        #expect(lines.contains("track      0/3    0/0      0/9"))
    }

    @Test func `Programs read the same`() throws {
        let json = try report("> send a parcel\n> box").json
        #expect(json["steps"] == ["reached": 1, "all": 8])
        let missing = try #require(json["missing"]?.array)
        #expect(missing.contains { $0["kind"] == "way" && $0["way"] == "yes" })
        #expect(
            missing.contains {
                $0["kind"] == "repair" && $0["slot"] == "kind" && $0["cell"] == "idle"
                    && $0["path"] == "parcel.yaml" && $0["line"] == 5
            }
        )
    }

    @Test func `One way out for all outcomes of a call is one way, and one step`() throws {
        let florist = try Florist()
        let goals = CoverageGoal.all(of: florist.bot).map(\.words)
        #expect(goals.filter { $0.contains("way") && $0.contains("call orders.place") }.count == 2)
        #expect(goals.filter { $0.contains("step") && $0.contains("handoff") }.count == 1)
    }

    @Test func `Steps that are written alike are counted each for itself`() throws {
        let topic = """
            title: Many
            examples: [how many are there]
            slots: { n: { type: number, ask: How many? } }
            steps:
              - ask: n
              - if: n > 3
                then:
                  - end: resolved
              - end: resolved
            """
        let (loaded, _) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: "name: Many\nqueues: { desk: { title: the desk } }"),
            BotFile(path: "many.yaml", text: topic),
        ])
        let bot = Bot(try #require(loaded), articles: [])
        let observer = CoverageObserver()
        _ = TranscriptRunner(bot: bot) {
            try RecordsBackEnd(definition: bot.definition, now: $0)
        }.run(try Florist.transcript("@ only\n> how many are there\n> 2"), observer: observer)
        var coverage = Coverage()
        coverage.add(observer.seen)
        let report = CoverageReport(coverage, of: bot)
        #expect(report.total.steps.reached == 3)
        #expect(report.lines.contains("many.yaml:8: many step 'end resolved'"))
        #expect(!report.lines.contains { $0.hasPrefix("many.yaml:9:") })
    }

    @Test func `The sample's transcripts go through all of it`() throws {
        let bot = try #require(SampleBots.bank.bot)
        var coverage = Coverage()
        for transcript in SampleBots.bank.transcripts {
            let observer = CoverageObserver()
            _ = try transcript.run(observer: observer)
            coverage.add(observer.seen)
        }
        #expect(CoverageReport(coverage, of: bot).missing.map(\.words) == [])
    }

    @Test func `A draft says so in its header`() throws {
        #expect(try Florist.transcript("reviewed: no\n\n> hi").header.isReviewed == false)
        #expect(try Florist.transcript("> hi").header.isReviewed)
        let (_, problems) = Transcript.parse(.init(path: "a.chat", text: "reviewed: yes\n\n> hi"))
        #expect(problems.map(\.code) == ["bad-value"])
    }
}
