import BotRuntime
import Messages
import TestSupport
import Testing
import Values

@Suite("Bots in service", .prompt)
struct DeploymentTests {
    @Test("are swapped at once, and running conversations go on")
    func swap() async throws {
        let kiosk = try await Kiosk()
        _ = try await kiosk.write("I want to order", from: "early")
        let next = Kiosk.deployment(try Kiosk.definition(greeting: "Good day."), kiosk.orders)
        kiosk.runtime.deploy(next, for: Kiosk.account)
        #expect(try await kiosk.write("I want to order", from: "late").texts.first == "Good day.")
        #expect(try await kiosk.write("blue", from: "early").texts.last == "Anything to note?")
        #expect(kiosk.runtime.rollBack(Kiosk.account) != nil)
        #expect(try await kiosk.write("I want to order", from: "last").texts.first == "Welcome.")
        #expect(kiosk.runtime.rollBack(Kiosk.account) == nil)
        await kiosk.runtime.stop()
    }

    @Test("are tried by a part of the new conversations, which stay with them")
    func canary() async throws {
        let kiosk = try await Kiosk()
        _ = try await kiosk.write("I want to order", from: "early")
        let next = Kiosk.deployment(try Kiosk.definition(greeting: "Good day."), kiosk.orders)
        #expect(kiosk.runtime.tryOut(next, percent: 30, for: Kiosk.account))
        var tried: [String] = []
        for number in 0..<100 {
            let user = "user \(number)"
            let answer = try await kiosk.write("I want to order", from: user)
            if answer.texts.first == "Good day." { tried.append(user) }
        }
        #expect((15...45).contains(tried.count))
        #expect(try await kiosk.write("blue", from: "early").texts.last == "Anything to note?")
        let one = try #require(tried.first)
        _ = try await kiosk.write("blue", from: one)
        #expect(try await kiosk.engine.load(Kiosk.contact(one), nil).row?.bot == next.id)
        // The trial ends: everybody is with the old bot at the next message.
        #expect(kiosk.runtime.rollBack(Kiosk.account)?.id != next.id)
        _ = try await kiosk.write("a bow", from: one)
        #expect(try await kiosk.engine.load(Kiosk.contact(one), nil).row?.bot != next.id)
        await kiosk.runtime.stop()
    }
}
