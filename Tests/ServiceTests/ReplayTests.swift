import BotRuntime
import Crypto
import HTTP
import Synchronization
import TestSupport
import Testing
import Values

@testable import Service

@Suite("A signed message that is sent again", .prompt)
struct ReplayTests {
    /// The system's clock, as somebody has set it.
    private final class WrongClock: RuntimeClock {
        private let shift = Mutex<Int64>(0)

        var now: Timestamp {
            SystemClock().now.adding(TimeSpan(seconds: shift.withLock(\.self)))
        }
        var uptime: Duration { SystemClock().uptime }

        func set(by seconds: Int64) { shift.withLock { $0 += seconds } }

        func sleep(_ span: Duration) async throws { try await SystemClock().sleep(span) }
    }

    @Test("is refused or known, whatever the clock says")
    func clocks() async throws {
        let clock = WrongClock()
        let station = try await Station(clock: clock)
        let path = "/v1/tenants/bank/accounts/main/contacts/ann/events"
        let body = #"{"id":"m1","text":"I want a ticket"}"#
        let signed = StandardWebhook(secrets: [Station.secret]).headers(
            id: "msg_1",
            at: clock.now.seconds,
            body: Array(body.utf8)
        )
        let headers = signed.fields.reduce(into: [String: String]()) { $0[$1.0] = $1.1 }
        func send() async throws -> Int {
            try await station.call(.post, path, headers: headers, body).status
        }
        #expect(try await send() == 202)
        for seconds: Int64 in [330, 3600, 315_360_000, -330, -3600] {
            clock.set(by: seconds)
            #expect(try await send() == 401, "\(seconds)")
            // Put right, its time has not passed; what is asked twice is done once.
            clock.set(by: -seconds)
            #expect(try await send() == 202, "\(seconds)")
        }
        let turns = try await station.call(
            .get,
            "/v1/accounts/main/contacts/ann/turns",
            as: .admin
        )
        #expect(turns.json["turns"]?.array?.count == 1)
        await station.stop()
    }
}
