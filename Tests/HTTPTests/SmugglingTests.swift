import HTTP
import TestSupport
import Testing

/// What two readers could take for different requests must be refused, and nothing that follows it
/// be taken for a request.
@Suite(.prompt) struct SmugglingTests {
    private static let hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n"

    private static func post(_ headers: String, _ body: String = "0\r\n\r\n" + hidden) -> String {
        "POST / HTTP/1.1\r\nHost: h\r\n\(headers)\r\n\r\n\(body)"
    }

    @Test(arguments: [
        post("Content-Length: 5\r\nTransfer-Encoding: chunked"),
        post("Transfer-Encoding: chunked\r\nContent-Length: 5"),
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
        post("Transfer-Encoding: identity"), post("Transfer-Encoding: xchunked"),
        post("Transfer-Encoding: gzip, chunked"), post("Transfer-Encoding: chunked, identity"),
        post("Transfer-Encoding: \"chunked\""), post("Transfer-Encoding:"),
        post("Transfer-Encoding: \u{0B}chunked"), post("Transfer-Encoding : chunked"),
        post("Transfer-Encoding\t: chunked"), post(" Transfer-Encoding: chunked"),
        post("Content-Length: 5\r\nContent-Length: 6"),
        post("Content-Length: 5\r\nContent-Length: 5"), post("Content-Length: 5, 5"),
        post("Content-Length: +5"), post("Content-Length: -5"), post("Content-Length: 0x5"),
        post("Content-Length: 5 5"), post("Content-Length: 5 "), post("X-A: 1\r\n folded: 2"),
        post("X-A: 1\rContent-Length: 5"), post("Content-Length: 5\r\nX-A: 1\r\n\t2"),
        post("Content-Length:"), post("Content-Length: 5\u{0B}"),
        post("Content-Length: 99999999999999999999"), post("Content-Length : 5"),
        post("X-A: 1\u{0}\r\nContent-Length: 5"), post("X-A\u{0}: 1\r\nContent-Length: 5"),
        post("Content-Length: 5\u{0}"), post("No-Colon"), post(": 1"),
        post("Transfer-Encoding: chunked", "x\r\nhello\r\n0\r\n\r\n" + hidden),
        post("Transfer-Encoding: chunked", "-5\r\nhello\r\n0\r\n\r\n" + hidden),
        post("Transfer-Encoding: chunked", "0x5\r\nhello\r\n0\r\n\r\n" + hidden),
        post("Transfer-Encoding: chunked", "5\r\nhelloworld\r\n0\r\n\r\n" + hidden),
        post("Transfer-Encoding: chunked", "10000000000000005\r\nhello\r\n0\r\n\r\n" + hidden),
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "GET / HTTP/1.1\r\n\r\n" + hidden, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + hidden,
        "GET / HTTP/1.1 \r\nHost: h\r\n\r\n" + hidden,
        "GET  / HTTP/1.1\r\nHost: h\r\n\r\n" + hidden,
        "GET /a\u{0}b HTTP/1.1\r\nHost: h\r\n\r\n" + hidden,
        "GET / x HTTP/1.1\r\nHost: h\r\n\r\n" + hidden, "GET /\r\n\r\n" + hidden,
        "GET / HTTP/2.0\r\nHost: h\r\n\r\n" + hidden, "GET / HTTP/11\r\nHost: h\r\n\r\n" + hidden,
        "G(T / HTTP/1.1\r\nHost: h\r\n\r\n" + hidden, "GET / http/1.1\r\nHost: h\r\n\r\n" + hidden,
        "GET / HTTP/1.1\nHost: h\n\n" + hidden,
        "GET / HTTP/1.1\r\nHost: h\nX-A: 1\r\n\r\n" + hidden,
        "GET / HTTP/1.1\r\nHost: h\r\n\n" + hidden,
        "GET * HTTP/1.1\r\nHost: h\r\n\r\n", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{0}\u{A5}\u{1}\u{0}\r\n\r\n",
    ])
    func `A request that can be read in two ways is refused, and what follows it not read`(
        request: String
    ) async throws {
        let seen = Sign()
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            if head.segments == ["hidden"] { seen.give() }
            return echo
        }
        let text = try await served({ $0.headerTime = .milliseconds(300) }, plan: plan) { port in
            let wire = try Wire(port: port)
            try wire.send(request)
            wire.endSending()
            return try wire.rest()
        }
        // Either an answer that says no, or none at all.
        #expect(
            text.isEmpty || text.contains("HTTP/1.1 4") || text.contains("HTTP/1.1 50"),
            "\(text)"
        )
        #expect(!text.contains("HTTP/1.1 200"), "\(text)")
        #expect(!seen.isGivenNow)
    }

    @Test(arguments: [
        "Content-Length:5", "Content-Length:  5", "Content-Length: 005", "content-length:\t5",
    ])
    func `Blanks before a length change nothing`(header: String) async throws {
        try await served { port in
            let wire = try Wire(port: port)
            for _ in 0..<2 {
                try wire.send("POST / HTTP/1.1\r\nHost: h\r\n\(header)\r\n\r\nhello")
                #expect(try wire.answer().text == "hello")
            }
        }
    }
}
