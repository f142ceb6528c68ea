import BotRuntime
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Limits of requests", .prompt)
struct LimitsTests {
    private static let gateway = Principal(tenant: "bank", name: "gateway", role: .gateway)

    private static func contact(_ user: String, at tenant: String = "bank") throws -> ContactKey {
        try #require(ContactKey(tenant: tenant, account: "main", user: user))
    }

    @Test("hold one conversation back, and no other")
    func conversation() async throws {
        var limits = RequestLimits()
        limits.conversation = 2
        let station = try await Station(limits: limits)
        let replies = try await station.flood("/v1/accounts/main/contacts/ann", as: .gateway)
        let refused = replies.filter { $0.status == 429 }
        #expect(!refused.isEmpty && refused.count <= replies.count - 2)
        #expect(refused.allSatisfy { $0.headers["retry-after"] == "1" })
        let other = try await station.send(#"{"id":"m3","text":"hello"}"#, from: "bob")
        #expect(other.status == 200)
        await station.stop()
    }

    @Test("hold one tenant back, whatever its tokens, and no other")
    func tenant() throws {
        var limits = RequestLimits()
        limits.tenant = 3
        let limiters = RequestLimiters(limits)
        let agent = Principal(tenant: "bank", name: "desk", role: .agent)
        #expect(limiters.refusal(Self.gateway, about: nil) == nil)
        #expect(limiters.refusal(agent, about: nil) == nil)
        #expect(limiters.refusal(Self.gateway, about: try Self.contact("ann")) == nil)
        #expect(limiters.refusal(agent, about: nil)?.status == 429)
        let theirs = Principal(tenant: "shop", name: "gateway", role: .gateway)
        #expect(limiters.refusal(theirs, about: nil) == nil)
    }

    @Test("take nothing of the tenant's where one customer floods")
    func customer() throws {
        var limits = RequestLimits()
        limits.customer = 2
        limits.tenant = 4
        let limiters = RequestLimiters(limits)
        let ann = try Self.contact("ann")
        let end = SystemClock().now.adding(TimeSpan(seconds: 60))
        let pass = CustomerPass(id: "1", contact: ann, end: end, era: 0)
        let customer = Principal(tenant: "bank", name: "customer", role: .customer, pass: pass)
        var refused = 0
        for _ in 0..<50 where limiters.refusal(customer, about: ann) != nil { refused += 1 }
        #expect(refused == 48)
        #expect(limiters.refusal(Self.gateway, about: nil) == nil)
    }

    @Test("remember only those who came of late")
    func memory() {
        let limiter = RateLimiter<Int>(perSecond: 10, burst: 5)
        let now = ContinuousClock.now
        for key in 0..<100_000 {
            _ = limiter.pause(for: key, at: now.advanced(by: .milliseconds(key)))
        }
        #expect(limiter.count < 5_000)
    }
}
