import Crypto
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

/// Counts and digests what it is given, and holds none of it.
private final class Scale: HTTPBodySink {
    private struct Weighed: ~Copyable {
        var bytes = 0
        var pieces = 0
        var abandoned = 0
        var digest = SHA256()

        mutating func takeDigest() -> [UInt8] {
            var taken = SHA256()
            swap(&taken, &digest)
            return taken.finish()
        }
    }

    private let weighed = Mutex(Weighed())
    let limit: Int
    let isAbandoned = Sign()
    private let delay: Duration

    init(refusingBeyond limit: Int = .max, delay: Duration = .zero) {
        self.limit = limit
        self.delay = delay
    }

    func take(_ piece: [UInt8]) async -> HTTPResponse? {
        if delay > .zero { try? await Task.sleep(for: delay) }
        return weighed.withLock { weighed in
            weighed.bytes += piece.count
            weighed.pieces += 1
            weighed.digest.update(piece)
            return weighed.bytes > limit ? .problem(Problem(422, detail: "no")) : nil
        }
    }

    func abandon() async {
        weighed.withLock { $0.abandoned += 1 }
        isAbandoned.give()
    }

    var bytes: Int { weighed.withLock { $0.bytes } }
    var pieces: Int { weighed.withLock { $0.pieces } }
    var abandoned: Int { weighed.withLock { $0.abandoned } }

    /// The digest of all that was taken; then it begins anew.
    func digest() -> [UInt8] { weighed.withLock { $0.takeDigest() } }
}

@Suite(.prompt) struct UploadTests {
    private func plan(_ scale: Scale, limit: Int = 100 << 20) -> @Sendable (HTTPHead) -> HTTPPlan {
        { _ in .stream(limit: limit, into: scale) { .text("\(scale.bytes)") } }
    }

    private static func head(_ size: Int) -> String {
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(size)\r\n\r\n"
    }

    private func digest(of blocks: [[UInt8]], _ end: String) -> [UInt8] {
        var digest = SHA256()
        for block in blocks { digest.update(block) }
        digest.update(Array(end.utf8))
        return digest.finish()
    }

    @Test func `Twenty megabytes go through in pieces, and the connection goes on`() async throws {
        let scale = Scale()
        let block = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await served(plan: plan(scale)) { port in
            let wire = try Wire(port: port)
            try wire.send(Self.head(20 << 20))
            for _ in 0..<320 { try wire.send(block) }
            #expect(try wire.answer().text == "\(20 << 20)")
            try wire.send(Self.head(5) + "hello")
            #expect(try wire.answer().status == 200)
        }
        #expect(scale.digest() == digest(of: Array(repeating: block, count: 320), "hello"))
        #expect(scale.pieces >= 320)
        #expect(scale.abandoned == 0)
    }

    @Test func `A sink that is slow holds the client back, not the memory`() async throws {
        let scale = Scale(delay: .milliseconds(500))
        try await serving(leaves: true, plan: plan(scale)) { port in
            let sent = try await offPool {
                let wire = try Wire(port: port, patience: .milliseconds(200))
                try wire.send(Self.head(100 << 20))
                let block = [UInt8](repeating: 1, count: 65_536)
                var sent = 0
                while (try? wire.send(block)) != nil { sent += block.count }
                return sent
            }
            // What the buffers of both kernels take.
            #expect(sent < 20 << 20)
            #expect(scale.bytes < 1 << 20)
        }
    }

    @Test func `A body in tiny chunks is gathered before the sink gets it`() async throws {
        let scale = Scale()
        try await served(plan: plan(scale)) { port in
            let wire = try Wire(port: port)
            try wire.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunks = String(repeating: "1\r\nx\r\n", count: 1_000)
            for _ in 0..<50 { try wire.send(chunks) }
            try wire.send("0\r\n\r\n")
            #expect(try wire.answer().text == "50000")
        }
        #expect(scale.pieces < 10)
    }

    @Test func `An empty upload is answered, and one without a sink's objection too`() async throws
    {
        let scale = Scale()
        try await served(plan: plan(scale)) { port in
            let wire = try Wire(port: port)
            try wire.send(Self.head(0))
            #expect(try wire.answer().text == "0")
            try wire.send(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            )
            #expect(try wire.answer().text == "0")
        }
        #expect(scale.abandoned == 0)
    }

    @Test func `A sink that refuses is heard at once`() async throws {
        let scale = Scale(refusingBeyond: 100_000)
        try await served(plan: plan(scale)) { port in
            let wire = try Wire(port: port)
            try wire.send(Self.head(50 << 20))
            let block = [UInt8](repeating: 1, count: 65_536)
            var sent = 0
            while sent < 800, (try? wire.send(block)) != nil { sent += 1 }
            #expect(sent < 800)
        }
        #expect(await scale.isAbandoned.comes())
        #expect(scale.abandoned == 1)
    }

    @Test(arguments: [true, false])
    func `What a client leaves half done is let go of`(isReset: Bool) async throws {
        let scale = Scale(delay: .milliseconds(50))
        try await serving(plan: plan(scale)) { port in
            try await offPool {
                let wire = try Wire(port: port)
                try wire.send(Self.head(100_000))
                try wire.send([UInt8](repeating: 1, count: 50_000))
                // A reset takes what was not read with it.
                while scale.pieces == 0 { Thread.sleep(forTimeInterval: 0.01) }
                if isReset { wire.reset() }
            }
            #expect(await scale.isAbandoned.comes())
        }
        #expect(scale.abandoned == 1)
    }

    @Test func `An upload over its limit is refused, told beforehand or not`() async throws {
        let scale = Scale()
        try await served(plan: plan(scale, limit: 100_000)) { port in
            let told = try Wire(port: port)
            try told.send(Self.head(100_001))
            #expect(isProblem(try told.answer(), 413))
            let untold = try Wire(port: port)
            try untold.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "1000\r\n" + String(repeating: "x", count: 4_096) + "\r\n"
            #expect(throws: Wire.Closed.self) { for _ in 0..<10_000 { try untold.send(chunk) } }
        }
        #expect(await scale.isAbandoned.comes())
        #expect(scale.abandoned == 1)
    }

    @Test func `A sink that hangs is given up, and told once it comes back`() async throws {
        let scale = Scale(delay: .milliseconds(600))
        try await serving({ $0.answerTime = .milliseconds(150) }, plan: plan(scale)) { port in
            try await offPool {
                let wire = try Wire(port: port)
                try wire.send(Self.head(100_000))
                try wire.send([UInt8](repeating: 1, count: 30_000))
                #expect(isProblem(try wire.answer(), 503))
                #expect(wire.isClosed())
            }
            #expect(await scale.isAbandoned.comes())
        }
        #expect(scale.abandoned == 1)
    }

    @Test func `A sink that takes the last piece too late has taken nothing`() async throws {
        let (scale, isAnswered) = (Scale(delay: .milliseconds(600)), Sign())
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { _ in
            .stream(limit: 100, into: scale) {
                isAnswered.give()
                return .text("done")
            }
        }
        try await serving({ $0.answerTime = .milliseconds(150) }, plan: plan) { port in
            try await offPool {
                let wire = try Wire(port: port)
                try wire.send(Self.head(5) + "hello")
                #expect(isProblem(try wire.answer(), 503))
            }
            #expect(await scale.isAbandoned.comes())
        }
        #expect(scale.abandoned == 1)
        #expect(!isAnswered.isGivenNow)
    }

    @Test func `A packed upload is not taken`() async throws {
        let scale = Scale()
        try await served(plan: plan(scale)) { port in
            let wire = try Wire(port: port)
            try wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\n")
            try wire.send("Content-Length: 5\r\n\r\nhello")
            #expect(isProblem(try wire.answer(), 415))
        }
        #expect(scale.pieces == 0)
    }
}
