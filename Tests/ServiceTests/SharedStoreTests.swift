import BotRuntime
import Crypto
import HTTP
import Messages
import Synchronization
import Testing
import Values

@testable import Service

/// Services on one store, as processes on several machines are.
@Suite struct SharedStoreTests {
    private let engine = MemoryEngine()

    private func service(
        _ key: SealingKey = .random(),
        _ clock: any RuntimeClock = SystemClock()
    ) -> Service {
        Service(
            runtime: Runtime(engine: engine, key: key, clock: clock),
            versions: Station.versions
        )
    }

    /// A clock that stands still until a test moves it.
    private final class Clock: RuntimeClock {
        private let time = Mutex(Timestamp(seconds: 1_772_463_600))

        var now: Timestamp { time.withLock(\.self) }

        var uptime: Duration { .milliseconds(now.milliseconds) }

        func move(_ seconds: Int64) {
            time.withLock { $0 = $0.adding(TimeSpan(seconds: seconds)) }
        }

        func sleep(_ span: Duration) async throws { try await Task.sleep(for: span) }
    }

    private static let principal = Principal(tenant: "bank", name: "second", role: .gateway)

    @Test func `a token that one makes is known to the other, and gone with it`() async throws {
        let (one, other) = (service(), service())
        let token = try #require(try await one.tokenOffice.make(Self.principal, expires: nil))
        #expect(other.tokens.principal("Bearer \(token)") == nil)
        try await other.refresh(["bank"])
        #expect(other.tokens.principal("Bearer \(token)") == Self.principal)
        #expect(try await one.tokenOffice.revoke("second", ofTenant: "bank"))
        try await other.refresh(["bank"])
        #expect(other.tokens.principal("Bearer \(token)") == nil)
    }

    @Test
    func `a pass that one takes back is refused by the other, and forgotten once it has ended`()
        async throws
    {
        let key = SealingKey.random()
        let clock = Clock()
        let (one, other) = (service(key, clock), service(key, clock))
        for service in [one, other] {
            let account = Account(tenant: "bank", id: "main", channel: .web)
            service.runtime.deploy(try Station.bot(), for: account)
        }
        let ann = try #require(ContactKey(tenant: "bank", account: "main", user: "ann"))
        let end = clock.now.adding(TimeSpan(seconds: 3600))
        let (pass, token) = one.passes.pass(for: ann, until: end)
        #expect(other.passes.principal("Bearer \(token)", at: clock.now)?.contact == ann)
        try await one.passOffice.takeBack(pass.id, of: ann)
        try await other.refresh(["bank"])
        #expect(other.passes.principal("Bearer \(token)", at: clock.now) == nil)
        // All that there are; one that is made by whoever knows of it holds.
        let (_, second) = other.passes.pass(for: ann, until: end)
        try await other.passOffice.takeBack(nil, of: ann)
        try await one.refresh(["bank"])
        #expect(one.passes.principal("Bearer \(second)", at: clock.now) == nil)
        let era = try await one.passOffice.era(of: ann)
        let (_, third) = one.passes.pass(for: ann, until: end, era: era)
        #expect(one.passes.principal("Bearer \(third)", at: clock.now)?.contact == ann)
        // Nothing tells whose they were, and nothing is left of it after a day.
        let kept = engine.documents("bank", "passes")
        #expect(kept.count == 1 && !kept.contains { $0.id.contains("ann") })
        clock.move(86_401)
        try await one.refresh(["bank"])
        #expect(engine.documents("bank", "passes").isEmpty)
        // A later one takes back all that came before it, although they are forgotten.
        let late = clock.now.adding(TimeSpan(seconds: 3600))
        let (_, fourth) = one.passes.pass(for: ann, until: late, era: era)
        try await one.passOffice.takeBack(nil, of: ann)
        #expect(one.passes.principal("Bearer \(fourth)", at: clock.now) == nil)
    }

    @Test func `a token has an end`() async throws {
        let service = service()
        let soon = service.now().adding(TimeSpan(seconds: -1))
        let token = try #require(
            try await service.tokenOffice.make(Self.principal, expires: soon)
        )
        #expect(service.tokens.principal("Bearer \(token)") == nil)
    }

    @Test func `a name stands for one token`() async throws {
        let (one, other) = (service(), service())
        #expect(try await one.tokenOffice.make(Self.principal, expires: nil) != nil)
        #expect(try await other.tokenOffice.make(Self.principal, expires: nil) == nil)
    }

    @Test func `another tenant's token of that name stays`() async throws {
        let service = service()
        var theirs = Self.principal
        theirs.tenant = "shop"
        let token = try #require(try await service.tokenOffice.make(theirs, expires: nil))
        #expect(try await service.tokenOffice.revoke("second", ofTenant: "bank") == false)
        #expect(service.tokens.principal("Bearer \(token)") == theirs)
    }

    @Test func `the use of a token is written down`() async throws {
        let (one, other) = (service(), service())
        let token = try #require(try await one.tokenOffice.make(Self.principal, expires: nil))
        #expect(one.tokenOffice.list(tenant: "bank").first?["used"] == nil)
        #expect(one.tokens.principal("Bearer \(token)") != nil)
        try await one.refresh(["bank"])
        try await other.refresh(["bank"])
        #expect(other.tokenOffice.list(tenant: "bank").first?["used"] != nil)
    }

    @Test func `a standing goes back to what was before it, once`() {
        var standing = BotStanding()
        standing.take("two", percent: nil)
        standing.take("three", percent: 10)
        #expect(standing.bot == "two")
        #expect(BotStanding(json: standing.json) == standing)
        let endsTrial = standing.goBack()
        #expect(endsTrial && standing.trial == nil && standing.bot == "two")
        let goesBack = standing.goBack()
        #expect(goesBack && standing.bot == nil)
        let goesFurther = standing.goBack()
        #expect(!goesFurther)
    }
}
