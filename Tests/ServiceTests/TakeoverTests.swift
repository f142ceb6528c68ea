import BotRuntime
import Crypto
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing
import Values

@testable import Service

@Suite("An agent who takes over", .prompt)
struct TakeoverTests {
    /// A gateway that notes when each thing came, and takes half of them at the second time only.
    private final class Inbox: Sendable {
        private struct Customer {
            var arrivals: [ContinuousClock.Instant] = []
            var taken = 0
        }

        private let customers = Mutex<[String: Customer]>([:])

        func take(_ request: HTTPRequest) -> HTTPResponse {
            let now = ContinuousClock.now
            let user = (try? JSON(parsing: request.body))?["user"]?.string ?? ""
            return customers.withLock { customers in
                customers[user, default: Customer()].arrivals.append(now)
                guard !user.hasPrefix("late") || customers[user]?.arrivals.count != 1 else {
                    return .text("", status: 503)
                }
                customers[user]?.taken += 1
                return .text("")
            }
        }

        func last(for user: String) -> ContinuousClock.Instant? {
            customers.withLock { $0[user]?.arrivals.max() }
        }

        func taken(for user: String) -> Int { customers.withLock { $0[user]?.taken ?? 0 } }
    }

    @Test("hears nothing of the bot afterwards, in a thousand races with its replies")
    func races() async throws {
        let engine: any StorageEngine = MemoryEngine()
        let inbox = Inbox()
        let gateway = HTTPServer(HTTPServerConfiguration()) { _ in .whole { inbox.take($0) } }
        let url = "http://127.0.0.1:\(try gateway.start())/"
        let key = SealingKey.random()
        let stations = [
            try await Station(engine, gateway: url, key: key),
            try await Station(engine, gateway: url, key: key),
        ]
        var sent = 0
        var dropped = 0
        for round in 0..<50 {
            let outcomes = try await withThrowingTaskGroup(of: [OutboxRow.State].self) { group in
                for place in 0..<20 {
                    let user = "\(place % 4 < 2 ? "late" : "soon")-\(round)-\(place)"
                    group.addTask { try await Self.race(user, place, stations, engine, inbox) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            sent += outcomes.count { $0 == .sent }
            dropped += outcomes.count { $0 == .dropped }
        }
        #expect(sent + dropped == 1_000)
        // A race that one side always wins is none.
        #expect(sent > 50 && dropped > 50, "\(sent) sent, \(dropped) dropped")
        for station in stations { await station.stop() }
        await gateway.stop(within: .seconds(2))
    }

    /// The customer writes to one process, the agent accepts at another.
    ///
    /// - Returns: What became of the reply.
    private static func race(
        _ user: String,
        _ place: Int,
        _ stations: [Station],
        _ engine: any StorageEngine,
        _ inbox: Inbox
    ) async throws -> [OutboxRow.State] {
        let path = "/v1/accounts/main/contacts/\(user)"
        let (one, other) = (stations[place % 2], stations[1 - place % 2])
        let taken = try await one.send(
            #"{"id":"m1","text":"I want a ticket"}"#,
            from: user,
            query: ""
        )
        #expect(taken.status == 202)
        // What was not taken comes again within a second.
        let span = user.hasPrefix("late") ? 25_000 : 400
        try await Task.sleep(for: .microseconds(place * span))
        let accepted = try await other.call(
            .post,
            path + "/desk",
            as: .manager,
            #"{"id":"d1","desk":"accepted","agent":"Dana"}"#
        )
        let isTaken = ContinuousClock.now
        #expect(accepted.status == 202, "\(accepted.text)")
        let key = ContactKey(tenant: "bank", account: "main", user: user)
        let rows = try await engine.outbox(of: try #require(key)).filter { $0.lane == .channel }
        try await Task.sleep(for: .milliseconds(20))
        #expect(inbox.last(for: user).map { $0 < isTaken } ?? true, "\(user): the bot spoke")
        let states = rows.map(\.state)
        #expect(states.count { $0 == .sent } == inbox.taken(for: user), "\(user): \(states)")
        return states
    }
}
