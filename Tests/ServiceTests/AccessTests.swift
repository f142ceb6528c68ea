import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Who may ask for what", .prompt)
struct AccessTests {
    /// Every operation with the roles that may ask for it: a new one needs a line here.
    private static let allowed: [String: Set<Role>?] = [
        "sendEvent": [.gateway, .customer], "beginSession": [.gateway], "receiveWebhook": [],
        "endSessions": [.gateway, .admin], "endSession": [.gateway, .admin],
        "sendDeskEvent": [.agent, .manager],
        "uploadFile": [.gateway, .customer],
        "getFile": [.gateway, .agent, .manager, .admin, .customer],
        "listInteractions": [.agent, .manager, .admin],
        "listConsents": [.gateway, .manager, .admin], "sendConsent": [.gateway],
        "getConversation": [.gateway, .agent, .manager, .admin],
        "listTurns": [.gateway, .agent, .manager, .admin, .customer],
        "streamTurns": [.gateway, .agent, .manager, .admin, .customer],
        "listEntries": [.manager, .admin],
        "listDeadLetters": [.admin], "replayDeadLetter": [.admin], "exportContact": [.admin],
        "eraseContact": [.admin], "getBot": [.manager, .admin], "putBot": [.admin],
        "rollBackBot": [.admin], "listTokens": [.admin], "makeToken": [.admin],
        "revokeToken": [.admin], "reload": [.admin], "backUp": [.admin], "listAudit": [.admin],
        "verifyStore": [.admin], "getVerification": [.admin],
        "listGateways": [.manager, .admin], "pauseGateway": [.admin], "resumeGateway": [.admin],
        "getReport": [.manager],
        "getDesk": [.agent, .manager], "getTicket": [.agent, .manager], "awaitDesk": [.agent],
        "streamDesk": [.agent], "setPresence": [.agent], "acceptTicket": [.agent],
        "declineTicket": [.agent], "transferTicket": [.agent], "closeTicket": [.agent],
        "finishWrapUp": [.agent], "bookCallback": [.agent], "sendMessage": [.agent],
        "writeNote": [.agent], "startTopic": [.agent], "takeBack": [.agent],
        "showTyping": [.agent],
        "live": nil, "ready": nil, "metrics": nil, "openapi": nil,
    ]

    private static func path(_ route: Route, _ user: String = "ann") -> String {
        "/"
            + route.path.map { segment in
                switch segment {
                case "{account}": "main"
                case "{tenant}": "bank"
                case "{user}": user
                case "{reference}": "outbox:1"
                case "{report}": "containment"
                case "{ticket}": "1"
                case "{session}": "0123456789abcdef"
                case "{name}": "nobody"
                case "{upload}": "0123456789abcdef0123456789abcdef"
                default: segment
                }
            }.joined(separator: "/")
    }

    @Test("is decided for each operation and each role")
    func roles() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m0","text":"I want a ticket"}"#)
        let routes = station.service.routes
        #expect(Set(routes.map(\.operation)) == Set(Self.allowed.keys))
        #expect(routes.count == Self.allowed.count)
        for route in routes where route.operation != "streamTurns" {
            let path = Self.path(route)
            let roles = try #require(Self.allowed[route.operation])
            let nobody = try await station.call(route.method, path)
            guard let roles else {
                #expect(nobody.status == 200, "\(route.operation)")
                continue
            }
            #expect(nobody.status == 401, "\(route.operation)")
            for role in Role.allCases where !roles.contains(role) {
                let reply = try await station.call(route.method, path, as: role)
                #expect(reply.status == 403, "\(route.operation) as \(role)")
            }
            for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
                let reply = try await station.call(route.method, path, as: role)
                #expect(![401, 403, 405].contains(reply.status), "\(route.operation) as \(role)")
            }
        }
        await station.stop()
    }

    @Test("does not reach into another tenant: what is there is as what is not")
    func tenants() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m0","text":"I want a ticket"}"#)
        for route in station.service.routes {
            guard case .roles(let roles) = route.access, route.method == .get,
                route.path.contains("{user}"), route.operation != "streamTurns",
                // To a customer of theirs, who is there, ours are as nobody.
                let role = roles.first(where: { $0 != .customer })
            else { continue }
            let theirs = try await station.call(
                .get,
                Self.path(route),
                as: role,
                at: "shop"
            )
            let nobodys = try await station.call(
                .get,
                Self.path(route, "nobody"),
                as: role,
                at: "bank"
            )
            #expect(theirs.status == nobodys.status, "\(route.operation)")
            #expect(theirs.text == nobodys.text, "\(route.operation)")
        }
        // The same customer of two tenants is two.
        let theirs = try await station.call(
            .post,
            "/v1/accounts/main/contacts/ann/events?wait",
            as: .gateway,
            at: "shop",
            #"{"id":"m0","text":"hello"}"#
        )
        #expect(theirs.json["turn"]?.int == 1)
        #expect(theirs.json["repeated"]?.bool == false)
        let erased = try await station.call(
            .delete,
            "/v1/accounts/main/contacts/ann",
            as: .admin,
            at: "shop"
        )
        #expect(erased.status == 204)
        let mine = try await station.call(.get, "/v1/accounts/main/contacts/ann", as: .gateway)
        #expect(mine.status == 200)
        await station.stop()
    }

    @Test("is not asked twice: unknown paths, methods and tokens")
    func unknown() async throws {
        let station = try await Station()
        #expect(try await station.call(.get, "/v1/nothing", as: .admin).status == 404)
        let wrong = try await station.call(.put, "/v1/accounts/main/contacts/ann", as: .admin)
        #expect(wrong.status == 405)
        #expect(wrong.headers["allow"] == "DELETE, GET")
        for header in [
            "Bearer nonsense", "Basic abc", "Bearer",
            "Bearer \(String(repeating: "x", count: 900))",
        ] {
            let reply = try await station.call(
                .get,
                "/v1/dead-letters",
                headers: ["Authorization": header]
            )
            #expect(reply.status == 401)
        }
        await station.stop()
    }

    @Test("has a limit for each token")
    func limits() {
        let limiter = RateLimiter<Principal>(perSecond: 10, burst: 5)
        let now = ContinuousClock.now
        let one = Principal(tenant: "bank", name: "one", role: .gateway)
        let other = Principal(tenant: "bank", name: "other", role: .gateway)
        for _ in 0..<5 { #expect(limiter.pause(for: one, at: now) == nil) }
        #expect(limiter.pause(for: one, at: now) == 1)
        #expect(limiter.pause(for: other, at: now) == nil)
        #expect(limiter.pause(for: one, at: now.advanced(by: .milliseconds(150))) == nil)
        #expect(limiter.pause(for: one, at: now.advanced(by: .milliseconds(150))) == 1)
    }
}
