import BotRuntime
import Dialogue
import Synchronization
import Testing
import Topics

/// What a turn tells of the steps it went through.
struct TraceTests {
    static let topic = """
        title: A ride
        examples: [book a ride]
        slots:
          seats: { type: number, ask: How many seats? }
          pet: { type: yesno, ask: With a pet? }
        steps:
          - ask: [seats, pet]
          - if: seats > 4
            then: [{ say: A van comes. }]
            elif: [{ if: pet, then: [{ say: A car with a box comes. }] }]
            else: [{ say: A car comes. }]
          - confirm: Is that right?
            change: [seats]
          - say: It is on its way.
        """

    /// Keeps what it sees.
    final class Seen: TurnObserver {
        private let seen = Mutex(Trace())
        var trace: Trace { seen.withLock { $0 } }

        func saw(
            _ event: Event,
            in conversation: Conversation,
            becoming transition: Transition
        ) {
            guard let trace = transition.trace else { return }
            seen.withLock { $0.add(trace) }
        }
    }

    private func ways(_ trace: Trace) -> [String: Set<Way>] {
        Dictionary(uniqueKeysWithValues: trace.ways.map { ($0.key.step.rawValue, $0.value) })
    }

    @Test func `A trace has the steps that were reached and the ways that were gone`() throws {
        var chat = try Chat(["ride": Self.topic])
        let seen = Seen()
        chat.simulation.observer = seen
        chat.write("book a ride")
        chat.write("3")
        #expect(seen.trace.steps.map(\.step.rawValue) == ["ask seats, pet"])
        #expect(seen.trace.ways.isEmpty)
        chat.write("yes")
        #expect(
            seen.trace.steps.map(\.step.rawValue).contains("say A car with a box comes.")
        )
        #expect(ways(seen.trace)["if seats > 4"] == [.arm(1)])
        #expect(ways(seen.trace)["confirm"] == nil)
        chat.write("yes")
        #expect(ways(seen.trace)["confirm"] == [.on])
    }

    @Test func `A step knows the ways on from it`() throws {
        let bot = try Chat(["ride": Self.topic]).simulation.bot
        let steps = try #require(bot.definition.topics.first { $0.id.rawValue == "ride" }).steps
        #expect(steps.map(\.ways) == [[], [.arm(0), .arm(1), .otherwise], [.on, .otherwise], []])
    }

    @Test func `The mark of rounds in a condition is no round`() throws {
        var chat = try Chat([
            "seat": """
            title: A seat
            examples: [book a seat]
            slots:
              seat: { type: text, ask: Which seat? }
            steps:
              - ask: seat
              - if: seat.contains("#1")
                then: [{ say: That is in front. }]
                else: [{ say: That is behind. }]
              - confirm: "Seat #1?"
              - say: "Booked. Ticket #1"
            """
        ])
        let seen = Seen()
        chat.simulation.observer = seen
        chat.write("book a seat")
        chat.write("A#1")
        chat.write("yes")
        #expect(chat.texts == ["Booked. Ticket #1"])
        #expect(ways(seen.trace)["if seat.contains(\"#1\")"] == [.arm(0)])
        #expect(ways(seen.trace).values.contains([.on]))
    }
}
