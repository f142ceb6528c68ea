import Synchronization
import TestSupport
import Testing
import Values

@testable import BotRuntime

@Suite("Too many customers at once", .prompt)
struct TurnPaceTests {
    private static func pace(_ turns: [(took: Int, at: Int)]) -> TurnPace {
        var pace = TurnPace()
        for turn in turns { pace.note(.milliseconds(turn.took), at: .milliseconds(turn.at)) }
        return pace
    }

    @Test("turns are slow when even the quickest of a while was")
    func slow() {
        let pace = Self.pace([(1, 1_000), (150, 1_010), (120, 1_050), (140, 1_110)])
        #expect(pace.isSlow(at: .milliseconds(1_120)))
    }

    @Test("slow turns among quick ones say nothing")
    func mixed() {
        let pace = Self.pace([(1, 1_000), (900, 1_010), (20, 1_050), (900, 1_110)])
        #expect(!pace.isSlow(at: .milliseconds(1_120)))
    }

    @Test("what was slow is forgotten when nobody has come for a second")
    func forgotten() {
        let pace = Self.pace([(1, 1_000), (150, 1_110)])
        #expect(pace.isSlow(at: .milliseconds(1_200)))
        #expect(!pace.isSlow(at: .milliseconds(2_300)))
    }

    @Test("customers are told when to come again, agents and those who have their turn are not")
    func refused() async throws {
        let time = Mutex(Duration.seconds(1))
        let queue = TurnQueue { time.withLock(\.self) }
        // Two are slow: one itself, one because it came late to its turn.
        for (waited, takes) in [(0, 200), (150, 0)] {
            try await queue.run(
                Kiosk.contact("slow"),
                isCustomers: true,
                waited: .milliseconds(waited)
            ) { time.withLock { $0 += .milliseconds(takes) } }
        }
        let (held, release) = AsyncStream.makeStream(of: Void.self)
        let end = Task { for await _ in held {} }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<TurnQueue.mostContactsWhenSlow {
                group.addTask {
                    try await queue.run(Kiosk.contact("u\(number)"), isCustomers: true) {
                        await end.value
                    }
                }
            }
            try await eventually { queue.count == TurnQueue.mostContactsWhenSlow }
            await #expect(throws: RuntimeError.overloaded(retryAfterSeconds: 1)) {
                try await queue.run(Kiosk.contact("another"), isCustomers: true) {}
            }
            try await queue.run(Kiosk.contact("another"), isCustomers: false) {}
            time.withLock { $0 += .seconds(2) }
            try await queue.run(Kiosk.contact("another"), isCustomers: true) {}
            release.finish()
            try await group.waitForAll()
        }
    }
}
