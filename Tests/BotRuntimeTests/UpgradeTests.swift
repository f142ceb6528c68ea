import BotRuntime
import Messages
import TestSupport
import Testing
import Values

@Suite("Two versions of a bot on one store", .prompt)
struct UpgradeTests {
    @Test("serve the same conversations by turns, and after one of them is gone")
    func rolling() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let orders = try OrderBook(Kiosk.definition())
        let earlier = try await Kiosk(engine, orders: orders, version: "Welcome.")
        let later = try await Kiosk(engine, orders: orders, version: "Good to see you.")
        let customers = (0..<20).map { "u\($0)" }
        for (place, user) in customers.enumerated() {
            let (first, second) = place.isMultiple(of: 2) ? (earlier, later) : (later, earlier)
            let greeting = place.isMultiple(of: 2) ? "Welcome." : "Good to see you."
            let begun = try await first.write("I want to order", from: user)
            #expect(begun.texts == [greeting, "Which colour?"])
            // What was said stays said, and what was asked stays asked.
            #expect(try await second.write("blue", from: user).texts.contains("Anything to note?"))
        }
        // The later version is taken back in the midst of it.
        await later.runtime.stop()
        for user in customers {
            let answer = try await earlier.write("a bow", from: user)
            #expect(answer.texts.contains { $0.hasPrefix("Ordered: ORD-") }, "\(answer.texts)")
            #expect(answer.owner == "bot")
        }
        #expect(orders.rows.count == customers.count)
        await earlier.runtime.stop()
    }
}
