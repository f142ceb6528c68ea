import CPQ
import Glibc

extension Connection {
    /// Sends what `put` gives to libpq.
    ///
    /// - Parameter put: Gives 0 where libpq refused.
    /// - Throws: `disconnected` where the connection is gone.
    func send(_ put: () -> Int32) throws(PostgreSQLError) {
        guard put() == 1 else { throw lost() }
        try flush()
    }

    func put(_ run: Run) -> Int32 {
        run.parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                handle,
                run.statement.name,
                Int32(values.count),
                values,
                lengths,
                formats,
                binaryFormat
            )
        }
    }

    func flush() throws(PostgreSQLError) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                // A server that cannot write its answers does not read on.
                let ready = try wait(for: Int16(POLLIN | POLLOUT))
                if ready & Int16(POLLIN) != 0 { try consume() }
            default: throw lost()
            }
        }
    }

    /// Reads all that the server answers to one statement.
    ///
    /// - Parameter read: Is given each result that is no refusal.
    /// - Returns: What `read` gave for the last.
    /// - Throws: The first refusal, or that the connection is lost.
    @discardableResult
    func readAnswer<Answer>(
        _ read: (OpaquePointer) throws(PostgreSQLError) -> Answer
    ) throws(PostgreSQLError) -> Answer {
        var answer: Answer?
        var failure: PostgreSQLError?
        do throws(PostgreSQLError) {
            while let result = try nextResult() {
                defer { PQclear(result) }
                if let refusal = refusal(in: result) {
                    failure = failure ?? refusal
                } else if failure == nil {
                    do { answer = try read(result) } catch { failure = error }
                }
            }
        } catch {
            // What the server said before it closed the connection tells more.
            failure = failure ?? error
        }
        if let failure { throw failure }
        guard let answer else { throw lost() }
        return answer
    }

    /// The next result, nil behind the last of a statement.
    func nextResult() throws(PostgreSQLError) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            _ = try wait(for: Int16(POLLIN))
            try consume()
        }
        return PQgetResult(handle)
    }

    /// Why the server did not do it, if it did not.
    private func refusal(in result: OpaquePointer) -> PostgreSQLError? {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return nil
        case PGRES_EMPTY_QUERY: return .misuse("the SQL is empty")
        case PGRES_PIPELINE_ABORTED: return .misuse("not run, because one before it failed")
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            preconditionFailure("COPY, which goes on until somebody ends it, is not run here")
        default:
            let message = PQresultErrorField(result, diagnosticMessage) ?? PQerrorMessage(handle)
            let text = message.map { String(cString: $0).trimmed } ?? ""
            guard let state = PQresultErrorField(result, diagnosticState) else {
                return PostgreSQLError(kind: .disconnected, message: text)
            }
            let code = String(cString: state)
            return PostgreSQLError(kind: .init(state: code), state: code, message: text)
        }
    }

    private func consume() throws(PostgreSQLError) {
        guard PQconsumeInput(handle) == 1 else { throw lost() }
    }

    /// Waits until the socket can do one of `events`, and gives which.
    private func wait(for events: Int16) throws(PostgreSQLError) -> Int16 {
        let deadline = ContinuousClock.now + timeouts.answer
        while true {
            var socket = pollfd(fd: PQsocket(handle), events: events, revents: 0)
            guard socket.fd >= 0 else { throw lost() }
            let left = max(.zero, deadline - ContinuousClock.now)
            switch poll(&socket, 1, Int32(clamping: left.milliseconds)) {
            case 1...: return socket.revents
            case 0:
                drop()
                throw PostgreSQLError(
                    kind: .disconnected,
                    message: "no answer within \(timeouts.answer)"
                )
            default:
                guard errno == EINTR else { throw lost() }
            }
        }
    }

    /// Makes the connection one that is lost.
    func drop() {
        shutdown(PQsocket(handle), Int32(SHUT_RDWR))
        // libpq notices when it reads.
        while PQconsumeInput(handle) == 1 {}
    }

    /// Throws before anything is sent when the server has closed the connection meanwhile, so
    /// that nothing is in doubt.
    func checkOpen() throws(PostgreSQLError) {
        guard isOpen else { throw lost() }
        while true {
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            guard poll(&socket, 1, 0) > 0 else { return }
            try consume()
            // Takes what was read apart, such as a remark of the server.
            _ = PQisBusy(handle)
        }
    }

    /// That the connection is gone, with what libpq says about it.
    func lost() -> PostgreSQLError {
        PostgreSQLError(
            kind: .disconnected,
            message: PQerrorMessage(handle).map { String(cString: $0).trimmed } ?? ""
        )
    }

    /// Does what saves by itself: where the connection is lost meanwhile, nobody knows whether.
    func saving<Answer>(
        _ body: () throws(PostgreSQLError) -> Answer
    ) throws(PostgreSQLError) -> Answer {
        do throws(PostgreSQLError) {
            return try body()
        } catch {
            guard !isOpen else { throw error }
            throw error.withOutcomeUnknown
        }
    }
}

extension PostgreSQLError {
    var withOutcomeUnknown: PostgreSQLError {
        PostgreSQLError(kind: .outcomeUnknown, state: state, message: message)
    }
}

/// The fields of a refusal, macros in C.
private let diagnosticState = Int32(UInt8(ascii: "C"))
private let diagnosticMessage = Int32(UInt8(ascii: "M"))

extension String {
    /// Without the line breaks that libpq ends its messages with.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
