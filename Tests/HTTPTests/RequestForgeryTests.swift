import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

/// Nothing that a designer or a back end writes may make us call our own machines: each attack is
/// tried against a listener that must never be reached.
@Suite(.prompt) struct RequestForgeryTests {
    private func expectRefused(
        _ url: String,
        resolvingTo addresses: [String] = ["127.0.0.1"],
        within policy: EgressPolicy = EgressPolicy(),
        canary: Listener,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let client = HTTPClient(resolve: { _ in addresses.compactMap { IPAddress($0) } })
        let call = HTTPCall(.post, url, body: [1], timeout: .seconds(2))
        do throws(HTTPClientError) {
            let reply = try await client.send(call, within: policy)
            Issue.record("\(url) got \(reply.status)", sourceLocation: sourceLocation)
        } catch {
            #expect(!error.mayHaveArrived, "\(error)", sourceLocation: sourceLocation)
            if case .refused = error {
            } else {
                Issue.record("\(url): \(error)", sourceLocation: sourceLocation)
            }
        }
        #expect(!canary.isCalled, sourceLocation: sourceLocation)
    }

    @Test func `No way to write our own address is taken`() async throws {
        let canary = try Listener()
        for scheme in ["http", "https"] {
            for host in [
                "169.254.169.254", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]", "0.0.0.0", "[::]", "0x7f000001", "2130706433", "127.1",
                "0177.0.0.1", "017700000001", "user@127.0.0.1", "shop.example@127.0.0.1",
                "shop.example:pass@127.0.0.1", "127.0.0.1%2f", "①②⑦.⓪.⓪.①", "localhost",
                "LOCALHOST.", "10.0.0.1", "[fd00:ec2::254]",
            ] {
                await expectRefused("\(scheme)://\(host):\(canary.port)/", canary: canary)
            }
        }
    }

    @Test func `A name that leads to us is refused, alone and beside a good one`() async throws {
        let canary = try Listener()
        let url = "https://shop.example:\(canary.port)/"
        for found in [
            ["127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["169.254.169.254"], ["10.0.0.1"],
            ["93.184.215.14", "127.0.0.1"], ["0.0.0.0"],
        ] {
            await expectRefused(url, resolvingTo: found, canary: canary)
        }
    }

    @Test func `The system's own names for us are refused`() async throws {
        let canary = try Listener()
        for name in ["localhost", "ip6-localhost"] {
            let error = await #expect(throws: HTTPClientError.self) {
                _ = try await HTTPClient().send(
                    HTTPCall(.get, "https://\(name):\(canary.port)/"),
                    within: EgressPolicy()
                )
            }
            #expect(error?.mayHaveArrived == false)
        }
        #expect(!canary.isCalled)
    }

    /// The name is good when it is judged, and ours when it is asked for again.
    @Test func `A name is asked for once, and the connection goes where it was judged`()
        async throws
    {
        let canary = try Listener()
        let asked = Mutex(0)
        let client = HTTPClient(resolve: { _ in
            let times = asked.withLock { times in
                times += 1
                return times
            }
            // Nobody is there: TEST-NET-3, which the policy is told to allow.
            return [IPAddress(times == 1 ? "203.0.113.7" : "127.0.0.1")].compactMap { $0 }
        })
        let policy = EgressPolicy(allowed: [try #require(.init("203.0.113.0/24"))])
        let call = HTTPCall(
            .get,
            "http://rebind.example:\(canary.port)/",
            timeout: .milliseconds(300)
        )
        let error = await #expect(throws: HTTPClientError.self) {
            _ = try await client.send(call, within: policy)
        }
        #expect(error?.mayHaveArrived == false)
        #expect(asked.withLock { $0 } == 1)
        #expect(!canary.isCalled)
        // The second time the name is judged anew.
        let second = await #expect(throws: HTTPClientError.self) {
            _ = try await client.send(call, within: policy)
        }
        #expect(second == .refused(.privateAddress(try #require(IPAddress("127.0.0.1")))))
        #expect(!canary.isCalled)
    }

    /// A tenant may call the machine; another's name for the same place must not get its connection.
    @Test func `A kept connection is not lent to who may not go there`() async throws {
        try await serving { port in
            let client = HTTPClient(resolve: { _ in [IPAddress("127.0.0.1")].compactMap { $0 } })
            let call = HTTPCall(.get, "http://shared.example:\(port)/")
            let listed = EgressPolicy(allowed: [try #require(.init("shared.example:\(port)"))])
            #expect(try await client.send(call, within: listed).status == 200)
            let error = await #expect(throws: HTTPClientError.self) {
                _ = try await client.send(call, within: EgressPolicy())
            }
            #expect(error?.mayHaveArrived == false)
        }
    }

    @Test func `A kept connection is not taken where its name has another address by now`()
        async throws
    {
        let asked = Asked()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .whole { request in
                asked.add(request)
                return .text("ok")
            }
        }
        try await serving(plan: plan) { port in
            let now = Mutex("127.0.0.1")
            let client = HTTPClient(resolve: { _ in
                [IPAddress(now.withLock { $0 })].compactMap { $0 }
            })
            let networks = ["127.0.0.0/8", "203.0.113.0/24"]
            let policy = EgressPolicy(allowed: try networks.map { try #require(.init($0)) })
            var call = HTTPCall(.get, "http://moved.example:\(port)/")
            call.connectTimeout = .milliseconds(200)
            #expect(try await client.send(call, within: policy).status == 200)
            now.withLock { $0 = "203.0.113.7" }
            let error = await #expect(throws: HTTPClientError.self) {
                _ = try await client.send(call, within: policy)
            }
            #expect(error?.mayHaveArrived == false)
        }
        #expect(asked.all.count == 1)
    }

    @Test func `A redirect to us is handed back, not followed`() async throws {
        let canary = try Listener()
        for target in [
            "http://127.0.0.1:\(canary.port)/", "//localhost:\(canary.port)/", "file:///etc/passwd",
            "gopher://127.0.0.1:\(canary.port)/",
        ] {
            let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
                .answer(HTTPResponse(status: 302, headers: ["Location": target]))
            }
            try await serving(plan: plan) { port in
                let policy = EgressPolicy(allowed: [try #require(.init("127.0.0.1:\(port)"))])
                let reply = try await HTTPClient().send(
                    HTTPCall(.get, "http://127.0.0.1:\(port)/"),
                    within: policy
                )
                #expect(reply.status == 302)
                #expect(reply.headers["location"] == target)
            }
        }
        #expect(!canary.isCalled)
    }

    @Test func `Headers and methods cannot carry a second request`() async throws {
        let canary = try Listener()
        let policy = EgressPolicy(allowed: [try #require(.init("127.0.0.1:\(canary.port)"))])
        let url = "http://127.0.0.1:\(canary.port)/"
        for call in [
            HTTPCall(.get, url, headers: ["X-User": "a\r\nHost: evil"]),
            HTTPCall(.get, url, headers: ["X-User\r\nX": "a"]),
            HTTPCall(.get, url, headers: ["X-User": "a\u{0}"]),
            HTTPCall(.get, url, headers: ["X User": "a"]),
            HTTPCall(.other("GET / HTTP/1.1\r\nX:"), url), HTTPCall(.other(""), url),
        ] {
            let error = await #expect(throws: HTTPClientError.self) {
                _ = try await HTTPClient().send(call, within: policy)
            }
            guard case .refused(.brokenHeader) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(!canary.isCalled)
    }

    @Test func `The environment's proxy is not asked`() async {
        // In a process of its own: others read their environment meanwhile.
        await #expect(processExitsWith: .success) {
            let canary = try Listener()
            for name in ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
                setenv(name, "http://127.0.0.1:\(canary.port)", 1)
            }
            let server = HTTPServer(HTTPServerConfiguration()) { _ in .answer(.text("ok")) }
            let port = try server.start()
            let policy = EgressPolicy(allowed: [try #require(.init("127.0.0.1:\(port)"))])
            let reply = try await HTTPClient().send(
                HTTPCall(.get, "http://127.0.0.1:\(port)/"),
                within: policy
            )
            #expect(reply.status == 200)
            #expect(!canary.isCalled)
        }
    }
}
