import HTTP
import TestSupport
import Testing

/// W3C Trace Context: what belongs together on several machines can be found together.
@Suite(.prompt) struct TraceContextTests {
    private static let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `A header that is well is read, and handed on with the same trace`() throws {
        let trace = try #require(TraceContext(traceparent: Self.header))
        #expect(trace.id == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.isSampled)
        let next = try #require(TraceContext(traceparent: trace.traceparentOfNext()))
        #expect(next.id == trace.id)
        #expect(next.isSampled)
        #expect(next.parent != trace.parent)
        // A later version says more.
        #expect(
            TraceContext(traceparent: Self.header.replacing("00-4", with: "cc-4") + "-x") != nil
        )
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    ])
    func `Anything else begins no trace`(header: String) {
        #expect(TraceContext(traceparent: header) == nil)
    }

    @Test func `What is called because of a request has its trace, and else none`() async throws {
        try await serving(plan: { head in
            .answer(.text(head.headers["traceparent"] ?? "none"))
        }) { port in
            let client = HTTPClient()
            let policy = EgressPolicy(
                allowed: [EgressPolicy.Allowance("127.0.0.0/8")].compactMap(\.self)
            )
            @Sendable func seen() async throws -> String {
                let call = HTTPCall(.get, "http://127.0.0.1:\(port)/")
                return String(
                    decoding: try await client.send(call, within: policy).body,
                    as: UTF8.self
                )
            }
            #expect(try await seen() == "none")
            let trace = try #require(TraceContext(traceparent: Self.header))
            let (one, other) = try await TraceContext.$current.withValue(trace) {
                (try await seen(), try await Task { try await seen() }.value)
            }
            #expect(TraceContext(traceparent: one)?.id == trace.id)
            #expect(TraceContext(traceparent: other)?.id == trace.id)
            #expect(one != other)
        }
    }
}
