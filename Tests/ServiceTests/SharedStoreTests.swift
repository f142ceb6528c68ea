import BotRuntime
import Crypto
import HTTP
import Testing
import Values

@testable import Service

/// Services on one store, as processes on several machines are.
@Suite struct SharedStoreTests {
    private let engine = MemoryEngine()

    private func service() -> Service {
        Service(runtime: Runtime(engine: engine, key: SealingKey.random()))
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
