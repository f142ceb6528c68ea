import Foundation
import Synchronization

/// Serves HTTP/1.1, with and without TLS.
///
/// Every request is planned when its head is there, on the server's own thread, and answered by a
/// task of its own. What breaks a limit, or the protocol, is refused with a problem document.
package final class HTTPServer: Sendable {
    private enum State {
        case new
        case running(EventLoop)
        case stopping(Task<Bool, Never>)
    }

    private let configuration: HTTPServerConfiguration
    private let observer: (any HTTPObserver)?
    private let plan: @Sendable (HTTPHead) -> HTTPPlan
    private let state = Mutex(State.new)

    /// Makes a server that does not serve yet.
    ///
    /// - Parameters:
    ///   - configuration: Where, and within what limits.
    ///   - observer: Who is told of every answer.
    ///   - plan: Called for each request before its body is read. All requests wait for it: it
    ///     must neither block nor take long.
    package init(
        _ configuration: HTTPServerConfiguration,
        observer: (any HTTPObserver)? = nil,
        plan: @escaping @Sendable (HTTPHead) -> HTTPPlan
    ) {
        self.configuration = configuration
        self.observer = observer
        self.plan = plan
    }

    deinit {
        state.withLock { state in
            guard case .running(let loop) = state else { return }
            Task { await Self.stop(loop, within: .zero) }
        }
    }

    /// Begins to serve, once.
    ///
    /// - Returns: The port.
    /// - Throws: Why it cannot; another start may then be tried.
    @discardableResult
    package func start() throws(HTTPServerError) -> UInt16 {
        let credentials: Credentials? =
            if let files = configuration.tls { try Credentials(files) } else { nil }
        let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
        let loop = try EventLoop(
            socket,
            credentials,
            configuration.limits,
            observer,
            plan: plan
        )
        state.withLock { state in
            guard case .new = state else { preconditionFailure("a server is started once") }
            state = .running(loop)
        }
        let thread = Thread { loop.run() }
        thread.name = "http"
        thread.start()
        return socket.port
    }

    /// Takes no more connections; those that are there end with their next answer.
    package func stopAccepting() {
        state.withLock { state in
            guard case .running(let loop) = state else { return }
            loop.post(.stopAccepting)
        }
    }

    /// Takes no more connections, ends the streams, finishes what is under way, and closes all.
    ///
    /// - Parameter time: What is not finished by then is cut off.
    /// - Returns: Whether everything was finished.
    @discardableResult
    package func stop(within time: Duration) async -> Bool {
        let stopping: Task<Bool, Never>? = state.withLock { state in
            switch state {
            case .new: return nil
            case .stopping(let task): return task
            case .running(let loop):
                let task = Task { await Self.stop(loop, within: time) }
                state = .stopping(task)
                return task
            }
        }
        return await stopping?.value ?? true
    }

    private static func stop(_ loop: EventLoop, within time: Duration) async -> Bool {
        await withCheckedContinuation { loop.post(.stop(within: time, stopped: $0)) }
    }
}
