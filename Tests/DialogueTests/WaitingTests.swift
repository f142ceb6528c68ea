import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

@Suite struct WaitingTests {
    private static let actions = """
        shapes: { news: { about: text, words: text } }
        events: { news.come: news }
        notes.keep:
          within: 5s
          else: { handoff: desk }
          takes: { words: text }
          records: { table: notes, insert: { id: "new_id('N')", words: takes.words } }
        """

    private static let tables = ["notes": "columns: { id: text, words: text }\nrows: []"]

    private func chat(_ steps: String) throws -> Chat {
        try Chat(
            [
                "news": """
                title: News
                examples: [tell me the news, news please]
                slots:
                  about: { type: choice, options: { roses: Roses, tulips: Tulips }, ask: About what? }
                steps:
                \(steps)
                  - end: resolved
                """, "prices": Shop.prices,
            ],
            actions: Self.actions,
            tables: Self.tables
        )
    }

    private let forRoses = """
          - ask: about
          - wait: { event: news.come, where: event.about == about.id }
            say: I'll write when there is news.
            into: item
            within: 3d
            else: [{ say: No news. }]
          - say: "{filled(item) ? item.words : 'Nothing.'}"
        """

    private func told(_ about: String, _ words: String) -> SimulatedEvent.Kind {
        .inbound(
            .backEnd(event: "news.come", gives: ["about": .string(about), "words": .string(words)])
        )
    }

    private func wait(_ hours: Int64) -> SimulatedEvent.Kind {
        .wait(TimeSpan(seconds: hours * 3600))
    }

    @Test func `A wait for a time goes on when it has passed, and not before`() throws {
        var chat = try chat("  - wait: 2h\n    say: One moment.\n  - say: Here it is.")
        #expect(chat.write("tell me the news") == ["One moment."])
        #expect(chat.waiting == "event")
        #expect(chat.take(wait(1)).isEmpty)
        #expect(chat.take(wait(1)) == ["Here it is."])
    }

    @Test func `A wait until a moment that is over is none`() throws {
        var chat = try chat(
            "  - wait: { until: 'now - duration(\"1h\")' }\n  - say: At once.\n"
                + "  - wait: { until: 'now + duration(\"1h\")' }\n  - say: Later."
        )
        #expect(chat.write("tell me the news") == ["At once."])
        #expect(chat.take(wait(1)) == ["Later."])
    }

    @Test func `The event that is meant ends the wait, another one does not`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news")
        #expect(chat.write("roses") == ["I'll write when there is news."])
        #expect(chat.take(told("tulips", "They wilt.")).isEmpty)
        #expect(chat.take(told("roses", "They bloom.")) == ["They bloom."])
        #expect(chat.take(told("roses", "Twice.")).isEmpty)
    }

    @Test func `An event that comes before anybody waits for it is not lost`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news")
        #expect(chat.take(told("roses", "They bloom.")).isEmpty)
        #expect(chat.write("roses") == ["They bloom."])
    }

    @Test func `An event in a digression is told when the topic goes on`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        chat.write("what are your prices")
        #expect(chat.take(told("roses", "They bloom.")).isEmpty)
        #expect(chat.write("letters") == ["Letters cost 5 USD.", "They bloom."])
    }

    @Test func `A wait outlives the usual end of a conversation`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        #expect(chat.take(wait(50)).isEmpty)
        #expect(chat.owner == .bot)
        #expect(chat.take(told("roses", "They bloom.")) == ["They bloom."])
    }

    @Test func `When its time is over, what stands behind is done`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        #expect(chat.take(wait(72)) == ["No news.", "Nothing."])
        #expect(chat.take(told("roses", "They bloom.")).isEmpty)
    }

    @Test func `Meanwhile words are heard, answered and cancel it`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        #expect(!chat.write("and?").isEmpty)
        #expect(chat.waiting == "event")
        #expect(!chat.write("thanks").isEmpty)
        #expect(chat.write("never mind") == ["All right, I've stopped that."])
        #expect(chat.take(told("roses", "They bloom.")).isEmpty)
    }

    @Test func `A person is reached from a wait, and it goes on afterwards`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        chat.write("agent")
        #expect(chat.owner == .queue)
        #expect(chat.take(told("roses", "They bloom.")).isEmpty)
        #expect(chat.write("back to the bot").contains("They bloom."))
    }

    @Test(arguments: [.null, 7, ["about": "roses"], ["about": "roses", "words": .null]] as [JSON])
    func `An event without what it promises is a note for the company, and is waited for on`(
        gives: JSON
    ) throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        #expect(chat.take(.inbound(.backEnd(event: "news.come", gives: gives))).isEmpty)
        #expect(chat.last.records == [.unknownEvent("news.come")])
        #expect(chat.waiting == "event")
        #expect(chat.take(told("roses", "They bloom.")) == ["They bloom."])
    }

    @Test func `An event that nobody has declared is a note for the company`() throws {
        var chat = try chat(forRoses)
        chat.write("tell me the news about roses")
        #expect(chat.take(.inbound(.backEnd(event: "news.gone", gives: .null))).isEmpty)
        #expect(
            chat.last.records
                == [.unknownEvent("news.gone")]
        )
    }
}
