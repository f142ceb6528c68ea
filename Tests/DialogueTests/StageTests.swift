import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// Where a conversation stands.
struct StageTests {
    private static let topic = """
        title: A ride
        examples: [book a ride]
        slots:
          to: { type: text, ask: Where to?, confirm: true }
          bags: { type: number, ask: How many bags? }
          weight: { type: number, ask: How heavy? }
        steps:
          - ask: to
          - ask: bags
          - repeat: "true"
            at_most: 2
            steps: [{ ask: weight }]
          - confirm: Is that right?
            change: [bags]
          - wait: 10m
            say: One moment.
          - feedback: How was the ride?
        """

    @Test func `A stage names what is asked, whichever round it is`() throws {
        var chat = try Chat(["ride": Self.topic])
        var stages: [String] = []
        for text in ["book a ride", "the airport", "yes", "2", "10", "12", "no", "bags", "3"] {
            chat.write(text)
            stages.append(chat.simulation.conversation.stage.description)
        }
        #expect(
            stages == [
                "question ride.to", "read_back ride.to", "question ride.bags",
                "question ride.weight", "question ride.weight", "confirm ride: confirm",
                "change ride: confirm", "question ride.bags", "confirm ride: confirm",
            ]
        )
        chat.write("yes")
        #expect(chat.simulation.conversation.stage.kind == .event)
        chat.take(.wait(TimeSpan(seconds: 600)))
        #expect(chat.simulation.conversation.stage.description == "feedback ride: feedback")
    }

    @Test func `A call's stage names its step`() throws {
        var chat = try Chat(
            [
                "ride": Self.topic.replacing(
                    "- feedback: How was the ride?",
                    with: "- call: rides.count"
                )
            ],
            actions: """
                rides.count:
                  safe: true
                  within: 8s
                  else: [{ say: Hm. }]
                  records: { table: rides }
                  gives: list of rides
                """,
            tables: ["rides": "columns: { id: text }\nrows: []"]
        )
        chat.stub("rides.count", .ok, after: 5)
        for text in ["book a ride", "the airport", "yes", "2", "10", "12", "yes"] {
            chat.write(text)
        }
        chat.take(.wait(TimeSpan(seconds: 600)))
        #expect(chat.simulation.conversation.stage.description == "call ride: call rides.count")
    }

    @Test func `Where people have the conversation no topic waits`() throws {
        var chat = try Chat(["ride": Self.topic])
        chat.write("book a ride")
        chat.write("agent")
        #expect(chat.simulation.conversation.stage == Stage(.queue))
        chat.desk(DeskEvent(.accepted, agent: "Ann"))
        #expect(chat.simulation.conversation.stage == Stage(.agent))
        chat.desk(DeskEvent(.closed))
        #expect(chat.simulation.conversation.stage == Stage(.feedback))
    }
}
