import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

@Suite struct CallsTests {
    func confirmed() throws -> Chat {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            channel: .web
        )
        chat.write("I want to send a parcel, small, on 5 March, 415 555 0134")
        return chat
    }

    @Test func `The words after an effect are said when it succeeded`() throws {
        var chat = try confirmed()
        #expect(chat.write("yes") == ["Ordered: P-1001."])
        #expect(chat.last.calls.map(\.outcome) == [.ok])
        #expect(chat.last.ended?.outcome == "resolved")
    }

    @Test(arguments: [CallOutcome.refused, .failed, .unknown])
    func `A call that is no success takes its way out and promises nothing`(
        outcome: CallOutcome
    ) throws {
        var chat = try confirmed()
        chat.stub("parcels.order", outcome)
        let texts = chat.write("yes")
        #expect(texts.first == "That did not work.")
        #expect(!texts.contains { $0.contains("Ordered") })
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .call)
        #expect(chat.last.handoff?.unknown.count == (outcome == .unknown ? 1 : 0))
    }

    @Test func `A message during a call waits its turn`() throws {
        var chat = try confirmed()
        chat.stub("parcels.order", .ok, after: 3)
        chat.write("yes")
        #expect(chat.waiting == "call")
        #expect(chat.write("what are your prices") == ["I'm still working on it."])
        let texts = chat.take(.wait(TimeSpan(seconds: 3)))
        #expect(texts == ["Ordered: P-1001.", "Prices of what?"])
    }

    private func counting() throws -> Chat {
        try Chat(
            [
                "count": """
                title: Count
                examples: [count my parcels please]
                slots: { why: { type: yesno, ask: Shall I go on? } }
                steps: [{ call: parcels.all, into: parcels }, { ask: why }]
                """
            ],
            actions: """
                parcels.all:
                  safe: true
                  within: 8s
                  else: [{ say: "I can't see them." }]
                  records: { table: parcels }
                  gives: list of parcels
                """,
            tables: Shop.tables
        )
    }

    @Test func `The question after a call that took too long is asked again in silence`() throws {
        var chat = try counting()
        chat.stub("parcels.all", .ok, after: 60)
        chat.write("count my parcels please")
        #expect(
            chat.take(.wait(TimeSpan(seconds: 8))) == ["I can't see them.", "Shall I go on?"]
        )
        #expect(
            chat.take(.wait(TimeSpan(seconds: 700))) == ["Are you still there?", "Shall I go on?"]
        )
    }

    @Test func `A person is reached during a call too`() throws {
        var chat = try confirmed()
        chat.stub("parcels.order", .ok, after: 3)
        chat.write("yes")
        chat.write("agent")
        #expect(chat.owner == .queue)
        #expect(chat.take(.wait(TimeSpan(seconds: 3))).isEmpty)
    }

    @Test
    func
        `When the customer's patience ends the outcome is unknown, and a late answer changes no slot`()
        throws
    {
        var chat = try confirmed()
        chat.stub("parcels.order", .ok, after: 60)
        chat.write("yes")
        chat.take(.wait(TimeSpan(seconds: 8)))
        #expect(chat.owner == .queue)
        let before = chat.simulation.conversation.frames
        chat.take(.wait(TimeSpan(seconds: 60)))
        #expect(chat.simulation.conversation.frames == before)
        #expect(chat.simulation.conversation.history.unknown.map(\.late) == [.ok])
        let key = try #require(chat.simulation.conversation.history.unknown.first?.key)
        let action = ActionName("parcels.order")
        #expect(chat.last.records == [.lateAnswer(action, key: key, .ok)])
    }

    @Test func `The same event twice is answered the same and does nothing more`() throws {
        var chat = try confirmed()
        let event = SimulatedEventID.yes
        let first = chat.simulation.take(event)
        let state = chat.simulation.conversation
        let second = chat.simulation.take(event)
        #expect(first.json == second.json)
        #expect(chat.simulation.conversation == state)
    }
}
