import Foundation
import HTTP
import Synchronization
import Testing

/// Serves while `body` runs, and stops; then nothing may be left under way but what `leaves` says.
func serving<Result: Sendable>(
    _ limits: (inout HTTPLimits) -> Void = { _ in },
    tls: TLSFiles? = nil,
    leaves: Bool = false,
    plan: @escaping @Sendable (HTTPHead) -> HTTPPlan = { _ in echo },
    _ body: (UInt16) async throws -> Result
) async throws -> Result {
    var configuration = HTTPServerConfiguration(tls: tls)
    limits(&configuration.limits)
    let server = HTTPServer(configuration, plan: plan)
    let port = try server.start()
    do {
        let result = try await body(port)
        let isWhole = await server.stop(within: leaves ? .zero : .seconds(10))
        #expect(leaves || isWhole)
        return result
    } catch {
        await server.stop(within: .zero)
        throw error
    }
}

/// Serves, and talks to the server off the pool.
func served<Result: Sendable>(
    _ limits: (inout HTTPLimits) -> Void = { _ in },
    plan: @escaping @Sendable (HTTPHead) -> HTTPPlan = { _ in echo },
    _ body: @escaping @Sendable (UInt16) throws -> Result
) async throws -> Result {
    try await serving(limits, plan: plan) { port in try await offPool { try body(port) } }
}

/// Says what it got.
let echo = HTTPPlan.whole { request in
    HTTPResponse(
        status: 200,
        headers: ["X-Got": "\(request.body.count)"],
        body: .bytes(request.body)
    )
}

/// Whether an answer is a problem document of a status.
func isProblem(_ answer: WireAnswer, _ status: Int) -> Bool {
    answer.status == status && answer["content-type"] == "application/problem+json"
        && answer.text.contains("\"status\":\(status)")
}

/// Something that happens elsewhere, and that a test waits for.
final class Sign: Sendable {
    private let isGiven = Mutex(false)

    func give() { isGiven.withLock { $0 = true } }

    var isGivenNow: Bool { isGiven.withLock { $0 } }

    /// Whether it comes within half a minute.
    func comes() async -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while !isGivenNow, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(10))
        }
        return isGivenNow
    }
}
