import Diagnostics
import Dialogue
import KnowledgeSearch
import Messages
import Topics
import Values

/// Turns over a topic of four slots in a fixed mix: half taps and choices, a quarter dates and
/// numbers, a quarter free text.
struct TurnMix {
    enum Kind: String, CaseIterable {
        case tap, choice
        case date
        case number
        case text = "free text"
    }

    struct Result {
        let turnsPerSecond: Double
        let microseconds: [Kind: Double]
    }

    private let bot: Bot
    /// Where each of the two topics has just begun.
    private let begun: [Conversation]

    /// The bot's files by their paths.
    static let files = [
        "bot.yaml": botText, "visit.yaml": topic("date", "on Friday"),
        "order.yaml": topic("number", "some"),
    ]

    init?() {
        let files = Self.files.map { BotFile(path: $0, bytes: Array($1.utf8)) }
        guard let definition = BotLoader.load(files: files).bot else { return nil }
        bot = Bot(definition, articles: [Article]())
        begun = ["visit", "order"].map { [bot] topic in
            let conversation = Conversation(
                contact: "+14155550101",
                ordinal: 1,
                language: "en",
                profile: ChannelProfile(channel: .whatsapp)
            )
            let entry = Inbound.entry(intent: topic, group: nil, body: nil)
            return step(conversation, Self.event(entry), in: bot).conversation
        }
    }

    /// A conversation in which three of four slots are filled.
    var midTopic: Conversation {
        var conversation = begun[0]
        for (_, inbound) in Self.turns(0, conversation).dropLast() {
            conversation = step(conversation, Self.event(inbound), in: bot).conversation
        }
        return conversation
    }

    func run(conversations: Int) -> Result {
        var spent: [Kind: Double] = [:]
        var counts: [Kind: Int] = [:]
        let start = cpuSeconds()
        for number in 0..<conversations {
            var conversation = begun[number % 2]
            for (kind, inbound) in Self.turns(number % 2, conversation) {
                conversation = step(conversation, Self.event(inbound), in: bot).conversation
                counts[kind, default: 0] += 1
            }
            precondition(conversation.frames.isEmpty, "the topic came to its end")
        }
        let total = cpuSeconds() - start
        // The kinds apart: the same turn many times over from the same state.
        for number in 0..<2 {
            var conversation = begun[number]
            for (kind, inbound) in Self.turns(number, conversation) {
                let from = cpuSeconds()
                for _ in 0..<1_000 {
                    _ = step(conversation, Self.event(inbound), in: bot)
                }
                spent[kind, default: 0] += (cpuSeconds() - from) / 1_000 * 1e6
                conversation = step(conversation, Self.event(inbound), in: bot).conversation
            }
        }
        for kind in [Kind.tap, .choice, .text] { spent[kind] = (spent[kind] ?? 0) / 2 }
        return Result(
            turnsPerSecond: Double(counts.values.reduce(0, +)) / total,
            microseconds: spent
        )
    }

    private static func turns(_ topic: Int, _ begun: Conversation) -> [(Kind, Inbound)] {
        [
            (
                .tap,
                .tap(question: begun.waiting.questionID ?? "", options: ["blue"])
            ),
            (.choice, .text("the large one please")),
            topic == 0 ? (.date, .text("next friday would be good")) : (.number, .text("about 12")),
            (.text, .text("please ring twice, the bell is a bit broken since the storm")),
        ]
    }

    private static func event(_ inbound: Inbound) -> Event {
        Event(
            at: Timestamp(seconds: 1_772_445_600),
            profile: ChannelProfile(channel: .whatsapp),
            contact: Contact(id: "+14155550101", subject: "+14155550101", verified: true),
            kind: .inbound(inbound)
        )
    }

    private static let botText = """
        name: Mix
        time_zone: America/New_York
        queues:
          desk: { title: the desk }
        """

    private static func topic(_ type: String, _ word: String) -> String {
        """
        title: Topic with a \(type)
        examples: [I want a \(type) of it, "please do it \(word)", a \(type) for me]
        slots:
          colour:
            type: choice
            options: { red: Red, green: Green, blue: Blue, none: No colour }
            ask: Which colour?
          size:
            type: choice
            options:
              small: { title: Small, also: [tiny, little] }
              medium: { title: Medium, also: [middle] }
              large: { title: Large, also: [big, huge] }
            ask: Which size?
          amount:
            type: \(type)
            ask: And the \(type)?
          note:
            type: text
            ask: Anything the courier should know?
        steps:
          - ask: [colour, size, amount, note]
          - say: "Noted: {colour.title}, {size.title}."
          - end: resolved
        """
    }
}
