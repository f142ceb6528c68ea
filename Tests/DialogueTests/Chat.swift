import BotRuntime
import Diagnostics
import Dialogue
import KnowledgeSearch
import Messages
import Records
import Testing
import Topics
import Values

/// A conversation with a small bot, so that a test reads like one.
struct Chat {
    var simulation: Simulation
    private(set) var last: TurnReport

    // Topic files by ID, `actions.yaml`, record files by table, more lines of `bot.yaml`, what the
    // search knows, translations by language, where the customer writes, and whether their identity is proven.
    init(
        _ topics: [String: String],
        actions: String? = nil,
        tables: [String: String] = [:],
        house: String = "",
        queues: String = "desk: { title: the desk }",
        catalogues: [String: String] = [:],
        language: String? = nil,
        articles: [Article] = [],
        channel: Channel = .sms,
        verified: Bool = true,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        var files = [
            BotFile(
                path: "bot.yaml",
                text: """
                    name: Test
                    time_zone: America/New_York
                    queues:
                      \(queues)
                      office: { title: the office, hours: mon-fri 09:00-17:00 }
                    \(house)
                    """
            )
        ]
        for (id, text) in topics { files.append(BotFile(path: "\(id).yaml", text: text)) }
        if let actions { files.append(BotFile(path: "actions.yaml", text: actions)) }
        for (tag, text) in catalogues {
            files.append(BotFile(path: "languages/\(tag).po", text: text))
        }
        for (name, text) in tables {
            files.append(BotFile(path: "records/\(name).yaml", text: text))
        }
        let (definition, diagnostics) = BotLoader.load(files: files)
        let errors = diagnostics.filter { $0.severity == .error }.map(\.rendered)
        #expect(errors.isEmpty, sourceLocation: sourceLocation)
        let loaded = try #require(definition, sourceLocation: sourceLocation)
        let bot = Bot(loaded, articles: articles)
        // Monday 2 March 2026, ten in the morning in New York.
        let now = Timestamp(seconds: 1_772_463_600)
        simulation = Simulation(
            bot: bot,
            backEnd: try RecordsBackEnd(definition: loaded, now: now),
            profile: ChannelProfile(channel: channel),
            contact: Contact(
                id: "+14155550101",
                subject: verified ? "+14155550101" : nil,
                verified: verified
            ),
            now: now,
            language: language
        )
        simulation.savesEveryTurn = true
        last = simulation.take(SimulatedEvent(.wait(TimeSpan(seconds: 0))))
    }

    /// The customer writes.
    @discardableResult
    mutating func write(_ text: String) -> [String] { take(.inbound(.text(text))) }

    /// The customer taps options of the question that is open.
    @discardableResult
    mutating func tap(_ options: String...) -> [String] {
        take(.inbound(.tap(question: question ?? "none", options: options)))
    }

    @discardableResult
    mutating func take(_ kind: SimulatedEvent.Kind) -> [String] {
        last = simulation.take(SimulatedEvent(kind))
        return texts
    }

    @discardableResult
    mutating func desk(_ event: DeskEvent) -> [String] { take(.inbound(.desk(event))) }

    mutating func stub(_ action: String, _ outcome: CallOutcome, after seconds: Int64? = nil) {
        take(
            .stub(
                Stub(
                    action: ActionName(action),
                    outcome: outcome,
                    after: seconds.map { TimeSpan(seconds: $0) }
                )
            )
        )
    }

    var texts: [String] { last.replies.compactMap(\.text) }
    var articles: [String] { last.replies.flatMap(\.articles).map(\.id) }
    var language: String { simulation.conversation.language }
    var waiting: String { simulation.conversation.waiting.kind }
    var slot: String? { simulation.conversation.waiting.slot?.rawValue }
    var question: String? { simulation.conversation.waiting.questionID }
    var owner: Owner { simulation.conversation.owner }
    var rule: Rule? { last.rule }
    var calls: [String] { last.calls.map(\.action.rawValue) }

    func value(_ slot: String) -> JSON? { last.slots[slot]?.spelled }

    /// The titles on offer in the last reply.
    var offered: [String] {
        guard case .choice(let choice)? = last.replies.last?.control?.kind else { return [] }
        return choice.options.map(\.title)
    }
}
