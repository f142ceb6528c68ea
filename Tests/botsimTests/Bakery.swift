import BotRuntime
import Bots
import Diagnostics
import Dialogue
import Messages
import Testing
import Topics
import Values

@testable import botsim

/// A bot of one topic, given as files.
enum Bakery {
    static func folder() throws -> BotFolder {
        let (folder, diagnostics) = BotFolder.load(files: [
            BotFile(path: "bot.yaml", text: settings), BotFile(path: "cake.yaml", text: cake),
        ])
        try #require(diagnostics.map(\.description) == [])
        return try #require(folder)
    }

    static func simulation(_ channel: Channel) throws -> Simulation {
        let now = try #require(Timestamp("2026-03-02T15:00:00Z"))
        return try folder().simulation(
            Arguments(values: ["--channel": [channel.rawValue]]),
            now: now
        )
    }

    static func session(_ channel: Channel) throws -> Session {
        Session(
            try folder(),
            try simulation(channel),
            language: nil,
            pen: Pen(isColoured: false, width: 80)
        )
    }

    private static let settings = """
        name: Bakery
        time_zone: America/New_York
        channels: [web, sms, apple]
        queues: { counter: { title: the counter } }
        simulator: { contact: "+14155550101" }
        """

    private static let cake = """
        title: Order a cake
        examples: [I want to order a cake, bake something for me]
        slots:
          kind:
            type: choice
            options: { plain: Plain, cream: { title: Cream, also: [whipped] } }
            ask: Which cake?
          day: { type: date, prefer: future, ask: For which day? }
          name: { type: text, ask: For whom?, suggest: "'Kim'" }
        steps:
          - ask: kind
          - form: Your order
            ask: [day, name]
          - confirm: "A {kind.title} cake for {name}?"
            change: [kind, day, name]
          - say: It will be ready.
          - end: resolved
        """
}
