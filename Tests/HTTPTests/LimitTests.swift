import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.prompt) struct LimitTests {
    private static let host = "Host: h\r\n"

    // MARK: Sizes

    @Test func `A body over the limit is refused before it is read, or where it crosses it`()
        async throws
    {
        try await served {
            $0.body = 100_000
        } _: { port in
            let told = try Wire(port: port)
            try told.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n")
            #expect(isProblem(try told.answer(), 413))
            #expect(told.isClosed())
            let exact = try Wire(port: port)
            try exact.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")
            try exact.send([UInt8](repeating: 1, count: 100_000))
            #expect(try exact.answer()["x-got"] == "100000")
        }
    }

    @Test func `A chunked body without an end is cut off`() async throws {
        try await served {
            $0.body = 100_000
        } _: { port in
            let wire = try Wire(port: port)
            try wire.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "1000\r\n" + String(repeating: "x", count: 4_096) + "\r\n"
            #expect(throws: Wire.Closed.self) {
                for _ in 0..<100_000 { try wire.send(chunk) }
            }
        }
    }

    @Test func `A chunked body that is too large is told so`() async throws {
        try await served {
            $0.body = 10
        } _: { port in
            let wire = try Wire(port: port)
            try wire.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            try wire.send("b\r\nhello world\r\n")
            #expect(isProblem(try wire.answer(), 413))
            #expect(wire.isClosed())
        }
    }

    @Test func `Lines, headers and their number have limits`() async throws {
        try await served { port in
            func answer(_ request: String) throws -> WireAnswer {
                let wire = try Wire(port: port)
                try wire.send(request)
                return try wire.answer()
            }
            func get(path: Int = 1, headers: Int = 0, of size: Int = 1) -> String {
                "GET /\(String(repeating: "p", count: path - 1)) HTTP/1.1\r\nHost: h\r\n"
                    + (0..<headers).map { "X\($0): \(String(repeating: "v", count: size))\r\n" }
                    .joined() + "\r\n"
            }
            #expect(try answer(get(path: 8_000, headers: 99)).status == 200)
            #expect(isProblem(try answer(get(path: 8_200)), 414))
            #expect(isProblem(try answer(get(headers: 100)), 431))
            #expect(try answer(get(headers: 6, of: 10_000)).status == 200)
            #expect(isProblem(try answer(get(headers: 7, of: 10_000)), 431))
            // Far beyond, the library refuses before we see it.
            let far = try answer(get(path: 200_000)).status
            #expect(far == 414 || far == 431)
            #expect(try answer(get(headers: 1, of: 200_000)).status == 431)
        }
    }

    @Test func `A million headers are refused long before the last`() async throws {
        try await served { port in
            let wire = try Wire(port: port)
            try wire.send("GET / HTTP/1.1\r\nHost: h\r\n")
            let some = (0..<1_000).map { "X\($0): 1\r\n" }.joined()
            #expect(throws: Wire.Closed.self) { for _ in 0..<1_000 { try wire.send(some) } }
        }
    }

    // MARK: Times

    @Test func `Headers that dribble in are cut off, and a good client is served meanwhile`()
        async throws
    {
        try await served {
            $0.headerTime = .milliseconds(300)
        } _: { port in
            let slow = try (0..<50).map { _ in try Wire(port: port) }
            let good = try Wire(port: port)
            for byte in "GET / HT".utf8 {
                for wire in slow { try? wire.send([byte]) }
                try good.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try good.answer().status == 200)
                Thread.sleep(forTimeInterval: 0.1)
            }
            for wire in slow {
                #expect(isProblem(try wire.answer(), 408))
                #expect(wire.isClosed())
            }
            try good.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try good.answer().status == 200)
        }
    }

    @Test func `The second request of a connection may not dribble in either`() async throws {
        try await served {
            $0.headerTime = .milliseconds(200)
        } _: { port in
            let wire = try Wire(port: port)
            try wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try wire.answer().status == 200)
            // To be idle is allowed.
            Thread.sleep(forTimeInterval: 0.5)
            try wire.send("GET")
            #expect(isProblem(try wire.answer(), 408))
            #expect(wire.isClosed())
        }
    }

    @Test func `A body that comes too slowly is cut off, and one that keeps its rate is not`()
        async throws
    {
        try await served {
            $0.bodyTime = .seconds(1)
            $0.bodyBytesPerSecond = 1_000
        } _: { port in
            let head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n"
            let slow = try Wire(port: port)
            try slow.send(head + "x")
            #expect(isProblem(try slow.answer(), 408))
            #expect(slow.isClosed())
            let steady = try Wire(port: port)
            try steady.send(head)
            for _ in 0..<8 {
                try steady.send([UInt8](repeating: 1, count: 250))
                Thread.sleep(forTimeInterval: 0.15)
            }
            #expect(try steady.answer()["x-got"] == "2000")
        }
    }

    @Test func `A connection that nobody uses is closed`() async throws {
        try await served {
            $0.idleTime = .seconds(1)
        } _: { port in
            let (used, unused) = (try Wire(port: port), try Wire(port: port))
            try used.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try used.answer().status == 200)
            #expect(used.isClosed())
            #expect(unused.isClosed())
        }
    }

    @Test func `An answer that never comes is given up, and whoever makes it is told`() async throws
    {
        let given = Sign()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            guard head.segments == ["never"] else { return .answer(.text("at once")) }
            return .whole { _ in
                try? await Task.sleep(for: .seconds(60))
                given.give()
                return .text("too late")
            }
        }
        try await serving({ $0.answerTime = .milliseconds(200) }, plan: plan) { port in
            try await offPool {
                let wire = try Wire(port: port)
                try wire.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n")
                let answer = try wire.answer()
                #expect(isProblem(answer, 503))
                #expect(answer["retry-after"] == "1")
                try wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try wire.answer().status == 200)
            }
            #expect(await given.comes())
        }
    }

    // MARK: Numbers

    @Test func `One address has so many connections`() async throws {
        try await served {
            $0.connectionsPerAddress = 3
        } _: { port in
            let few = try (0..<3).map { _ in try Wire(port: port) }
            for wire in few {
                try wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try wire.answer().status == 200)
            }
            #expect(try Wire(port: port).isClosed())
            try few[0].send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try few[0].answer().status == 200)
        }
    }

    @Test func `A thousand connections are served at once`() async throws {
        var files = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        files.rlim_cur = min(files.rlim_max, max(files.rlim_cur, 4_096))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        let many = min(1_000, Int(files.rlim_cur) / 2 - 200)
        try await served { port in
            let wires = try (0..<many).map { _ in try Wire(port: port) }
            for _ in 0..<2 {
                for wire in wires {
                    try wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")
                }
                for wire in wires { #expect(try wire.answer().text == "hello") }
            }
        }
    }

    // MARK: Packed bodies

    private static let packed = """
        H4sIAAAAAAACA8tIzcnJVyjPL8pJAQCFEUoNCwAAAA==
        """

    @Test func `A packed body is taken only where it is planned, and only whole`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            guard head.segments == ["packed"] else { return echo }
            return .whole(gzip: true) { .text(String(decoding: $0.body, as: UTF8.self)) }
        }
        let packed = try #require(Data(base64Encoded: Self.packed))
        try await served(plan: plan) { port in
            func answer(_ path: String, _ encoding: String, _ body: Data) throws -> WireAnswer {
                let wire = try Wire(port: port)
                try wire.send(
                    "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.count)\r\n"
                )
                try wire.send("Content-Encoding: \(encoding)\r\n\r\n")
                try wire.send([UInt8](body))
                return try wire.answer()
            }
            #expect(try answer("/packed", "gzip", packed).text == "hello world")
            #expect(try answer("/packed", "identity", Data("plain".utf8)).text == "plain")
            #expect(isProblem(try answer("/", "gzip", packed), 415))
            #expect(isProblem(try answer("/packed", "br", packed), 415))
            #expect(isProblem(try answer("/packed", "gzip, gzip", packed), 415))
            for broken in [packed.dropLast(), packed + packed, Data("hello".utf8), Data([0x1F])] {
                let refused = try answer("/packed", "gzip", broken)
                #expect(isProblem(refused, 400))
            }
        }
    }

    @Test func `A packed bomb is refused`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .whole(gzip: true) { .text("\($0.body.count)") }
        }
        let shell = "head -c 100000000 /dev/zero | gzip -9 | base64 -w0"
        let bomb = try #require(Data(base64Encoded: try await run("sh", ["-c", shell])))
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(bomb.count)\r\n")
            try wire.send("Content-Encoding: gzip\r\n\r\n")
            try wire.send([UInt8](bomb))
            #expect(isProblem(try wire.answer(), 413))
        }
    }
}
