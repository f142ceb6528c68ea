import Foundation
import HTTP
import Synchronization
import Values

/// A server's desk, as one agent asks it.
final class DeskConnection: Sendable {
    private let base: String
    private let token: String
    private let client = HTTPClient()
    private let policy: EgressPolicy

    /// - Parameters:
    ///   - url: The server's address, such as `http://127.0.0.1:8080`.
    ///   - token: Of the role `agent`.
    /// - Throws: The address is none.
    init(_ url: String, token: String) throws(CommandFailure) {
        base = url.hasSuffix("/") ? String(url.dropLast()) : url
        guard let destination = HTTPDestination(base),
            let allowance = EgressPolicy.Allowance("\(destination.hostText):\(destination.port)")
        else { throw .usage("'\(url)' is no address: write --server http://127.0.0.1:8080") }
        self.token = token
        policy = EgressPolicy(allowed: [allowance])
    }

    /// Why something was not done, in words for whoever wanted it.
    struct Refusal: Error {
        let status: Int
        let words: String
    }

    func get(_ path: String, waiting span: Duration = .zero) async throws(Refusal) -> JSON {
        try await call(.get, path, nil, patience: span + .seconds(10))
    }

    func post(_ path: String, _ body: JSON? = nil) async throws(Refusal) -> JSON {
        try await call(.post, path, body, patience: .seconds(60))
    }

    func put(_ path: String, _ body: JSON) async throws(Refusal) -> JSON {
        try await call(.put, path, body, patience: .seconds(10))
    }

    private func call(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSON?,
        patience: Duration
    ) async throws(Refusal) -> JSON {
        var headers: HTTPHeaders = ["Authorization": "Bearer \(token)"]
        if body != nil { headers.add("Content-Type", "application/json") }
        let call = HTTPCall(
            method,
            base + path,
            headers: headers,
            body: body?.bytes ?? [],
            timeout: patience,
            replyLimit: 8 << 20
        )
        let reply: HTTPReply
        do throws(HTTPClientError) { reply = try await client.send(call, within: policy) } catch {
            throw Refusal(status: 0, words: "\(base) does not answer (\(error))")
        }
        let json = (try? JSON(parsing: reply.body)) ?? .null
        guard (200..<300).contains(reply.status) else {
            let words = json["detail"]?.string ?? json["title"]?.string ?? "\(reply.status)"
            throw Refusal(status: reply.status, words: words)
        }
        return json
    }

    /// Waits for an answer on a thread that may wait.
    static func wait(_ ask: @escaping @Sendable () async throws(Refusal) -> JSON) throws(Refusal)
        -> JSON
    {
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<Result<JSON, Refusal>>(.failure(Refusal(status: 0, words: "")))
        Task {
            do throws(Refusal) {
                let json = try await ask()
                result.withLock { $0 = .success(json) }
            } catch {
                result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        return try result.withLock(\.self).get()
    }
}
