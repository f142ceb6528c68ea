import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@Suite(.prompt) struct StreamTests {
    private static let get = "GET /events HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func `Events arrive one by one, as they are written`() async throws {
        let next = AsyncStream<Int>.makeStream()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .answer(
                .events { writer in
                    for await number in next.stream {
                        try await writer.write("data: \(number)\n\n")
                    }
                }
            )
        }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send(Self.get)
            let head = WireAnswer(
                head: String(decoding: try wire.take(until: "\r\n\r\n"), as: UTF8.self)
            )
            #expect(head["content-type"] == "text/event-stream")
            #expect(head["transfer-encoding"] == "chunked")
            for number in 0..<5 {
                next.continuation.yield(number)
                _ = try wire.take(until: "data: \(number)\n\n")
            }
            next.continuation.finish()
            _ = try wire.take(until: "0\r\n\r\n")
            // The connection goes on.
            for _ in 0..<2 {
                try wire.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try wire.answer(toHead: true).status == 200)
            }
        }
    }

    @Test(arguments: [true, false])
    func `A client that goes away ends the stream, also one that waits for an event`(
        isReset: Bool
    ) async throws {
        let ended = Sign()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .answer(
                .events { writer in
                    defer { ended.give() }
                    try await writer.write("data: 1\n\n")
                    try await Task.sleep(for: .seconds(60))
                }
            )
        }
        try await serving(plan: plan) { port in
            try await offPool {
                let wire = try Wire(port: port)
                try wire.send(Self.get)
                _ = try wire.take(until: "data: 1\n\n")
                if isReset { wire.reset() }
            }
            #expect(await ended.comes())
        }
    }

    @Test func `A client that does not read holds the writer back, not the memory`() async throws {
        let written = Mutex(0)
        let ended = Sign()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .answer(
                .events { writer in
                    defer { ended.give() }
                    let piece = [UInt8](repeating: 0x78, count: 10_000)
                    while true {
                        try await writer.write(piece)
                        written.withLock { $0 += piece.count }
                    }
                }
            )
        }
        try await serving({ $0.streamBacklog = 50_000 }, plan: plan) { port in
            let wire = try Wire(port: port, receiveBuffer: 4_096)
            try await offPool { try wire.send(Self.get) }
            // It stands still once the buffers of both kernels are full.
            var (before, now) = (-1, 0)
            for _ in 0..<100 where before != now || now == 0 {
                before = now
                try await Task.sleep(for: .milliseconds(100))
                now = written.withLock { $0 }
            }
            #expect(before == now && now > 0)
            #expect(now < 10_000_000)
            try await offPool { for _ in 0..<20 { _ = try wire.some() } }
            wire.reset()
            #expect(await ended.comes())
        }
    }

    @Test func `A stream that fails is not taken for a whole one`() async throws {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .answer(
                .events { writer in
                    try await writer.write("data: 1\n\n")
                    throw CancellationError()
                }
            )
        }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send(Self.get)
            #expect(try !wire.rest().hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func `A large answer arrives whole, whole or in pieces`() async throws {
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            guard head.segments == ["pieces"] else {
                return .answer(HTTPResponse(status: 200, body: .bytes(bytes)))
            }
            let produce: @Sendable (HTTPBodyWriter) async throws -> Void = { writer in
                for start in stride(from: 0, to: bytes.count, by: 99_991) {
                    try await writer.write(Array(bytes[start...].prefix(99_991)))
                }
            }
            return .answer(HTTPResponse(status: 200, body: .stream(produce)))
        }
        try await served(plan: plan) { port in
            let wire = try Wire(port: port)
            for path in ["/whole", "/pieces"] {
                try wire.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try wire.answer().body == bytes)
            }
        }
    }
}
