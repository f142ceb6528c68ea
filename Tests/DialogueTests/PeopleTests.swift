import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

@Suite struct PeopleTests {
    func shop(channel: Channel = .web) throws -> Chat {
        try Chat(Shop.topics, actions: Shop.actions, tables: Shop.tables, channel: channel)
    }

    @Test(arguments: ["agent", "I want to talk to a human", "can I speak with someone please"])
    func `Words for a person reach one at once`(words: String) throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        #expect(chat.write(words) == ["I'm connecting you to a colleague. You are next."])
        #expect(chat.owner == .queue)
        #expect(chat.rule == .person)
        #expect(chat.last.handoff?.topic == TopicID("parcel"))
    }

    @Test func `From accepted on the bot is silent and forwards`() throws {
        var chat = try shop()
        chat.write("agent")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        #expect(chat.owner == .agent)
        #expect(chat.write("I want to send a parcel").isEmpty)
        #expect(chat.last.forwarded == [.text("I want to send a parcel")])
    }

    @Test func `Who accepts when the conversation has ended does not take the next one`() throws {
        var chat = try shop()
        chat.write("agent")
        chat.take(.inbound(.closed))
        chat.write("hello")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        #expect(chat.owner == .bot)
        #expect(!chat.write("menu").isEmpty)
    }

    @Test func `A person's message reaches the customer as the person's`() throws {
        var chat = try shop()
        chat.write("agent")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        chat.desk(DeskEvent(.message, agent: "Dana", text: "Hello"))
        #expect(chat.last.replies.map(\.sender) == [.agent])
    }

    @Test func `When the person is done, feedback is asked once`() throws {
        var chat = try shop()
        chat.write("agent")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        chat.desk(DeskEvent(.closed))
        #expect(chat.waiting == "feedback")
        #expect(chat.desk(DeskEvent(.closed)).isEmpty)
        chat.tap("5")
        #expect(chat.owner == .nobody)
        #expect(chat.simulation.conversation.interactions.first?.feedback == 5)
    }

    @Test func `A call-back is a second interaction linked to the first`() throws {
        var chat = try shop()
        chat.write("agent")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        chat.desk(
            DeskEvent(.callback, queue: "office", at: Timestamp(seconds: 1_772_550_000))
        )
        let interactions = chat.simulation.conversation.interactions
        #expect(interactions.count == 2)
        #expect(interactions[1].linkedTo == interactions[0].id)
        #expect(interactions.map(\.type) == ["Messaging", "Messaging"])
    }

    @Test(arguments: DeskSnapshot.State.allCases.filter { $0 != .open })
    func `Where nobody can come the customer is told and may choose`(
        state: DeskSnapshot.State
    ) throws {
        var chat = try shop()
        chat.take(.people(nil, state))
        chat.write("agent")
        #expect(chat.owner == .bot)
        #expect(chat.waiting == "unavailable")
        #expect(chat.offered.contains("Call me back"))
        #expect(chat.offered.last == "Back to the assistant")
    }

    @Test func `Back from nobody there goes on with the open question`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.take(.people(nil, .full))
        chat.write("agent")
        #expect(chat.tap("back") == ["How big is it?"])
    }

    @Test func `Leaving the queue returns to the open question`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.write("agent")
        #expect(chat.write("cancel").last == "How big is it?")
        #expect(chat.owner == .bot)
    }

    @Test func `An offer turned down rests at the choice`() throws {
        var chat = try shop()
        chat.write("agent")
        chat.desk(DeskEvent(.declined, agent: "Dana"))
        #expect(chat.waiting == "unavailable")
        #expect(chat.owner == .bot)
    }

    @Test(arguments: DeskEvent.Kind.allCases)
    func `Desk events out of order break nothing`(kind: DeskEvent.Kind) throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.desk(DeskEvent(kind, agent: "Dana", text: "x", queue: "office", place: 4))
        chat.desk(DeskEvent(kind, agent: "Dana", text: "x", queue: "office", place: 4))
        let afterwards = chat.owner
        chat.desk(DeskEvent(.closed))
        chat.desk(DeskEvent(.closed))
        #expect([.bot, .agent].contains(afterwards))
        #expect(chat.write("agent").isEmpty == false || chat.owner == .agent)
    }

    @Test func `Who is not verified gets a person where identity matters`() throws {
        var chat = try Chat(
            ["parcel": Shop.parcel.replacing("examples:", with: "verified: true\nexamples:")],
            actions: Shop.actions,
            tables: Shop.tables,
            verified: false
        )
        chat.write("I want to send a parcel")
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .identity)
    }

    @Test func `A queue outside its hours says when it is back`() throws {
        var chat = try Chat(
            ["parcel": Shop.parcel.replacing("examples:", with: "queue: office\nexamples:")],
            actions: Shop.actions,
            tables: Shop.tables
        )
        chat.take(.wait(TimeSpan(seconds: 8 * 3600)))
        chat.write("I want to send a parcel")
        let texts = chat.write("agent")
        #expect(texts.first?.contains("Tuesday") == true)
        #expect(chat.waiting == "unavailable")
    }

    @Test func `Who waits in line in vain is offered something else`() throws {
        var chat = try shop()
        chat.write("I want to send a parcel")
        chat.write("agent")
        for span in [600, 1200] as [Int64] {
            chat.take(.wait(TimeSpan(seconds: span)))
            #expect(chat.owner == .queue)
        }
        chat.take(.wait(TimeSpan(seconds: 2400)))
        #expect(chat.owner == .bot)
        #expect(chat.waiting == "unavailable")
        #expect(chat.offered.contains("Call me back"))
        // They may be away: the conversation still comes to its end.
        chat.take(.wait(TimeSpan(seconds: 2 * 86_400)))
        #expect(chat.owner == .nobody)
    }
}
