import CMicroHTTPD

/// One request and its answer; belongs to the server's thread, other threads only hand it back.
///
/// The library calls `proceed` for each thing that happens, and `complete` at the end of every
/// exchange, however it ends.
///
/// Unchecked: tasks hold it only to send it back through the loop's mailbox; what changes is read
/// and written on the server's thread.
final class Exchange: @unchecked Sendable {
    /// How far an exchange is.
    enum Stage {
        case begun
        /// The body is read and thrown away, so that the connection can go on.
        case discarding(HTTPResponse)
        case collecting(
            limit: Int,
            isPacked: Bool,
            respond: @Sendable (HTTPRequest) async -> HTTPResponse
        )
        case uploading(Upload)
        /// Somebody makes the answer.
        case answering
        /// The answer is there, and the library must be given it.
        case answered(HTTPResponse)
        case sent
    }

    /// A larger body that is not wanted is not read either, and the connection closed.
    private static let discardLimit = 64 << 10
    /// Somebody waits for the answer, whatever else there is to do.
    static let priority = TaskPriority.userInitiated
    /// What the library is given of a stream at once.
    private static let streamBlock = 8 << 10

    let loop: EventLoop
    let connection: Connection
    private let target: String
    private var stage = Stage.begun
    private var head: HTTPHead?
    private var body: [UInt8] = []
    private var bodyBegan: Moment = 0
    private var received = 0
    private(set) var isOver = false
    private var task: Task<Void, Never>?
    private var writer: HTTPBodyWriter?
    /// What is sent has no end of its own.
    private var isEndless = false
    var watch: AnswerWatch

    private var limits: HTTPLimits { loop.limits }

    init(_ loop: EventLoop, _ connection: Connection, target: String) {
        self.loop = loop
        self.connection = connection
        self.target = target
        watch = AnswerWatch(loop.observer)
    }

    /// Goes on: with the head at first, then with each piece of the body, with an empty one at its
    /// end, and again when the answer is there.
    ///
    /// - Parameters:
    ///   - method: As it came.
    ///   - version: As it came.
    ///   - piece: Bytes of the body, all of which are taken.
    /// - Returns: False to close the connection at once.
    func proceed(
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        piece: UnsafeRawBufferPointer
    ) -> Bool {
        guard !connection.isCut else { return false }
        received += piece.count
        switch stage {
        case .begun: return begin(.init(method: method, target: target, version: version))
        case .discarding(let response): return piece.isEmpty ? send(response) : true
        case .collecting(let limit, let isPacked, let respond):
            if piece.isEmpty { return collected(limit, isPacked, respond) }
            return isWithin(limit) { body += piece }
        case .uploading(let upload):
            return isWithin(upload.limit) {
                guard upload.add(piece) else { return }
                waitForAnswer()
                task = upload.handOver(of: self)
            }
        case .answering: return false
        case .answered(let response): return send(response)
        case .sent: return true
        }
    }

    private func begin(_ line: HeadReader.Line) -> Bool {
        watch = AnswerWatch(loop.observer)
        do throws(Problem) {
            let framed = try HeadReader(limits: limits).read(line, connection)
            bodyBegan = loop.now
            connection.phase = .body(until: bodyDeadline)
            head = framed.head
            watch.method = framed.head.method
            return follow(loop.plan(framed.head), framed)
        } catch {
            var response = HTTPResponse.problem(error)
            response.headers.add("Connection", "close")
            return send(response)
        }
    }

    private func follow(_ plan: HTTPPlan, _ framed: HeadReader.Framed) -> Bool {
        let encoding = framed.head.headers["Content-Encoding"] ?? "identity"
        let isPacked = HTTPHeaders.isSame(encoding, "gzip")
        let isPlain = HTTPHeaders.isSame(encoding, "identity")
        let limit: Int
        let next: Stage
        switch plan {
        case .routed(let route, let plan):
            watch.route = route
            return follow(plan, framed)
        case .answer(let response): return refuse(with: response, framed)
        case .whole(let most, let gzip, let respond):
            limit = most ?? limits.body
            guard isPlain || (gzip && isPacked) else { return refuseEncoding(framed) }
            next = .collecting(limit: limit, isPacked: isPacked, respond: respond)
        case .stream(let most, let sink, let respond):
            limit = most
            guard isPlain else { return refuseEncoding(framed) }
            next = .uploading(Upload(limit: most, sink: sink, respond: respond))
        }
        if let length = framed.head.contentLength {
            guard length <= limit else {
                return refuse(with: .problem(.tooLarge(limit: limit)), framed)
            }
            if case .collecting = next { body.reserveCapacity(length) }
        }
        stage = next
        return true
    }

    private func refuseEncoding(_ framed: HeadReader.Framed) -> Bool {
        let problem = Problem(
            415,
            detail: "a body with this Content-Encoding is not taken here",
            headers: ["Accept-Encoding": "identity"]
        )
        return refuse(with: .problem(problem), framed)
    }

    /// Answers without the body; reads past a small one that is on its way.
    private func refuse(with response: HTTPResponse, _ framed: HeadReader.Framed) -> Bool {
        guard framed.hasBody else { return answer(response) }
        if let length = framed.head.contentLength, length <= Self.discardLimit,
            !framed.waitsForContinue
        {
            stage = .discarding(response)
            return true
        }
        var response = response
        response.headers.set("Connection", "close")
        return send(response)
    }

    /// The library wants an answer only when the request is at its end, to keep the connection.
    private func answer(_ response: HTTPResponse) -> Bool {
        stage = .discarding(response)
        return true
    }

    /// Takes a piece where the body is within its limit, and gives it more time.
    private func isWithin(_ limit: Int, take: () -> Void) -> Bool {
        guard received <= limit else {
            connection.cut(with: .problem(.tooLarge(limit: limit)))
            return false
        }
        connection.phase = .body(until: bodyDeadline)
        take()
        return true
    }

    private var bodyDeadline: Moment {
        bodyBegan + limits.bodyTime.milliseconds
            + Int64(received) * 1_000 / Int64(max(limits.bodyBytesPerSecond, 1))
    }

    private func collected(
        _ limit: Int,
        _ isPacked: Bool,
        _ respond: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) -> Bool {
        guard let head else { preconditionFailure("a body comes after its head") }
        if isPacked {
            do throws(Gzip.Failure) {
                body = try Gzip.unpacked(body, limit: limit)
            } catch {
                switch error {
                case .tooLarge: return send(.problem(.tooLarge(limit: limit)))
                case .damaged:
                    return send(.problem(Problem(400, detail: "the body is not whole gzip")))
                }
            }
        }
        let request = HTTPRequest(head: head, body: body)
        body = []
        waitForAnswer()
        respondLater { await respond(request) }
        return true
    }

    private func waitForAnswer() {
        connection.phase = .answer(until: loop.now + limits.answerTime.milliseconds)
        connection.suspend()
    }

    private func respondLater(_ respond: @escaping @Sendable () async -> HTTPResponse) {
        stage = .answering
        task = Task(priority: Self.priority) { [self] in
            let response = await respond()
            loop.post(.answered(self, response))
        }
    }
}

extension Exchange {
    /// The answer was made.
    func answered(_ response: HTTPResponse) {
        // It may come after its time, or after the client.
        guard !isOver, case .answering = stage else { return }
        stage = .answered(response)
        connection.resume()
    }

    /// A sink took a piece, or refuses the rest.
    func pieceTaken(_ refusal: HTTPResponse?) {
        guard case .uploading(let upload) = stage else { return }
        upload.isTaking = false
        guard !isOver else { return upload.abandon() }
        // The client was told that it failed; `complete` will let go of what was taken.
        guard !connection.isCut else { return }
        if let refusal { return connection.cut(with: refusal) }
        if upload.isAtEnd {
            connection.phase = .answer(until: loop.now + limits.answerTime.milliseconds)
            respondLater(upload.respond)
        } else {
            // The time that the sink took is not the client's.
            bodyBegan = max(bodyBegan, loop.now - limits.bodyTime.milliseconds / 2)
            connection.phase = .body(until: bodyDeadline)
            connection.resume()
        }
    }

    /// There is something to send again.
    func written() {
        guard !isOver, case .sent = stage else { return }
        connection.resume()
    }

    /// The server stops: events end as what is whole does, anything else has time to become whole.
    func endEvents() {
        guard isEndless else { return }
        writer?.finish()
        task?.cancel()
        connection.resume()
    }

    /// The client of a stream is gone, or its time is over.
    func endStream() {
        task?.cancel()
        writer?.cut()
        connection.resume()
    }

    var isStream: Bool { writer != nil }

    /// It took too long to make the answer.
    func answerIsLate() {
        task?.cancel()
        let late = HTTPResponse.problem(
            Problem(503, detail: "the answer took too long", headers: ["Retry-After": "1"])
        )
        switch stage {
        case .answering: answered(late)
        case .begun, .discarding, .collecting, .uploading, .answered, .sent:
            connection.cut(with: late)
        }
    }

    /// The library is done with the exchange, for whatever reason.
    func complete() {
        isOver = true
        task?.cancel()
        writer?.cut()
        // It knows us as well.
        writer = nil
        if case .uploading(let upload) = stage, !upload.isTaking { upload.abandon() }
    }

    private func send(_ response: HTTPResponse) -> Bool {
        stage = .sent
        connection.phase = .sending
        guard response.headers.broken == nil else {
            return send(.problem(Problem(500, detail: "the answer has a broken header")))
        }
        switch response.body {
        case .bytes(let bytes): return send(response, bytes)
        // The library ends a body that there must not be.
        case .stream where head?.method == .head, .events where head?.method == .head:
            return send(response, [])
        case .stream(let produce): return send(response, from: produce)
        case .events(let produce):
            isEndless = true
            return send(response, from: produce)
        }
    }

    private func send(_ response: HTTPResponse, _ bytes: [UInt8]) -> Bool {
        let made = bytes.withUnsafeBytes {
            // The library copies them, whatever its type says.
            MHD_create_response_from_buffer(
                $0.count,
                UnsafeMutableRawPointer(mutating: $0.baseAddress),
                .RESPMEM_MUST_COPY
            )
        }
        return queue(made, response)
    }

    private func send(
        _ response: HTTPResponse,
        from produce: @escaping @Sendable (HTTPBodyWriter) async throws -> Void
    ) -> Bool {
        let writer = HTTPBodyWriter(limit: limits.streamBacklog) { [self] in
            loop.post(.written(self))
        }
        let made = MHD_create_response_from_callback(
            UInt64.max,
            Self.streamBlock,
            { context, _, buffer, size in
                guard let context, let buffer else { return Int(MHD_CONTENT_READER_END_WITH_ERROR) }
                let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
                return exchange.read(
                    into: UnsafeMutableRawBufferPointer(start: buffer, count: size)
                )
            },
            // Completed only when the library has let go of the answer.
            Unmanaged.passUnretained(self).toOpaque(),
            nil
        )
        guard queue(made, response) else { return false }
        self.writer = writer
        // Nobody is told a second time that the client is gone, or that the server stops.
        if connection.isHalfClosed { writer.cut() }
        if loop.isStopping, isEndless { writer.finish() }
        task = Task(priority: Self.priority) {
            do {
                try await produce(writer)
                writer.finish()
            } catch {
                writer.fail()
            }
        }
        return true
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        // The answer is queued before there is a writer.
        switch writer?.read(into: buffer) {
        case .bytes(let count): return count
        case .finished: return Int(MHD_CONTENT_READER_END_OF_STREAM)
        case .cut: return Int(MHD_CONTENT_READER_END_WITH_ERROR)
        case .nothingYet, nil:
            connection.suspend()
            return 0
        }
    }

    private func queue(_ made: OpaquePointer?, _ response: HTTPResponse) -> Bool {
        guard let made else { return false }
        watch.answered(response.status)
        defer { MHD_destroy_response(made) }
        var isClosing = false
        for (name, value) in response.headers {
            guard MHD_add_response_header(made, name, value) == .YES else { return false }
            isClosing = isClosing || HTTPHeaders.isSame(name, "Connection")
        }
        if loop.isDraining, !isClosing { _ = MHD_add_response_header(made, "Connection", "close") }
        return MHD_queue_response(connection.handle, UInt32(response.status), made) == .YES
    }
}

extension Problem {
    fileprivate static func tooLarge(limit: Int) -> Problem {
        Problem(413, detail: "the body has more than \(limit) bytes")
    }
}
