import CMicroHTTPD
import Foundation

/// The server's only thread: it runs the library, keeps the time of every connection, and hears
/// what other threads have to say.
///
/// The library runs inside of our loop instead of a thread of its own, so that connections and
/// exchanges belong to one thread and need no locks. All but `post` is called on that thread only.
///
/// Unchecked for that reason: what changes is the thread's own, and `post` uses only the mailbox,
/// which has a lock.
final class EventLoop: @unchecked Sendable {
    /// What other threads say.
    enum Message: Sendable {
        case answered(Exchange, HTTPResponse)
        case pieceTaken(Exchange, HTTPResponse?)
        case written(Exchange)
        case stopAccepting
        case stop(within: Duration, stopped: CheckedContinuation<Bool, Never>)
    }

    /// Marks of what the loop waits for; all others are descriptors of connections.
    private enum Source {
        static let mailbox = UInt64.max
        static let library = UInt64.max - 1
    }

    /// Connections that are ended in one round: to end thousands would keep all others waiting.
    private static let mostEnded = 100

    let limits: HTTPLimits
    let observer: (any HTTPObserver)?
    let plan: @Sendable (HTTPHead) -> HTTPPlan
    private let mailbox: Mailbox<Message>
    private let epoll: Int32
    private let isTLS: Bool
    private var daemon: OpaquePointer?
    /// The moment of this round.
    private(set) var now = currentMoment()
    /// No more connections are taken, and those that are there end with their next answer.
    private(set) var isDraining = false
    private var connections: [Int32: Connection] = [:]
    /// Requests that are under way.
    private var exchanges = 0
    private var stop: (at: Moment, stopped: CheckedContinuation<Bool, Never>)?
    /// The end of what is under way is waited for, and no stream begins.
    var isStopping: Bool { stop != nil }
    private let sweepInterval: Moment
    private var nextSweep: Moment = 0

    /// Gets ready to serve; the socket belongs to the loop from now on, also where this fails.
    init(
        _ socket: ListeningSocket,
        _ credentials: Credentials?,
        _ limits: HTTPLimits,
        _ observer: (any HTTPObserver)?,
        plan: @escaping @Sendable (HTTPHead) -> HTTPPlan
    ) throws(HTTPServerError) {
        self.limits = limits
        self.observer = observer
        self.plan = plan
        isTLS = credentials != nil
        do throws(HTTPServerError) {
            mailbox = try Mailbox()
            epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
            guard epoll >= 0 else { throw .system(reason: String(cString: strerror(errno))) }
        } catch {
            close(socket.descriptor)
            throw error
        }
        let shortest =
            [limits.headerTime, limits.bodyTime, limits.answerTime]
            .map(\.milliseconds).min() ?? 0
        sweepInterval = min(max(shortest / 5, 10), 1_000)
        daemon = start(socket, credentials)
        guard let daemon else {
            // The library has closed the socket, although it did not start.
            close(epoll)
            throw isTLS
                ? .certificate(reason: "the certificate and its key are not a pair of PEM files")
                : .system(reason: "libmicrohttpd refuses to start")
        }
        wait(for: mailbox.descriptor, EPOLLIN.rawValue, as: Source.mailbox)
        wait(for: cmhd_epoll(daemon), EPOLLIN.rawValue, as: Source.library)
    }

    /// Hands something to the loop, from any thread.
    func post(_ message: Message) { mailbox.post(message) }

    /// Serves until it is told to stop.
    func run() {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = epoll_wait(epoll, &events, Int32(events.count), timeout)
            now = currentMoment()
            for event in events.prefix(Int(max(count, 0))) {
                switch event.data.u64 {
                case Source.mailbox: for message in mailbox.take() { handle(message) }
                case Source.library: break
                default: halfClosed(Int32(event.data.u64))
                }
            }
            MHD_run(daemon)
            if now >= nextSweep { sweep() }
            if let stop, exchanges == 0 || now >= stop.at {
                let isWhole = exchanges == 0
                end()
                return stop.stopped.resume(returning: isWhole)
            }
        }
    }

    private func handle(_ message: Message) {
        switch message {
        case .answered(let exchange, let response): exchange.answered(response)
        case .pieceTaken(let exchange, let refusal): exchange.pieceTaken(refusal)
        case .written(let exchange): exchange.written()
        case .stopAccepting: stopAccepting()
        case .stop(let time, let stopped):
            stopAccepting()
            stop = (now + time.milliseconds, stopped)
            for connection in connections.values { connection.exchange?.endEvents() }
            nextSweep = now
        }
    }

    private func stopAccepting() {
        guard !isDraining else { return }
        isDraining = true
        let listening = MHD_quiesce_daemon(daemon)
        if listening >= 0 { close(listening) }
    }

    /// Milliseconds until the loop must look up by itself; -1 for never.
    private var timeout: Int32 {
        var wanted: UInt64 = 0
        let isWanted = MHD_get_timeout(daemon, &wanted) == .YES
        let ours = connections.isEmpty && stop == nil ? Moment.max : max(nextSweep - now, 0)
        let first = min(isWanted ? Moment(clamping: wanted) : Moment.max, ours)
        return first == Moment.max ? -1 : Int32(clamping: first)
    }

    /// Lets nobody take more time than is theirs.
    private func sweep() {
        nextSweep = now + (stop == nil ? sweepInterval : 10)
        var ended = 0
        for connection in connections.values where end(connection) {
            ended += 1
            guard ended < Self.mostEnded else {
                nextSweep = now + 1
                return
            }
        }
    }

    /// Ends a connection whose time is up.
    ///
    /// - Returns: Whether there was something to do.
    private func end(_ connection: Connection) -> Bool {
        switch connection.phase {
        case _ where connection.isCut: connection.finishCutting()
        case .request where connection.isAbandoned, .body where connection.isAbandoned:
            connection.finishCutting()
        case .request:
            let begun = connection.requestBegan(now: now)
            if let begun, now - begun >= limits.headerTime.milliseconds {
                connection.cut(with: .late("the headers took too long"))
            } else if begun == nil, stop != nil {
                connection.cut()
            } else {
                return false
            }
        case .body(let until) where now >= until:
            connection.cut(with: .late("the body took too long"))
        case .answer(let until) where now >= until: connection.exchange?.answerIsLate()
        case .body, .answer, .sending: return false
        }
        return true
    }

    /// Closes everything that is still open.
    private func end() {
        for connection in connections.values {
            connection.exchange?.endStream()
            connection.cut()
            connection.finishCutting()
        }
        // The library refuses to stop while it has connections that it must not touch; a round
        // takes them back.
        MHD_run(daemon)
        MHD_stop_daemon(daemon)
        daemon = nil
        close(epoll)
    }

    fileprivate func wait(for descriptor: Int32, _ events: UInt32, as source: UInt64) {
        var event = epoll_event(events: events, data: epoll_data_t(u64: source))
        epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)
    }

    /// A client sends no more.
    ///
    /// The library does not notice while it has nothing to send, nor where the end arrives together
    /// with the last bytes.
    private func halfClosed(_ descriptor: Int32) {
        guard let connection = connections[descriptor] else { return }
        connection.isHalfClosed = true
        if connection.exchange?.isStream == true { connection.exchange?.endStream() }
    }
}

extension EventLoop {
    fileprivate func opened(_ connection: Connection) {
        connections[connection.descriptor] = connection
        // Only the kernel knows of it when it is closed, and forgets it by itself.
        wait(
            for: connection.descriptor,
            EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue,
            as: UInt64(connection.descriptor)
        )
    }

    fileprivate func closed(_ connection: Connection) {
        connections[connection.descriptor] = nil
    }

    fileprivate func begun(_ target: String, _ connection: Connection) -> Exchange {
        exchanges += 1
        let exchange = Exchange(self, connection, target: target)
        connection.exchange = exchange
        return exchange
    }

    fileprivate func completed(_ exchange: Exchange) {
        exchanges -= 1
        exchange.complete()
        exchange.connection.exchange = nil
        exchange.connection.phase = .request(received: nil, begun: nil)
    }

    /// Starts the library, and tells it what to call.
    private func start(_ socket: ListeningSocket, _ credentials: Credentials?) -> OpaquePointer? {
        var options = cmhd_options()
        options.listening = socket.descriptor
        options.is_ipv6 = socket.isIPv6 ? 1 : 0
        options.connections = UInt32(limits.connections)
        options.connections_per_address = UInt32(limits.connectionsPerAddress)
        options.idle_seconds = UInt32(max((limits.idleTime.milliseconds + 999) / 1_000, 1))
        // What is over our own limits must still be read, to be refused in our own words.
        options.memory_per_connection = limits.headers + limits.requestLine + (24 << 10)
        options.context = Unmanaged.passUnretained(self).toOpaque()
        options.begin = { context, target, handle in
            guard let context, let target, let handle, let place = cmhd_socket_context(handle)
            else { return nil }
            let connection = Unmanaged<Connection>.fromOpaque(place).takeUnretainedValue()
            let loop = Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue()
            let exchange = loop.begun(String(cString: target), connection)
            return Unmanaged.passRetained(exchange).toOpaque()
        }
        options.handle = { _, _, _, method, version, data, size, place in
            guard let place = place?.pointee, let size, let method, let version else { return .NO }
            let exchange = Unmanaged<Exchange>.fromOpaque(place).takeUnretainedValue()
            // The library goes on with the chunks that it has; what is not taken it offers again.
            guard !exchange.connection.isSuspended else { return .YES }
            let piece = UnsafeRawBufferPointer(start: data, count: size.pointee)
            size.pointee = 0
            return exchange.proceed(method: method, version: version, piece: piece) ? .YES : .NO
        }
        options.complete = { context, _, place, _ in
            guard let context, let exchange = place?.pointee else { return }
            place?.pointee = nil
            let loop = Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue()
            loop.completed(Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue())
        }
        options.notify = { context, handle, place, what in
            guard let context, let handle, let place else { return }
            let loop = Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue()
            switch what {
            case .CONNECTION_NOTIFY_STARTED:
                let connection = Connection(handle, isTLS: loop.isTLS)
                place.pointee = Unmanaged.passRetained(connection).toOpaque()
                loop.opened(connection)
            case .CONNECTION_NOTIFY_CLOSED:
                guard let connection = place.pointee else { return }
                place.pointee = nil
                loop.closed(Unmanaged<Connection>.fromOpaque(connection).takeRetainedValue())
            @unknown default: break
            }
        }
        guard let credentials else { return cmhd_start(&options) }
        return credentials.certificate.withCString { certificate in
            credentials.key.withCString { key in
                options.certificate = certificate
                options.key = key
                return cmhd_start(&options)
            }
        }
    }
}

extension HTTPResponse {
    fileprivate static func late(_ detail: String) -> HTTPResponse {
        .problem(Problem(408, detail: detail))
    }
}
