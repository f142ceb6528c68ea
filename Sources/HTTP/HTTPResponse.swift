import Foundation
import Values

/// What a request is answered with.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: Body

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Bytes that come over time, from a task that is cancelled when the client is gone or the
        /// server stops.
        ///
        /// Where it throws, the connection is cut, so that the client does not take what it has
        /// for the whole. A `HEAD` does not run it.
        case stream(@Sendable (HTTPBodyWriter) async throws -> Void)
        /// The same without an end of its own: it is whole when the server stops.
        case events(@Sendable (HTTPBodyWriter) async throws -> Void)
    }

    package init(status: Int, headers: HTTPHeaders = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// JSON that is written already.
    package static func json(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: ["Content-Type": "application/json"],
            body: .bytes(bytes)
        )
    }

    package static func json(_ value: JSON, status: Int = 200) -> HTTPResponse {
        json(value.bytes, status: status)
    }

    package static func text(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: ["Content-Type": "text/plain; charset=utf-8"],
            body: .bytes(Array(text.utf8))
        )
    }

    package static func problem(_ problem: Problem) -> HTTPResponse {
        var response = json(problem.document, status: problem.status)
        response.headers = ["Content-Type": "application/problem+json"]
        for (name, value) in problem.headers.sorted(by: { $0.key < $1.key }) {
            response.headers.add(name, value)
        }
        return response
    }

    /// Server-sent events; what is written must have their form, `data: …` and an empty line.
    package static func events(
        _ produce: @escaping @Sendable (HTTPBodyWriter) async throws -> Void
    ) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: [
                "Content-Type": "text/event-stream", "Cache-Control": "no-store",
                // A proxy that collects the answer would hold events back.
                "X-Accel-Buffering": "no",
            ],
            body: .events(produce)
        )
    }
}
