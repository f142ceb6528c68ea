import Foundation
import Synchronization

/// Calls other machines by HTTP/1.1, only where a policy allows it.
///
/// A host's name is resolved once for each call; the addresses are judged, and the connection goes
/// to one of these and nowhere else. Connections are kept for the next call to the same address.
package final class HTTPClient: Sendable {
    /// Finds the addresses of a host's name; none where nobody knows it.
    package typealias Resolver = @Sendable (_ name: String) async -> [IPAddress]

    private let resolve: Resolver
    private let loop: TransferLoop

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - certificates: A PEM file of those whose word is taken for who a server is; nil for the
    ///     system's.
    ///   - resolve: How names are found; the system's way where none is given.
    package init(
        certificates: String? = nil,
        resolve: @escaping Resolver = SystemResolver.addresses
    ) {
        self.resolve = resolve
        loop = TransferLoop(certificates: certificates)
    }

    deinit { loop.stop() }

    /// Sends a request and waits for the whole reply.
    ///
    /// - Parameters:
    ///   - call: The request.
    ///   - policy: Whom it may reach.
    /// - Returns: The reply, whatever its status.
    /// - Throws: Why there is none, and so whether the request may have arrived.
    package func send(
        _ call: HTTPCall,
        within policy: EgressPolicy
    ) async throws(HTTPClientError) -> HTTPReply {
        var call = call
        if let trace = TraceContext.current, call.headers["traceparent"] == nil {
            call.headers.add("traceparent", trace.traceparentOfNext())
        }
        let now = ContinuousClock.now
        let deadline = now + call.timeout
        let start = min(deadline, now + (call.startTimeout ?? call.timeout))
        guard let destination = HTTPDestination(call.url) else { throw .refused(.notAnAddress) }
        guard HTTPToken.isOne(call.method.name) else {
            throw .refused(.brokenHeader(call.method.name))
        }
        if let broken = call.headers.broken { throw .refused(.brokenHeader(broken)) }
        let found: [IPAddress] =
            switch destination.host {
            case .address(let address): [address]
            case .name(let name): try await addresses(of: name, until: start)
            }
        let allowed: [IPAddress]
        do throws(EgressRefusal) {
            allowed = try policy.addresses(of: destination, found)
        } catch {
            throw .refused(error)
        }
        var failure = HTTPClientError.notSent(reason: "there was no time left")
        // Where one address does not take a connection, another may.
        for address in allowed {
            let now = ContinuousClock.now
            guard now < start else { break }
            var call = call
            call.connectTimeout = min(call.connectTimeout, start - now)
            do throws(HTTPClientError) {
                return try await loop.run(call, destination, at: address, within: deadline - now)
            } catch {
                guard case .notSent = error else { throw error }
                failure = error
            }
        }
        throw failure
    }

    /// Asks the resolver, but does not wait for it longer than until the deadline.
    private func addresses(
        of name: String,
        until deadline: ContinuousClock.Instant
    ) async throws(HTTPClientError) -> [IPAddress] {
        let answer = FirstAnswer<[IPAddress]?>()
        let asking = Task { [resolve] in answer.give(await resolve(name)) }
        let waiting = Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            answer.give(nil)
        }
        defer { waiting.cancel() }
        let found = await withTaskCancellationHandler {
            await answer.value
        } onCancel: {
            answer.give(nil)
        }
        guard !Task.isCancelled else {
            asking.cancel()
            throw .cancelled(mayHaveArrived: false)
        }
        guard let found else { throw .notSent(reason: "the host was not found in time") }
        return found
    }
}

/// Whichever of several answers comes first.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case given(Value)
    }

    private let state = Mutex(State.open)

    func give(_ value: Value) {
        let waiting: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .given: return nil
            case .open:
                state = .given(value)
                return nil
            case .awaited(let continuation):
                state = .given(value)
                return continuation
            }
        }
        waiting?.resume(returning: value)
    }

    /// Waits for the first answer; asked once.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let given: Value? = state.withLock { state in
                    if case .given(let value) = state { return value }
                    state = .awaited(continuation)
                    return nil
                }
                if let given { continuation.resume(returning: given) }
            }
        }
    }
}
