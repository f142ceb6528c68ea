import Diagnostics
import Expressions
import Testing
import Topics
import Values

@Suite struct `The example of the format` {
    private func topic() throws -> Topic {
        let bot = try #require(SampleBot.load().bot)
        return try #require(bot.topics.first { $0.id == TopicID("replace_card") })
    }

    @Test func `loads as it is printed`() throws {
        let (bot, diagnostics) = SampleBot.load()
        // Of a bot of many topics one is printed, and nothing in it leads to the second queue.
        #expect(diagnostics.map(\.code) == [Warning.unusedQueue.rawValue])
        #expect(bot?.topics.map(\.id.rawValue) == ["identify", "replace_card"])
    }

    @Test func `knows its steps by what they do`() throws {
        let steps = try topic().steps.map(\.identity.rawValue)
        #expect(
            steps == [
                "run identify", "call cards.active", "ask card, reason, freeze",
                "if filled(freeze) && freeze", "form lost_on, address, phone",
                "call delivery.windows", "ask delivery", "confirm", "call cards.replace",
                "set earliest, latest",
                "say Your new card should arrive in 3–5 business days, between "
                    + "{earliest.long()} and {latest.long()}.",
                "end resolved",
            ]
        )
    }

    @Test func `takes what a call lacks from its action`() throws {
        let step = try #require(
            try topic().steps.first { $0.identity.rawValue == "call cards.active" }
        )
        guard case .call(let call) = step.kind else {
            Issue.record("not a call")
            return
        }
        #expect(call.within == TimeSpan(seconds: 5))
        #expect(
            call.otherwise.failed.map(\.identity.rawValue)
                == ["call cards.active failed: handoff cards"]
        )
        #expect(call.otherwise.unknown.count == 1)
        #expect(call.into == "cards")
    }

    @Test func `shortens an argument that has its value's name`() throws {
        let step = try #require(
            try topic().steps.first { $0.identity.rawValue == "call delivery.windows" }
        )
        guard case .call(let call) = step.kind else {
            Issue.record("not a call")
            return
        }
        #expect(call.arguments.map(\.name) == ["address"])
        #expect(call.arguments.map(\.value.source) == ["address"])
    }

    @Test func `keeps what a slot says of itself`() throws {
        let topic = try topic()
        let card = try #require(topic.slot(SlotName("card")))
        #expect(card.ifOne == .confirm)
        #expect(card.from?.source == "cards")
        let reason = try #require(topic.slot(SlotName("reason")))
        #expect(reason.options.map(\.id) == ["lost", "stolen", "damaged"])
        #expect(reason.options[0].also == ["missing", "can't find it", "left it somewhere"])
        let lostOn = try #require(topic.slot(SlotName("lost_on")))
        #expect(lostOn.title == "lost on")
        #expect(lostOn.prefer == .past)
        #expect(lostOn.checks.count == 1)
        #expect(topic.slot(SlotName("delivery"))?.show == .app("delivery_calendar"))
        #expect(topic.renamed == ["why": "reason"])
    }

    @Test func `keeps what the bot says of itself`() throws {
        let bot = try #require(SampleBot.load().bot)
        #expect(bot.name == "Northwind Bank")
        #expect(bot.languages == ["en", "es", "ar"])
        #expect(bot.channels.count == 4)
        #expect(bot.queues.map(\.id.rawValue) == ["cards", "mortgages"])
        let hours = try #require(bot.queues.first?.hours)
        let monday = try #require(CivilDateTime("2026-03-02T08:00"))
        let saturday = try #require(CivilDateTime("2026-03-07T10:00"))
        #expect(hours.contain(monday))
        #expect(!hours.contain(saturday))
        let christmas = try #require(CivilDate("2026-12-25"))
        #expect(!bot.calendar.isBusinessDay(christmas))
        #expect(bot.calendar.cutOff == CivilTime(hour: 17))
        #expect(bot.timers == BotDefinition.Timers())
        #expect(bot.tries == 3)
        #expect(bot.house[.greeting].source.hasPrefix("Hello, I'm the bank's"))
    }

    @Test func `reads rows as their columns' types`() throws {
        let bot = try #require(SampleBot.load().bot)
        let window = try #require(bot.tables["windows"]?.rows.first)
        #expect(window["start"] == .relative(days: 1, time: CivilTime(hour: 9)))
        #expect(window["seconds"] == .value(.int(10_800)))
        let ann = try #require(bot.tables["customers"]?.rows.first)
        #expect(ann["phone"] == .value(.phone("+14155550101")))
        #expect(ann["address"] == .value(.address(Address("1 Main St, Boston"))))
    }

    @Test func `reads statements in their order`() throws {
        let bot = try #require(SampleBot.load().bot)
        let action = try #require(bot.actions[ActionName("cards.replace")])
        guard case .records(let statements) = action.provider else { return }
        #expect(statements.map(\.table) == ["orders", "cards"])
        guard case .insert(let columns) = statements[0].verb else {
            Issue.record("not an insert")
            return
        }
        #expect(columns.map(\.name) == ["id", "card", "placed", "track"])
        #expect(columns[3].value.reads == ["id"])
    }

    @Test func `has a fingerprint of its bytes and nothing else`() {
        let one = SampleBot.load().bot?.fingerprint
        #expect(one?.count == 16)
        #expect(BotLoader.load(files: SampleBot.files().reversed()).bot?.fingerprint == one)
        #expect(SampleBot.load(["notes.txt": "x"]).bot?.fingerprint == one)
        let other = SampleBot.load(["identify.yaml": SampleBot.identify + "\n# more\n"]).bot
        #expect(other != nil)
        #expect(other?.fingerprint != one)
    }

    @Test func `tells its mistakes in one order, whatever the order of its files`() {
        let broken = [
            "replace_card.yaml": SampleBot.replaceCard.replacing("card", with: "crad"),
            "actions.yaml": SampleBot.actions.replacing("gives", with: "give"),
        ]
        let files = SampleBot.files(broken)
        let first = BotLoader.load(files: files).diagnostics
        #expect(first.count > 5)
        #expect(first == BotLoader.load(files: files.reversed()).diagnostics)
        #expect(first == BotLoader.load(files: files.shuffled()).diagnostics)
    }

    @Test func `shows the line and a way out`() throws {
        let text = SampleBot.replaceCard.replacing("- ask: delivery", with: "- ask: delivrey")
        let (_, diagnostics) = SampleBot.load(["replace_card.yaml": text])
        let first = try #require(diagnostics.first { $0.severity == .error })
        #expect(
            first.rendered == """
                replace_card.yaml:65:10: error: there is no slot 'delivrey' [missing-slot]
                  65 |   - ask: delivrey
                     |          ^
                  did you mean 'delivery'?
                """
        )
    }
}
