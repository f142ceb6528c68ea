import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Another desk", .prompt)
struct OtherDeskTests {
    @Test("is posted what bots hand over, signed and in its order, and answers with events")
    func posted() async throws {
        let desk = try Gateway(failing: 1)
        let station = try await Station(otherDesk: desk.url)
        _ = try await station.send(#"{"id":"m1","text":"agent"}"#)
        _ = try await station.send(#"{"id":"m2","text":"are you there?"}"#)
        try await eventually { desk.kinds == ["handoff", "forward"] }
        #expect(desk.wronglySigned == 0)
        let accepted = try await station.call(
            .post,
            "/v1/accounts/main/contacts/ann/desk",
            as: .agent,
            #"{"id":"d1","desk":"accepted","agent":"Dana"}"#
        )
        #expect(accepted.json["owner"]?.string == "agent")
        _ = try await station.send(#"{"id":"m3","closed":{}}"#)
        try await eventually { desk.kinds == ["handoff", "forward", "release"] }
        await station.stop()
        await desk.stop()
    }
}
