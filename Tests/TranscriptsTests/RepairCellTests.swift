import Diagnostics
import Dialogue
import KnowledgeSearch
import Records
import Testing
import Topics
import Transcripts
import Values

/// What an event makes of the questions for slots, by the conversation before it and what it led to.
@Suite struct RepairCellTests {
    /// The cells that the last line of a conversation fills.
    private func cells(_ lines: String...) throws -> Set<RepairCell> {
        let bot = try Courier()
        let before = try bot.cells(Array(lines.dropLast()))
        let all = try bot.cells(lines)
        // What the line fills is told again where an earlier line had filled it already.
        #expect(before.isSubset(of: all))
        return all.subtracting(before)
    }

    private func cell(_ slot: String, _ repair: Repair, of topic: String = "parcel") -> RepairCell {
        RepairCell(SlotPlace(topic: TopicID(topic), slot: SlotName(slot)), repair)
    }

    @Test func `An answer to the open question is valid`() throws {
        #expect(try cells("send a parcel", "box") == [cell("kind", .valid)])
    }

    @Test func `Words that are no answer are not understood`() throws {
        #expect(try cells("send a parcel", "hmpf") == [cell("kind", .notUnderstood)])
    }

    @Test func `A value that a check refuses is refused, and one that cannot be`() throws {
        #expect(try cells("send a parcel", "box", "99") == [cell("pieces", .refused)])
        #expect(
            try cells("send a parcel", "box", "2", "February 31") == [cell("day", .refused)]
        )
    }

    @Test func `What is said before it is asked is over-answered`() throws {
        #expect(
            try cells("send a parcel", "box, 2 pieces") == [
                cell("kind", .valid), cell("pieces", .overAnswered),
            ]
        )
        #expect(try cells("send a parcel in a box") == [cell("kind", .overAnswered)])
    }

    @Test func `Another value for an answer is a correction, and so is its question asked anew`()
        throws
    {
        #expect(
            try cells("send a parcel", "box", "no, an envelope") == [cell("kind", .corrected)]
        )
        #expect(
            try cells("send a parcel", "box", "2", "tomorrow", "ring twice", "change the pieces")
                == [cell("pieces", .corrected)]
        )
        #expect(
            try cells("send a parcel", "box", "2", "tomorrow", "ring twice", "no", "[Pieces]")
                == [cell("pieces", .corrected)]
        )
    }

    @Test func `Back and cancel count for the question they were said to`() throws {
        #expect(try cells("send a parcel", "box", "back") == [cell("pieces", .back)])
        #expect(try cells("send a parcel", "back") == [cell("kind", .back)])
        #expect(try cells("send a parcel", "cancel") == [cell("kind", .cancel)])
    }

    @Test func `Another topic, an article, silence and a person count for it too`() throws {
        #expect(
            try cells("send a parcel", "where is my delivery") == [cell("kind", .digression)]
        )
        #expect(
            try cells("send a parcel", "how much does a parcel cost?") == [cell("kind", .search)]
        )
        #expect(try cells("send a parcel", "~ 10m") == [cell("kind", .idle)])
        #expect(try cells("send a parcel", "agent") == [cell("kind", .agent)])
    }

    @Test func `Where nothing is asked nothing is filled`() throws {
        #expect(try cells("agent") == [])
        #expect(try cells("how much does a parcel cost?") == [])
        #expect(try cells("send a parcel", "help") == [])
    }

    @Test func `Only what can occur is counted`() throws {
        let bot = try Courier().bot
        let topic = try #require(bot.topic(TopicID("parcel")))
        func impossible(_ slot: String) throws -> [Repair] {
            let slot = try #require(topic.slot(SlotName(slot)))
            let possible = Repair.possible(for: slot, of: topic, in: bot)
            return Repair.allCases.filter { !possible.contains($0) }
        }
        // An option is either there or not.
        #expect(try impossible("kind") == [.refused])
        #expect(try impossible("pieces") == [])
        #expect(try impossible("day") == [])
        // Any words are an answer, and none is one in passing.
        #expect(try impossible("note") == [.notUnderstood, .overAnswered])
        // Nothing is asked after it.
        #expect(try impossible("code") == [.refused, .overAnswered, .corrected])
    }

    @Test func `Nothing occurs in the sample bots that is said not to`() throws {
        for sample in [SampleBots.bank, SampleBots.clinic] {
            let bot = try #require(sample.bot)
            let observer = CoverageObserver()
            for transcript in sample.transcripts { _ = try transcript.run(observer: observer) }
            for cell in observer.seen.cells {
                guard let topic = bot.definition.topics.first(where: { $0.id == cell.place.topic }),
                    let slot = topic.slot(cell.place.slot)
                else { continue }
                let possible = Repair.possible(for: slot, of: topic, in: bot)
                #expect(
                    possible.contains(cell.repair),
                    "\(cell.place.topic) \(cell.place.slot): \(cell.repair.rawValue)"
                )
            }
        }
    }
}

/// A small bot with a slot of each kind that matters to repair.
struct Courier {
    let bot: Bot

    init() throws {
        let (loaded, diagnostics) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: Self.settings),
            BotFile(path: "parcel.yaml", text: Self.parcel),
            BotFile(path: "track.yaml", text: Self.track),
        ])
        try #require(diagnostics.map(\.description) == [])
        bot = Bot(
            try #require(loaded),
            articles: [
                Article(
                    id: "prices",
                    title: "What a parcel costs",
                    text: "A parcel costs $5, an envelope costs $2.",
                    kind: .knowledge
                )
            ]
        )
    }

    /// What a conversation fills: customers' lines, `~` for time that passes.
    func cells(_ lines: [String]) throws -> Set<RepairCell> {
        try seen(lines.map { $0.hasPrefix("~") ? $0 : "> " + $0 }.joined(separator: "\n")).cells
    }

    func seen(_ text: String) throws -> Coverage.Seen {
        let runner = TranscriptRunner(bot: bot) { now in
            try RecordsBackEnd(definition: bot.definition, now: now)
        }
        let observer = CoverageObserver()
        _ = runner.run(try Florist.transcript("@ only\n" + text), observer: observer)
        return observer.seen
    }

    private static let settings = """
        name: Courier
        channels: [web]
        queues: { desk: { title: the desk } }
        simulator: { contact: "+14155550101" }
        """

    private static let parcel = """
        title: Send a parcel
        examples: [send a parcel, I want to ship something, mail this for me]
        slots:
          kind:
            type: choice
            options:
              box:      { title: Box }
              envelope: { title: Envelope }
            ask: What is it?
          pieces:
            type: number
            ask: How many?
            check: [{ if: pieces > 10, say: "I can take 10. How many?" }]
          day: { type: date, prefer: future, ask: Which day? }
          note: { type: text, ask: What shall we tell them? }
          code: { type: digits, length: 4, ask: Which door code? }
        steps:
          - ask: [kind, pieces, day, note]
          - confirm: "{pieces} pieces on {day.long()}: {note}?"
            change: [kind, pieces, day]
          - ask: code
          - say: "It will be fetched."
          - end: resolved
        """

    private static let track = """
        title: Track a parcel
        examples: [where is my delivery, track a package, has it arrived yet]
        slots:
          number: { type: digits, length: 8, ask: Which number? }
        steps:
          - ask: number
          - say: "It is on its way."
          - end: resolved
        """
}
