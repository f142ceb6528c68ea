import BotRuntime
import Dialogue
import HTTP
import Synchronization
import TestSupport
import Testing
import Topics
import Values
import WebActions

/// How long a back end is waited for, and how often it is asked.
@Suite(.prompt) struct `A back end that has trouble` {
    private static let loan = #"{"id":"L1","title":"Emma","due":"2026-04-02"}"#

    @Test func `is asked again when it only reads, and when it may be told with the same key`()
        async throws
    {
        for action in ["loans.one", "loans.renew"] {
            try await Catalogue.with { number, _ in
                switch number {
                case 1: json("", 500)
                case 2: HTTPResponse(status: 503, headers: ["Retry-After": "0"])
                default: json(Self.loan)
                }
            } _: { catalogue in
                let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
                #expect(await backEnd.call(action).outcome == .ok)
                #expect(catalogue.asked.count == 3)
                #expect(Set(catalogue.asked.map { $0.headers["idempotency-key"] }).count == 1)
                #expect(catalogue.notes == ["it answered 500", "it answered 503"])
            }
        }
    }

    @Test func `that says when to come back is not asked before, nor beyond the patience`()
        async throws
    {
        try await Catalogue.with { _, _ in
            HTTPResponse(status: 429, headers: ["Retry-After": "30"])
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
            #expect(await backEnd.call("loans.renew") == CallAnswer(.failed))
            #expect(catalogue.asked.count == 1)
        }
    }

    @Test func `that dies within its answer has perhaps done what was asked`() async throws {
        struct Death: Error {}
        try await Catalogue.with { _, _ in
            HTTPResponse(
                status: 200,
                body: .stream { writer in
                    try await writer.write(Array(#"{"id":"L1","#.utf8))
                    throw Death()
                }
            )
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
            #expect(await backEnd.call("loans.renew", within: 2) == CallAnswer(.unknown))
            #expect(await backEnd.call("loans.one", within: 2) == CallAnswer(.failed))
            // Each of them several times, the first with one key.
            let renewals = catalogue.asked.filter { $0.method == "POST" }
            #expect(renewals.count > 1)
            #expect(Set(renewals.map { $0.headers["idempotency-key"] }).count == 1)
        }
    }

    @Test func `that refuses what may have been done already leaves it open`() async throws {
        try await Catalogue.with { number, _ in
            json("", number == 1 ? 500 : 409)
        } _: {
            catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
            #expect(await backEnd.call("loans.renew") == CallAnswer(.unknown))
        }
    }

    @Test func `that is slow to read from has failed a little before the patience ends`()
        async throws
    {
        try await Catalogue.with { _, _ in
            try? await Task.sleep(for: .seconds(30))
            return json(Self.loan)
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
            let begin = ContinuousClock.now
            #expect(await backEnd.call("loans.one", within: 1) == CallAnswer(.failed))
            // The clock of a machine that is busy runs on meanwhile.
            #expect(ContinuousClock.now - begin < .seconds(15))
        }
    }

    @Test func `that changes something is listened to after the patience is over`() async throws {
        try await Catalogue.with { _, _ in
            try? await Task.sleep(for: .milliseconds(1500))
            return json(Self.loan)
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
            #expect(await backEnd.call("loans.renew", within: 1).outcome == .ok)
            #expect(catalogue.asked.count == 1)
        }
    }

    @Test func `that nobody finds was asked for nothing`() async throws {
        let catalogue = try Catalogue { _, _ in json("") }
        let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
        await catalogue.stop()
        #expect(await backEnd.call("loans.renew", within: 1) == CallAnswer(.failed))
        #expect(catalogue.notes.allSatisfy { $0.hasPrefix("not sent: ") })
    }

    @Test func `is left alone for a while, then tried once`() async throws {
        let isDown = Atomic(true)
        try await Catalogue.with { _, _ in
            isDown.load(ordering: .relaxed) ? json("", 500) : json(Self.loan)
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions)
            for _ in 0..<3 { _ = await backEnd.call("loans.one") }
            let count = catalogue.asked.count
            #expect(count == 5)
            #expect(await backEnd.call("loans.one") == CallAnswer(.failed))
            #expect(catalogue.asked.count == count)
            #expect(
                catalogue.notes.last
                    == "the service failed again and again, and is left alone for a while"
            )
            isDown.store(false, ordering: .relaxed)
            try await eventually { await backEnd.call("loans.one").outcome == .ok }
        }
    }

    @Test func `gets so many requests at one time, and the others in their turn`() async throws {
        let most = Mutex((now: 0, most: 0))
        try await Catalogue.with { _, _ in
            most.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
            try? await Task.sleep(for: .milliseconds(50))
            most.withLock { $0.now -= 1 }
            return json(Self.loan)
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(`An answer over HTTP`.actions) { $0.atOnce = 3 }
            let outcomes = await withTaskGroup(of: CallOutcome.self) { group in
                for _ in 0..<20 { group.addTask { await backEnd.call("loans.one").outcome } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.allSatisfy { $0 == .ok })
            #expect(most.withLock(\.most) == 3)
        }
    }
}
