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

    @Test("sees that a customer types, and lets the customer see that somebody there does")
    func typing() async throws {
        let (desk, gateway) = (try Gateway(), try Gateway())
        let station = try await Station(gateway: gateway.url, otherDesk: desk.url)
        _ = try await station.send(#"{"id":"m1","text":"agent"}"#)
        // Nobody has the customer yet.
        _ = try await station.send(#"{"id":"m2","typing":true}"#)
        let path = "/v1/accounts/main/contacts/ann/desk"
        for event in ["accepted", "typing"] {
            let body = #"{"id":"\#(event)","desk":"\#(event)","agent":"Dana"}"#
            #expect(try await station.call(.post, path, as: .agent, body).status < 300)
        }
        try await eventually { gateway.kinds.contains("typing") }
        #expect(!desk.kinds.contains("typing"))
        _ = try await station.send(#"{"id":"m3","typing":true}"#)
        try await eventually { desk.kinds.contains("typing") }
        #expect(desk.wronglySigned == 0 && gateway.wronglySigned == 0)
        await station.stop()
        await desk.stop()
        await gateway.stop()
    }
}
