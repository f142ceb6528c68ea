import BotRuntime
import Diagnostics
import Dialogue
import KnowledgeSearch
import Records
import Testing
import Topics
import Transcripts
import Values

/// A small bot to hold transcripts against: a form, a choice, an effect, people.
struct Florist {
    let bot: Bot
    let runner: TranscriptRunner

    init() throws {
        let files = [
            BotFile(path: "bot.yaml", text: Self.settings),
            BotFile(path: "actions.yaml", text: Self.actions),
            BotFile(path: "records/orders.yaml", text: Self.orders),
            BotFile(path: "bouquet.yaml", text: Self.bouquet),
        ]
        let (loaded, diagnostics) = BotLoader.load(files: files)
        try #require(diagnostics.map(\.description) == [])
        let definition = try #require(loaded)
        let care = Article(
            id: "care",
            title: "How to keep flowers fresh",
            text: "Cut flowers stay fresh longer in cold water. Change the water every day.",
            kind: .knowledge
        )
        bot = Bot(definition, articles: [care])
        runner = TranscriptRunner(bot: bot) { now in
            try RecordsBackEnd(definition: definition, now: now)
        }
    }

    static func transcript(_ text: String) throws -> Transcript {
        let (transcript, diagnostics) = Transcript.parse(SourceFile(path: "a.chat", text: text))
        try #require(diagnostics.map(\.description) == [])
        return try #require(transcript)
    }

    func run(_ text: String, savingEveryTurn: Bool = false) throws -> TranscriptResult {
        runner.run(try Self.transcript(text), savingEveryTurn: savingEveryTurn)
    }

    private static let settings = """
        name: Florist
        channels: [sms, web]
        queues: { shop: { title: the shop } }
        simulator: { contact: "+14155550101" }
        """

    private static let actions = """
        orders.place:
          within: 5s
          else: { handoff: shop }
          takes: { flower: text, name: text, note: text }
          gives: orders
          records:
            { table: orders, insert: { id: "new_id('F')", flower: takes.flower, name: takes.name } }
        """

    private static let orders = """
        columns: { id: text, flower: text, name: text }
        rows: []
        """

    private static let bouquet = """
        title: Order a bouquet
        examples: [I want to order a bouquet, send flowers to somebody, buy flowers]
        slots:
          flower:
            type: choice
            options:
              rose:  { title: Roses }
              tulip: { title: Tulips }
            ask: Which flowers?
          name: { type: text, ask: Whose name goes on the card? }
          note: { type: text, ask: What shall the card say? }
        steps:
          - ask: flower
          - form: The card
            ask: [name, note]
          - confirm: "{flower.title} from {name}?"
            change: [flower, name]
          - call: orders.place
            with: { flower: flower.id, name, note }
          - say: Ordered.
          - end: resolved
        """
}
