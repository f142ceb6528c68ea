import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@Suite(.prompt) struct ClosingTests {
    private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func `Clients that go away at any moment leave nothing behind`() async throws {
        let planned = Mutex(0)
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            planned.withLock { $0 += 1 }
            return .whole { request in
                try? await Task.sleep(for: .milliseconds(20))
                return HTTPResponse(status: 200, body: .bytes(.init(repeating: 1, count: 200_000)))
            }
        }
        let request = Array("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello".utf8)
        try await served(plan: plan) { port in
            for isReset in [true, false] {
                for end in stride(from: 0, through: request.count, by: 3) {
                    let wire = try Wire(port: port)
                    try wire.send(Array(request.prefix(end)))
                    if isReset { wire.reset() }
                }
            }
            // One that reads a part of the answer.
            let wire = try Wire(port: port, receiveBuffer: 4_096)
            try wire.send(request)
            _ = try wire.take(until: "\r\n\r\n")
            wire.reset()
            let good = try Wire(port: port)
            try good.send(request)
            #expect(try good.answer().body.count == 200_000)
        }
        // That `served` comes back says that nothing was under way any more.
        #expect(planned.withLock { $0 } > 2)
    }

    @Test func `A client that ends its half still gets its answer`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .whole { _ in
                try? await Task.sleep(for: .milliseconds(50))
                return .text("done")
            }
        }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send(Self.get)
            wire.endSending()
            #expect(try wire.answer().text == "done")
            #expect(wire.isClosed())
        }
    }

    @Test func `A drain finishes what is under way and takes nothing new`() async throws {
        let (begun, mayEnd) = (Sign(), Sign())
        let server = HTTPServer(HTTPServerConfiguration()) { _ in
            .whole { _ in
                begun.give()
                _ = await mayEnd.comes()
                return .text("done")
            }
        }
        let port = try server.start()
        let idle = try Wire(port: port)
        async let answer = offPool {
            let wire = try Wire(port: port)
            try wire.send(Self.get)
            let answer = try wire.answer()
            #expect(wire.isClosed())
            return answer
        }
        #expect(await begun.comes())
        async let isWhole = server.stop(within: .seconds(10))
        async let again = server.stop(within: .seconds(10))
        #expect(try await offPool { idle.isClosed() })
        #expect(throws: Wire.Closed.self) { try Wire(port: port) }
        mayEnd.give()
        #expect(try await answer.text == "done")
        #expect(try await answer["connection"] == "close")
        #expect(await isWhole)
        #expect(await again)
    }

    @Test func `A server that takes no more still answers those that are connected`() async throws {
        let server = HTTPServer(HTTPServerConfiguration()) { _ in .answer(.text("still here")) }
        let port = try server.start()
        let wire = try Wire(port: port)
        try await offPool {
            try wire.send(Self.get)
            #expect(try wire.answer()["connection"] == nil)
        }
        server.stopAccepting()
        try await offPool {
            while (try? Wire(port: port)) != nil { Thread.sleep(forTimeInterval: 0.01) }
            try wire.send(Self.get)
            #expect(try wire.answer()["connection"] == "close")
            #expect(wire.isClosed())
        }
        #expect(await server.stop(within: .seconds(1)))
    }

    @Test func `A drain has an end, also for what never does`() async throws {
        let (begun, ended) = (Sign(), Sign())
        let server = HTTPServer(HTTPServerConfiguration()) { head in
            head.segments == ["events"]
                ? .answer(
                    .events { writer in
                        defer { ended.give() }
                        while true {
                            try await writer.write("data: 1\n\n")
                            try await Task.sleep(for: .milliseconds(10))
                        }
                    }
                )
                : .whole { _ in
                    begun.give()
                    try? await Task.sleep(for: .seconds(60))
                    return .text("too late")
                }
        }
        let port = try server.start()
        let (stream, never, half) = (
            try Wire(port: port), try Wire(port: port), try Wire(port: port)
        )
        try await offPool {
            try stream.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n")
            try never.send(Self.get)
            try half.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel")
            _ = try stream.take(until: "data: 1\n\n")
        }
        #expect(await begun.comes())
        #expect(await server.stop(within: .milliseconds(300)) == false)
        #expect(await ended.comes())
        // A stream of events ends as what is whole does.
        #expect(try await offPool { try stream.rest().hasSuffix("0\r\n\r\n") })
        for wire in [never, half] {
            #expect(try await offPool { try !wire.rest().contains("too late") })
        }
    }

    @Test func `A server that is let go of stops by itself`() async throws {
        let port = try {
            let server = HTTPServer(HTTPServerConfiguration()) { _ in echo }
            return try server.start()
        }()
        let isGone = try await offPool {
            for _ in 0..<500 {
                guard (try? Wire(port: port)) != nil else { return true }
                Thread.sleep(forTimeInterval: 0.01)
            }
            return false
        }
        #expect(isGone)
    }

    @Test func `A server that was never started stops at once`() async {
        let server = HTTPServer(HTTPServerConfiguration()) { _ in echo }
        server.stopAccepting()
        #expect(await server.stop(within: .seconds(1)))
    }
}
