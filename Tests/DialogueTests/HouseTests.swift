import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Testing
import Topics
import Values

/// What a bot does by itself, without a topic of its designer.
@Suite struct `The house` {
    private func chat(
        _ house: String,
        topics: [String: String] = Shop.topics,
        channel: Channel = .sms
    ) throws -> Chat {
        try Chat(
            topics,
            actions: topics["parcel"] == nil ? nil : Shop.actions,
            tables: topics["parcel"] == nil ? [:] : Shop.tables,
            house: house,
            channel: channel
        )
    }

    // MARK: Privacy

    private static let privacy = """
        house:
          greeting: "I'm a bot."
          privacy: "We keep this for 90 days."
          privacy_link: https://shop.example/privacy
        """

    @Test func `The privacy notice follows the greeting, and is said once`() throws {
        var chat = try chat(Self.privacy)
        #expect(chat.write("hi").prefix(2) == ["I'm a bot.", "We keep this for 90 days."])
        #expect(chat.last.replies[1].links.map(\.url) == ["https://shop.example/privacy"])
        #expect(!chat.write("thanks").contains("We keep this for 90 days."))
        // The same customer in another conversation has had it.
        chat.take(.new)
        #expect(!chat.write("hi").contains("We keep this for 90 days."))
    }

    @Test func `Whoever begins with a wish has the privacy notice before the first question`()
        throws
    {
        var chat = try chat(Self.privacy)
        #expect(
            chat.write("I want to send a parcel") == [
                "We keep this for 90 days.", "How big is it?",
            ]
        )
        #expect(chat.write("large").contains("Is it fragile?"))
    }

    @Test(arguments: ["privacy", "What do you do with my data?", "is this conversation recorded?"])
    func `The privacy notice is told again to who asks`(question: String) throws {
        var chat = try chat(Self.privacy)
        chat.write("I want to send a parcel")
        #expect(chat.write(question).first == "We keep this for 90 days.")
        #expect(chat.waiting == "which_resume")
    }

    @Test func `A bot without a notice says nothing of privacy`() throws {
        var chat = try chat("")
        #expect(chat.write("I want to send a parcel") == ["How big is it?"])
        #expect(chat.write("privacy") == ["Sorry, I didn't understand that.", "How big is it?"])
    }

    // MARK: Hours

    @Test func `Open or closed is told with the hours of the week`() throws {
        var chat = try chat("hours: mon-fri 09:00-17:00, sat 10:00-12:00")
        #expect(
            chat.write("when are you open?") == [
                "We are open now. Our hours: Mon–Fri 9:00 AM–5:00 PM, Sat 10:00 AM–12:00 PM."
            ]
        )
        chat.take(.wait(TimeSpan(seconds: 10 * 3600)))
        #expect(chat.write("are you open now")[0].hasPrefix("We are closed right now."))
    }

    @Test func `A bot that names no hours is asked in vain`() throws {
        var chat = try chat("")
        #expect(chat.write("when are you open?").first != "We are open now.")
        #expect(chat.last.rule != .topic)
    }

    @Test func `A place among several is asked for, and shown with its map`() throws {
        var chat = try chat(
            """
            locations:
              boston: { title: Boston, address: 1 Harbor Street, hours: mon-fri 09:00-17:00, map: "https://shop.example/b" }
              albany: { title: Albany, address: 80 State Street, phone: 555 0100 }
            """
        )
        #expect(chat.write("where are you located?") == ["Which of our locations?"])
        #expect(chat.offered == ["Boston", "Albany"])
        #expect(chat.write("boston") == ["Boston: 1 Harbor Street · Mon–Fri 9:00 AM–5:00 PM"])
        #expect(chat.last.replies.last?.links.map(\.url) == ["https://shop.example/b"])
        chat.write("your address please")
        #expect(chat.write("albany") == ["Albany: 80 State Street · 555 0100"])
        #expect(chat.last.replies.last?.links.isEmpty == true)
    }

    @Test func `An only place is told at once`() throws {
        var chat = try chat(
            """
            hours: mon-fri 09:00-17:00
            locations: { shop: { title: The shop, address: 1 Main Street } }
            """
        )
        #expect(
            chat.write("what is your address") == [
                "We are open now. Our hours: Mon–Fri 9:00 AM–5:00 PM.",
                "The shop: 1 Main Street · Mon–Fri 9:00 AM–5:00 PM",
            ]
        )
    }

    @Test func `Expressions know when the business opens, and the holiday`() throws {
        let topic = """
            title: Status
            examples: [status please]
            steps:
              - if: hours.open
                then: { say: Open. }
                else:
                  - if: filled(hours.holiday)
                    then: { say: "Closed for {hours.holiday}." }
                  - if: filled(hours.opens)
                    then: { say: "Back {hours.opens.short()}." }
            """
        var chat = try chat(
            """
            hours: mon-fri 09:00-17:00
            calendar: { holidays: { 2026-03-03: Town Day } }
            """,
            topics: ["status": topic]
        )
        #expect(chat.write("status please") == ["Open."])
        // Monday evening: Tuesday is a holiday.
        chat.take(.wait(TimeSpan(seconds: 10 * 3600)))
        #expect(chat.write("status please").last?.contains("Mar 4") == true)
        chat.take(.wait(TimeSpan(seconds: 14 * 3600)))
        #expect(chat.write("status please").first == "Closed for Town Day.")
    }

    @Test func `A queue without hours keeps the bot's, and always is always`() throws {
        let topic = "title: T\nexamples: [a colleague]\nqueue: QUEUE\nsteps: [{ say: Hm. }]"
        let lines = "hours: tue 09:00-10:00"
        var chat = try chat(lines, topics: ["t": topic.replacing("QUEUE", with: "desk")])
        chat.write("agent")
        #expect(chat.waiting == "unavailable")
        var open = try Chat(
            ["t": topic.replacing("QUEUE", with: "desk")],
            house: lines,
            queues: "desk: { title: the desk, hours: always }"
        )
        open.write("agent")
        #expect(open.owner == .queue)
    }

    // MARK: Danger and abuse

    @Test func `Danger brings in a person with its reason, from the middle of a question`() throws {
        var chat = try chat("words: { danger: [the shop is on fire] }")
        chat.write("I want to send a parcel")
        #expect(
            chat.write("help, the shop is on fire!").first?.hasPrefix("This sounds urgent") == true
        )
        #expect(chat.rule == .person)
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .danger)
    }

    @Test func `Insults get a calm answer, a warning, then a person, and cost no try`() throws {
        var chat = try chat("words: { abuse: [you muppet] }")
        chat.write("I want to send a parcel")
        #expect(
            chat.write("you muppet") == [
                "I'm here to help. Let's keep this friendly, please.", "How big is it?",
            ]
        )
        #expect(chat.simulation.conversation.waiting.failures == 0)
        #expect(chat.write("fuck you")[0].hasPrefix("Please stop the insults."))
        #expect(chat.owner == .bot)
        #expect(
            chat.write("idiot") == [
                "I'm passing this conversation on to a colleague. You are next."
            ]
        )
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .abuse)
    }

    @Test func `A wish with a curse in it is a wish`() throws {
        var chat = try chat("")
        #expect(chat.write("I want to send a parcel, you idiot") == ["How big is it?"])
        #expect(chat.write("large, asshole") == ["Is it fragile?"])
        #expect(chat.write("agent, you moron")[0].hasPrefix("I'm connecting you"))
    }

    // MARK: The ladder, help and silence

    @Test func `The ladder, help, the reminder and the end speak the bot's own words`() throws {
        var chat = try chat(
            """
            timers: { idle: 5m, expiry: 1h }
            house:
              help: "Just talk to me."
              not_understood: "Come again?"
              not_understood_again: "Once more, please. {example}"
              routing: "I'll fetch somebody."
              idle: "Still with me?"
              expiry_warning: "I'm about to close."
              expired: "Closed."
            """
        )
        chat.write("I want to send a parcel")
        #expect(chat.write("what can I say") == ["Just talk to me.", "How big is it?"])
        #expect(chat.write("blorp") == ["Come again?", "How big is it?"])
        #expect(chat.write("blorp").first == "Once more, please.")
        #expect(chat.write("blorp").first == "I'll fetch somebody.")
        #expect(chat.owner == .queue)
        chat.take(.new)
        chat.write("I want to send a parcel")
        #expect(chat.take(.wait(TimeSpan(seconds: 360))).first == "Still with me?")
        #expect(chat.take(.wait(TimeSpan(seconds: 3300))).first == "I'm about to close.")
        #expect(chat.take(.wait(TimeSpan(seconds: 600))).last == "Closed.")
        #expect(chat.owner == .nobody)
    }

    // MARK: Greeting, closing, fallback, agent

    @Test func `A greeting of the bot's own replaces the inherited one`() throws {
        let greeting = """
            title: Greeting
            steps:
              - if: channel == "sms"
                then: { say: "I'm the texting bot." }
                else: { say: "I'm the bot." }
            """
        var chat = try chat("", topics: Shop.topics.merging(["greeting": greeting]) { $1 })
        #expect(chat.write("hello") == ["I'm the texting bot.", "What can I do for you?"])
        // It is no wish that is offered.
        #expect(chat.offered == ["Send a parcel", "Prices", "A person"])
    }

    @Test func `A greeting may ask`() throws {
        let greeting = """
            title: Greeting
            slots: { name: { type: text, ask: "I'm a bot. Who are you?" } }
            steps: [{ ask: name }, { say: "Hello {name}." }]
            """
        var chat = try chat("", topics: Shop.topics.merging(["greeting": greeting]) { $1 })
        #expect(chat.write("hello") == ["I'm a bot. Who are you?"])
        #expect(chat.write("Ann")[0] == "Hello Ann.")
    }

    @Test func `A closing of the bot's own is done at the end`() throws {
        let closing = "title: Bye\nsteps: [{ say: Come again! }, { feedback: How was it? }]"
        var chat = try chat("", topics: Shop.topics.merging(["closing": closing]) { $1 })
        #expect(chat.write("bye") == ["Come again!", "How was it?"])
        #expect(chat.waiting == "feedback")
    }

    @Test func `A fallback of the bot's own keeps the ladder`() throws {
        let fallback = "title: F\nsteps: [{ say: That is Greek to me. }]"
        var chat = try chat("", topics: Shop.topics.merging(["fallback": fallback]) { $1 })
        chat.write("hi")
        chat.take(.new)
        #expect(chat.write("blorp zapf").contains("That is Greek to me."))
        chat.write("blorp zapf")
        chat.write("blorp zapf")
        #expect(chat.owner == .queue)
    }

    @Test func `Words for a person are the bot's own, and lead where it says`() throws {
        let agent = """
            title: A person
            examples: [get me the boss]
            steps:
              - handoff: office
                say: One moment, I'm fetching somebody from {queue}.
            """
        var chat = try chat("", topics: Shop.topics.merging(["agent": agent]) { $1 })
        #expect(
            chat.write("get me the boss") == [
                "One moment, I'm fetching somebody from the office. You are next."
            ]
        )
        #expect(chat.last.handoff?.queue == QueueID("office"))
        #expect(chat.last.handoff?.reason == .asked)
    }

    @Test func `An agent topic that asks first does not load`() {
        let agent = "title: A\nslots: { why: { type: text, ask: Why? } }\nsteps: [{ ask: why }]"
        let (bot, diagnostics) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: "name: B\nqueues: { desk: { title: D } }"),
            BotFile(path: "agent.yaml", text: agent),
        ])
        #expect(bot == nil)
        #expect(diagnostics.map(\.code) == ["not-here", "not-here"])
    }

    @Test func `An inherited topic is turned off by its name`() throws {
        var chat = try chat("hours: mon-fri 09:00-17:00\ntopics: { hours_and_locations: off }")
        chat.write("when are you open?")
        #expect(chat.rule != .topic)
    }

    @Test(arguments: ["agent: off", "greeting: off", "hours_and_locations: on"])
    func `The way to a person and the greeting cannot be turned off`(line: String) {
        let text = "name: B\nqueues: { desk: { title: D } }\ntopics: { \(line) }"
        let (bot, diagnostics) = BotLoader.load(files: [BotFile(path: "bot.yaml", text: text)])
        #expect(bot == nil)
        #expect(diagnostics.count == 1)
    }

    // MARK: Messages wanted and not

    @Test(arguments: [Channel.sms, .whatsapp, .web])
    func `A sentence stops the messages, and says so`(channel: Channel) throws {
        var chat = try chat("", channel: channel)
        chat.write("I want to send a parcel")
        #expect(
            chat.write("stop sending me messages") == ["You will get no more messages from us."]
        )
        #expect(chat.owner == .nobody)
        #expect(chat.waiting == "nothing")
    }

    @Test func `On SMS nothing is said after a stop until messages are wanted again`() throws {
        var chat = try chat("")
        chat.write("please stop texting me")
        #expect(chat.write("I want to send a parcel") == [])
        #expect(chat.write("I want to receive messages again") == ["You will get messages again."])
        #expect(chat.write("I want to send a parcel") == ["How big is it?"])
    }

    @Test(arguments: [
        "I want to receive my parcel", "send me the price list", "stop my parcel",
        "I got a strange message", "please message the courier",
    ])
    func `What only sounds so stops nothing`(text: String) throws {
        var chat = try chat("")
        chat.write(text)
        #expect(chat.owner == .bot)
        #expect(!chat.texts.contains("You will get no more messages from us."))
        #expect(!chat.texts.contains("You will get messages again."))
    }
}
