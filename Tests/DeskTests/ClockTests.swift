import TestSupport
import Testing

@testable import Desk

@Suite("A desk whose clock is wrong", .prompt)
struct ClockTests {
    @Test(
        "loses no agent and no offer when the clock is set",
        arguments: [3600, 315_360_000, -3600]
    )
    func clock(_ seconds: Int64) async throws {
        let office = try await Office()
        try await office.does("dana", .comes(channels: nil))
        try await office.does("kim", .comes(channels: nil))
        try await office.write("agent")
        try await office.write("agent", from: "berta")
        let (held, offered) = (try await office.ticket(), try await office.ticket(of: "berta"))
        let dana = try #require(held.agent)
        try await office.desk.perform(.accepts, held.id, of: dana, at: "shop")
        // The desk has looked at its clock, as it does all the time.
        try await Task.sleep(for: .milliseconds(100))
        office.clock.set(by: seconds)
        try await Task.sleep(for: .milliseconds(200))
        let desk = try await office.look()
        #expect(desk.agents.count == 2)
        #expect(desk.ticket(held.id)?.agent == dana)
        #expect(desk.ticket(offered.id)?.agent == offered.agent)
        // From then on time passes as ever.
        office.clock.move(31)
        try await eventually { try await office.look().ticket(offered.id)?.agent != offered.agent }
        await office.close()
    }
}
