import BotRuntime
import TestSupport
import Testing
import Values

@Suite("What is too old", .prompt)
struct RetentionTests {
    @Test("goes by itself, and nothing that is in use")
    func goes() async throws {
        let kiosk = try await Kiosk()
        _ = try await kiosk.write("I want to order", "m1", from: "early")
        kiosk.clock.move(80 * 86_400)
        _ = try await kiosk.write("I want to order", "m1", from: "late")
        kiosk.clock.move(20 * 86_400)
        try await eventually {
            try await kiosk.runtime.transcript(of: Kiosk.contact("early")).allSatisfy {
                $0.at > Kiosk.morning.adding(TimeSpan(seconds: 86_400))
            }
        }
        #expect(try await !kiosk.runtime.transcript(of: Kiosk.contact("late")).isEmpty)
        #expect(try await kiosk.engine.load(Kiosk.contact("early"), nil).row != nil)
        await kiosk.runtime.stop()
    }
}
