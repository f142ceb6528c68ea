import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.prompt) struct ServingTests {
    private let request = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"

    @Test func `One connection carries many requests`() async throws {
        try await served { [request] port in
            let wire = try Wire(port: port)
            for _ in 0..<20 {
                try wire.send(request)
                let answer = try wire.answer()
                #expect(answer.status == 200)
                #expect(answer.text == "hello")
            }
        }
    }

    @Test func `Requests sent at once are answered in their order`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            .whole { _ in
                // The first takes longest.
                if head.segments == ["0"] { try? await Task.sleep(for: .milliseconds(50)) }
                return .text(head.segments[0])
            }
        }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            let heads = (0..<10).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }
            try wire.send(heads.joined())
            for number in 0..<10 { #expect(try wire.answer().text == "\(number)") }
        }
    }

    @Test func `A request may come byte by byte`() async throws {
        try await served { [request] port in
            let wire = try Wire(port: port)
            for byte in request.utf8 { try wire.send([byte]) }
            #expect(try wire.answer().text == "hello")
        }
    }

    @Test func `HEAD gets the headers of the answer and no body`() async throws {
        try await served(plan: { _ in .answer(.text("twelve bytes")) }) { port in
            let wire = try Wire(port: port)
            for _ in 0..<3 {
                try wire.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
                let answer = try wire.answer(toHead: true)
                #expect(answer.status == 200)
                #expect(answer["content-length"] == "12")
            }
        }
    }

    @Test func `The head is told as it came, and its names whatever their case`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            .whole { _ in
                let parts: [String] = [
                    head.method.name, head.target, "\(head.segments)",
                    head.queryValue("b") ?? "-", head.headers["x-CANARY"] ?? "-", head.peer,
                    "\(head.contentLength ?? -1)",
                ]
                return .text(parts.joined(separator: " "))
            }
        }
        let text = try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send("PURGE /a%20b/?b=1+%32 HTTP/1.1\r\nhOST: h\r\nX-Canary:  c \r\n\r\n")
            return try wire.answer().text
        }
        #expect(text == #"PURGE /a%20b/?b=1+%32 ["a b", ""] 1 2 c 127.0.0.1 0"#)
    }

    @Test func `A body may come in chunks`() async throws {
        try await served { port in
            let wire = try Wire(port: port)
            for _ in 0..<2 {
                try wire.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
                try wire.send("5\r\nhello\r\n7;note=1\r\n, world\r\n0\r\nX-Trailer: 1\r\n\r\n")
                #expect(try wire.answer().text == "hello, world")
            }
        }
    }

    @Test func `A client that asks before it sends its body is told to go on, or refused`()
        async throws
    {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            head.segments == ["ok"] ? echo : .answer(.problem(Problem(401)))
        }
        try await served(plan: plan) { port in
            let head = "HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
            let taken = try Wire(port: port)
            try taken.send("POST /ok \(head)")
            #expect(try taken.take(until: "\r\n\r\n").starts(with: "HTTP/1.1 100 ".utf8))
            try taken.send("hello")
            #expect(try taken.answer().text == "hello")
            let refused = try Wire(port: port)
            try refused.send("POST /no \(head)")
            #expect(isProblem(try refused.answer(), 401))
            #expect(refused.isClosed())
        }
    }

    @Test func `A refused request with a small body leaves the connection as it was`() async throws
    {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in .answer(.problem(Problem(401))) }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            for size in [0, 5, 60_000] {
                try wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(size)\r\n\r\n")
                try wire.send([UInt8](repeating: 0, count: size))
                #expect(isProblem(try wire.answer(), 401))
            }
            try wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")
            #expect(isProblem(try wire.answer(), 401))
            #expect(wire.isClosed())
        }
    }

    @Test func `Headers of an answer are sent, and none can be broken out of`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            var response = HTTPResponse(status: 204)
            response.headers.add("Location", "/a\(head.queryValue("x") ?? "")b")
            response.headers.add("X-Twice", "1")
            response.headers.add("X-Twice", "2")
            if head.segments[0] == "broken" { response.headers.add("X-User", "a\r\nX-Evil: 1") }
            if head.segments.count == 2 { response.body = .stream { try await $0.write("never") } }
            return .answer(response)
        }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send("GET /?x=- HTTP/1.1\r\nHost: h\r\n\r\n")
            let answer = try wire.answer()
            #expect(answer.status == 204)
            #expect(answer["location"] == "/a-b")
            #expect(answer.headers.filter { $0.name == "x-twice" }.map(\.value) == ["1", "2"])
            for path in ["/broken", "/broken/stream"] {
                try wire.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
                let refused = try wire.answer()
                #expect(isProblem(refused, 500))
                #expect(refused["x-evil"] == nil)
            }
        }
    }

    @Test func `A port in use and an address of another machine are told`() async throws {
        try await serving { port in
            let second = HTTPServer(HTTPServerConfiguration(port: port)) { _ in echo }
            #expect(throws: HTTPServerError.addressInUse("127.0.0.1:\(port)")) {
                try second.start()
            }
        }
        for host in ["203.0.113.7", "example.com", "::ffff:203.0.113.7"] {
            let server = HTTPServer(HTTPServerConfiguration(host: host)) { _ in echo }
            let error = #expect(throws: HTTPServerError.self) { try server.start() }
            #expect(error?.description.hasPrefix("cannot serve at ") == true)
        }
    }

    @Test func `IPv6 is served too`() async throws {
        let server = HTTPServer(HTTPServerConfiguration(host: "::1")) { head in
            .answer(.text(head.peer))
        }
        let port: UInt16
        do {
            port = try server.start()
        } catch HTTPServerError.addressUnavailable {
            // A machine without IPv6, as some containers are.
            return
        }
        let output = try await run("curl", ["-sS", "http://[::1]:\(port)/"])
        #expect(output == "::1")
        await server.stop(within: .seconds(1))
    }
}
