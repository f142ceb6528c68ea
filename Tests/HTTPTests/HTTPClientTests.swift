import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

/// What a server was asked.
final class Asked: Sendable {
    private let seen = Mutex<[HTTPRequest]>([])

    func add(_ request: HTTPRequest) { seen.withLock { $0.append(request) } }

    var all: [HTTPRequest] { seen.withLock { $0 } }
}

@Suite(.prompt) struct HTTPClientTests {
    private func loopback(_ port: UInt16) throws -> EgressPolicy {
        EgressPolicy(allowed: [try #require(.init("127.0.0.1:\(port)"))])
    }

    private func url(_ port: UInt16, _ path: String = "/") -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    private func failure(
        of call: HTTPCall,
        within policy: EgressPolicy,
        by client: HTTPClient = HTTPClient()
    ) async -> HTTPClientError? {
        do throws(HTTPClientError) {
            _ = try await client.send(call, within: policy)
            return nil
        } catch {
            return error
        }
    }

    // MARK: What works

    @Test func `A request arrives as it was made, and the reply as it was given`() async throws {
        let asked = Asked()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .whole { request in
                asked.add(request)
                return HTTPResponse(
                    status: 207,
                    headers: ["X-Reply": "a b"],
                    body: .bytes([0, 255])
                )
            }
        }
        try await serving(plan: plan) { port in
            let client = HTTPClient()
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "PURGE"] {
                let body = method == "GET" ? [] : Array("{\"n\":1}".utf8)
                var call = HTTPCall(.init(method), url(port, "/a//b?c=%20"), body: body)
                call.headers = ["Idempotency-Key": "k1", "X-Empty": ""]
                let reply = try await client.send(call, within: try loopback(port))
                #expect(reply.status == 207)
                #expect(reply.headers["x-reply"] == "a b")
                #expect(reply.body == [0, 255])
                let request = try #require(asked.all.last)
                #expect(request.head.method.name == method)
                #expect(request.head.target == "/a//b?c=%20")
                #expect(request.body == body)
                #expect(request.head.headers["idempotency-key"] == "k1")
                #expect(request.head.headers["x-empty"] == "")
                #expect(request.head.headers["content-type"] == nil)
                #expect(request.head.headers["expect"] == nil)
            }
            let head = try await client.send(
                HTTPCall(.head, url(port)),
                within: try loopback(port)
            )
            #expect(head.status == 207)
            #expect(head.body.isEmpty)
        }
    }

    @Test func `Many requests at once share a few connections`() async throws {
        let peers = Asked()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .whole { request in
                peers.add(request)
                return .text(String(decoding: request.body, as: UTF8.self))
            }
        }
        try await serving(plan: plan) { port in
            let client = HTTPClient()
            let policy = try loopback(port)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let body = Array("\(number)".utf8)
                        let reply = try await client.send(
                            HTTPCall(.post, url(port), body: body, timeout: .seconds(30)),
                            within: policy
                        )
                        #expect(reply.body == body)
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(peers.all.count == 200)
    }

    @Test func `One request after another uses one connection`() async throws {
        let opened = try await offPool { try Listener() }
        let client = HTTPClient()
        let policy = try loopback(opened.port)
        async let served: Void = offPool {
            let wire = try opened.accept()
            for _ in 0..<3 {
                _ = try wire.take(until: "\r\n\r\n")
                try wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        for _ in 0..<3 {
            let reply = try await client.send(HTTPCall(.get, url(opened.port)), within: policy)
            #expect(reply.body == Array("ok".utf8))
        }
        try await served
        #expect(opened.accepted == 1)
    }

    // MARK: What fails, and whether it may have arrived

    @Test func `Where nobody listens, or nobody knows the name, nothing was sent`() async throws {
        let port = try await offPool { try Listener().port }
        let refused = await failure(of: HTTPCall(.post, url(port)), within: try loopback(port))
        guard case .notSent = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        let unknown = HTTPClient(resolve: { _ in [] })
        #expect(
            await failure(of: HTTPCall(.get, "https://a.example/"), within: .init(), by: unknown)
                == .refused(.unknownHost)
        )
    }

    @Test func `A server that takes the request and says nothing leaves it open`() async throws {
        let listener = try await offPool { try Listener() }
        async let silent: Wire = offPool {
            let wire = try listener.accept()
            _ = try wire.take(until: "\r\n\r\n")
            return wire
        }
        let call = HTTPCall(.post, url(listener.port), body: [1], timeout: .seconds(1))
        let begin = ContinuousClock.now
        let error = await failure(of: call, within: try loopback(listener.port))
        guard case .unknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.mayHaveArrived == true)
        #expect(ContinuousClock.now - begin < .seconds(30))
        _ = try await silent
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
    ])
    func `A reply that breaks off leaves it open whether anything was done`(
        reply: String
    ) async throws {
        let listener = try await offPool { try Listener() }
        async let broken: Void = offPool {
            let wire = try listener.accept()
            _ = try wire.take(until: "\r\n\r\n")
            try wire.send(reply)
        }
        let error = await failure(
            of: HTTPCall(.post, url(listener.port)),
            within: try loopback(listener.port)
        )
        guard case .unknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await broken
    }

    @Test func `A resolver that hangs does not hang the caller`() async {
        let client = HTTPClient(resolve: { _ in
            try? await Task.sleep(for: .seconds(60))
            return []
        })
        let call = HTTPCall(.get, "https://a.example/", timeout: .milliseconds(200))
        let error = await failure(of: call, within: .init(), by: client)
        #expect(error?.mayHaveArrived == false)
    }

    @Test func `A task that is cancelled stops waiting at once`() async throws {
        let listener = try await offPool { try Listener() }
        let policy = try loopback(listener.port)
        let task = Task { [url = url(listener.port)] in
            await failure(of: HTTPCall(.post, url, timeout: .seconds(60)), within: policy)
        }
        let wire = try await offPool {
            let wire = try listener.accept()
            _ = try wire.take(until: "\r\n\r\n")
            return wire
        }
        task.cancel()
        #expect(await task.value == .cancelled(mayHaveArrived: true))
        #expect(try await offPool { wire.isClosed() })
        let early = Task { [url = url(listener.port)] in
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure(of: HTTPCall(.post, url, timeout: .seconds(60)), within: policy)
        }
        #expect(await early.value == .cancelled(mayHaveArrived: false))
    }

    @Test func `A reply without an end is cut off, whatever it says of its length`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            let bytes = [UInt8](repeating: 0x78, count: 100_000)
            guard head.segments == ["endless"] else {
                return .answer(HTTPResponse(status: 200, body: .bytes(bytes)))
            }
            return .answer(.events { writer in while true { try await writer.write(bytes) } })
        }
        try await serving(leaves: true, plan: plan) { port in
            for path in ["/endless", "/"] {
                let call = HTTPCall(
                    .get,
                    url(port, path),
                    timeout: .seconds(20),
                    replyLimit: 99_999
                )
                #expect(await failure(of: call, within: try loopback(port)) == .replyTooLarge)
            }
            let exact = HTTPCall(.get, url(port), replyLimit: 100_000)
            let reply = try await HTTPClient().send(exact, within: try loopback(port))
            #expect(reply.body.count == 100_000)
        }
    }

    @Test func `Headers without an end are cut off`() async throws {
        let listener = try await offPool { try Listener() }
        async let bomb: Void = offPool {
            let wire = try listener.accept()
            _ = try wire.take(until: "\r\n\r\n")
            try wire.send("HTTP/1.1 200 OK\r\n")
            while (try? wire.send("X: \(String(repeating: "y", count: 1_000))\r\n")) != nil {}
        }
        let call = HTTPCall(.get, url(listener.port), timeout: .seconds(20))
        let error = await failure(of: call, within: try loopback(listener.port))
        #expect(error?.mayHaveArrived == true)
        try await bomb
    }
}
