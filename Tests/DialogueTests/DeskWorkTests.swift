import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// What people at a desk can do with a conversation beside talking.
@Suite struct DeskWorkTests {
    private func shop(channel: Channel = .web) throws -> Chat {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            channel: channel
        )
        chat.write("agent")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        return chat
    }

    private func handoff(_ chat: Chat) -> String? { chat.simulation.conversation.desk.handoff }

    @Test func `An event about another hand-off comes too late`() throws {
        var chat = try shop()
        let first = try #require(handoff(chat))
        chat.desk(DeskEvent(.closed, handoff: first))
        chat.tap("5")
        chat.write("agent")
        #expect(handoff(chat) != first)
        chat.desk(DeskEvent(.accepted, agent: "Dana", handoff: first))
        #expect(chat.owner == .queue)
        chat.desk(DeskEvent(.accepted, agent: "Dana", handoff: handoff(chat)))
        #expect(chat.owner == .agent)
    }

    @Test func `Whoever has given the conversation away writes no more`() throws {
        var chat = try shop()
        let id = handoff(chat)
        chat.desk(DeskEvent(.transferred, agent: "Kim", handoff: id))
        #expect(chat.desk(DeskEvent(.message, agent: "Dana", text: "And?", handoff: id)).isEmpty)
        #expect(
            chat.desk(DeskEvent(.message, agent: "Kim", text: "Hello", handoff: id)) == ["Hello"]
        )
        chat.desk(DeskEvent(.transferred, queue: "office", handoff: id))
        #expect(chat.desk(DeskEvent(.message, agent: "Kim", text: "And?", handoff: id)).isEmpty)
        chat.desk(DeskEvent(.accepted, agent: "Lee", handoff: id))
        #expect(chat.owner == .agent)
    }

    @Test func `A person gives the conversation back to the bot at a topic`() throws {
        var chat = try shop()
        let texts = chat.desk(
            DeskEvent(.closed, topic: "parcel", outcome: "explained", handoff: handoff(chat))
        )
        #expect(chat.owner == .bot)
        #expect(texts.first?.isEmpty == false)
        #expect(chat.waiting == "question")
        #expect(chat.simulation.conversation.interactions.first?.outcome == "explained")
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        #expect(chat.owner == .bot)
    }

    @Test func `A topic that a person cannot start is none: the conversation closes as ever`()
        throws
    {
        var chat = try shop()
        chat.desk(DeskEvent(.closed, topic: "nothing"))
        #expect(chat.waiting == "feedback")
    }

    @Test func `A person starts a topic and has the conversation again when it is done`() throws {
        var chat = try shop()
        chat.desk(DeskEvent(.topic, topic: "prices"))
        chat.write("letters")
        #expect(chat.owner == .agent)
        #expect(chat.simulation.conversation.frames.isEmpty)
        chat.desk(
            DeskEvent(.message, agent: "Dana", text: "There you are.", handoff: handoff(chat))
        )
        #expect(chat.texts == ["There you are."])
    }

    @Test func `While a topic runs that a person started, "agent" brings that person`() throws {
        var chat = try shop()
        chat.desk(DeskEvent(.topic, topic: "parcel"))
        #expect(chat.owner == .bot)
        #expect(chat.write("agent") == ["I'm connecting you to a colleague."])
        #expect(chat.owner == .agent)
        #expect(chat.last.handoff == nil)
        chat.desk(DeskEvent(.topic, topic: "parcel"))
        chat.desk(DeskEvent(.accepted, agent: "Dana", handoff: handoff(chat)))
        #expect(chat.owner == .agent)
    }

    @Test func `A person who goes while their topic runs leaves the customer to others`() throws {
        var chat = try shop()
        let id = handoff(chat)
        chat.desk(DeskEvent(.topic, topic: "parcel"))
        chat.desk(DeskEvent(.transferred, queue: "office", handoff: id))
        #expect(chat.owner == .queue)
        chat.desk(DeskEvent(.accepted, agent: "Kim", handoff: id))
        #expect(chat.owner == .agent)
        chat.desk(DeskEvent(.topic, topic: "parcel"))
        chat.desk(DeskEvent(.transferred, agent: "Lee", handoff: id))
        #expect(chat.owner == .agent)
        #expect(
            chat.desk(DeskEvent(.message, agent: "Lee", text: "Hello", handoff: id)) == ["Hello"]
        )
    }

    @Test func `Who waits too long in a topic that a person started is that person's again`() throws
    {
        var chat = try shop()
        chat.desk(DeskEvent(.topic, topic: "parcel"))
        chat.take(.wait(TimeSpan(seconds: 25 * 3600)))
        #expect(chat.owner == .agent)
    }

    @Test func `A customer who leaves such a topic for good takes the person's part with them`()
        throws
    {
        var chat = try shop()
        chat.desk(DeskEvent(.topic, topic: "parcel"))
        chat.take(.inbound(.closed))
        #expect(chat.owner == .nobody)
        #expect(chat.simulation.conversation.desk.startedBy == nil)
    }

    @Test func `A picker comes with a question of its own, and its tap goes to the person`() throws
    {
        var chat = try shop()
        let picker = try Control(
            json: [
                "type": "choice", "title": "When?",
                "options": [["title": "Monday"], ["title": "Friday"]],
            ]
        )
        chat.desk(DeskEvent(.message, agent: "Dana", text: "When?", control: picker))
        let control = try #require(chat.last.replies.first?.control)
        #expect(control.question.hasPrefix("agent/"))
        let tap = Inbound.tap(question: control.question, options: ["Friday"])
        chat.take(.inbound(tap))
        #expect(chat.last.forwarded == [tap])
    }

    @Test func `A form is a list of its fields where the device has no forms`() throws {
        let form = try Control(
            json: [
                "type": "form",
                "pages": [["slot": "name", "title": "Name"], ["slot": "town", "title": "Town"]],
            ]
        )
        var web = try shop()
        web.desk(DeskEvent(.message, agent: "Dana", text: "Please fill in:", control: form))
        #expect(web.last.replies.first?.control != nil)
        var texts = try shop(channel: .sms)
        #expect(
            texts.desk(DeskEvent(.message, agent: "Dana", text: "Please tell me:", control: form))
                == ["Please tell me:\nName:\nTown:"]
        )
        #expect(texts.last.replies.first?.control == nil)
    }

    @Test(
        arguments: [
            #"{"type":"pay"}"#, #"{"type":"choice"}"#, #"{"options":[]}"#,
            #"{"type":"choice","options":[{"title":"A"},{"title":"A"}]}"#,
            #"{"type":"choice","options":[{"title":"A"}],"min":3}"#,
            #"{"type":"form","pages":[{"slot":"a","control":{"type":"form"}}]}"#,
            #"{"type":"form","pages":[]}"#, #"{"type":"time_slots","slots":[{"start":"soon"}]}"#,
        ]
    ) func `What nobody can be offered is told`(text: String) throws {
        let json = try JSON(parsing: text)
        #expect(throws: InboundError.self) { try Control(json: json) }
    }

    @Test func `A control reads as it is written`() throws {
        let text =
            #"{"max":1,"min":1,"options":[{"id":"a","title":"A"}],"question":"q","style":"list","type":"choice"}"#
        #expect(try Control(json: JSON(parsing: text)).json.text == text)
    }

    @Test func `A note is kept, and nothing is said`() throws {
        var chat = try shop()
        #expect(chat.desk(DeskEvent(.note, agent: "Dana", text: "Calls often.")).isEmpty)
        #expect(chat.last.records == [.note(agent: "Dana", text: "Calls often.")])
    }

    @Test func `A call-back that is wished for gets its time, and its outcome`() throws {
        var chat = try shop()
        chat.desk(DeskEvent(.callback, queue: "office"))
        #expect(chat.texts.isEmpty)
        let at = Timestamp(seconds: 1_772_550_000)
        #expect(chat.desk(DeskEvent(.callback, queue: "office", at: at)).count == 1)
        var calls = chat.simulation.conversation.interactions
        #expect(calls.count == 2)
        #expect(calls[1].scheduled == at)
        chat.desk(DeskEvent(.closed))
        chat.tap("5")
        #expect(chat.simulation.conversation.interactions[1].closed == nil)
        chat.desk(DeskEvent(.callback, queue: "office", outcome: "reached"))
        calls = chat.simulation.conversation.interactions
        #expect(calls[1].outcome == "reached")
        #expect(calls[1].closed != nil)
        #expect(calls[0].outcome == "resolved")
    }

    @Test func `Of two call-backs the one whose time is named is done`() throws {
        var chat = try shop()
        let (late, soon) = (Timestamp(seconds: 1_772_550_000), Timestamp(seconds: 1_772_464_000))
        chat.desk(DeskEvent(.callback, queue: "office", at: late))
        chat.desk(DeskEvent(.callback, queue: "office", at: soon))
        chat.desk(DeskEvent(.callback, queue: "office", at: soon, outcome: "reached"))
        let calls = chat.simulation.conversation.interactions.dropFirst()
        #expect(calls.map(\.scheduled) == [late, soon])
        #expect(calls.map(\.outcome) == [nil, "reached"])
    }

    @Test func `Passed on to a queue that is closed, a customer is not left waiting`() throws {
        var chat = try shop()
        // Ten in the evening.
        chat.take(.wait(TimeSpan(seconds: 12 * 3600)))
        let texts = chat.desk(
            DeskEvent(.transferred, queue: "office", handoff: handoff(chat))
        )
        #expect(!texts.isEmpty)
        #expect(chat.waiting == "unavailable")
        #expect(chat.owner == .bot)
        #expect(chat.offered.count >= 2)
    }
}
