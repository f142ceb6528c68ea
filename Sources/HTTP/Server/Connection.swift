import CMicroHTTPD
import Foundation

/// Milliseconds of a clock that never jumps.
typealias Moment = Int64

func currentMoment() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}

extension Duration {
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}

/// A client's connection; belongs to the server's thread.
final class Connection {
    /// What a connection waits for, and until when.
    enum Phase {
        /// For a request. `received` is how much the connection had received when it began to wait,
        /// unknown until somebody looked; `begun` is when a first byte of the request was seen.
        case request(received: Int64?, begun: Moment?)
        /// For the client to send its body.
        case body(until: Moment)
        /// For us to answer, or to take a piece of the body.
        case answer(until: Moment)
        /// For the client to take the answer; its time is watched by the library.
        case sending
    }

    let handle: OpaquePointer
    let descriptor: Int32
    /// The client's address in digits.
    let peer: String
    let isTLS: Bool
    /// The request that is under way.
    var exchange: Exchange?
    /// The client sends no more; it may still read.
    var isHalfClosed = false
    private(set) var isSuspended = false
    /// The library must send nothing more on it.
    private(set) var isCut = false
    // Nothing was received before the first request.
    var phase = Phase.request(received: 0, begun: nil)

    init(_ handle: OpaquePointer, isTLS: Bool) {
        self.handle = handle
        self.isTLS = isTLS
        descriptor = cmhd_socket(handle)
        peer = Self.digits(cmhd_peer(handle))
    }

    /// Lets the library do nothing with the connection until `resume`; only inside its callbacks.
    func suspend() {
        guard !isSuspended else { return }
        isSuspended = true
        MHD_suspend_connection(handle)
    }

    func resume() {
        guard isSuspended else { return }
        isSuspended = false
        MHD_resume_connection(handle)
    }

    /// Ends the connection, with a last answer where the library has begun none.
    ///
    /// The library closes it when it next has something of it to do, or when `finishCutting` makes
    /// it look.
    func cut(with response: HTTPResponse? = nil) {
        guard !isCut else { return }
        isCut = true
        if let response {
            exchange?.watch.answered(response.status)
            let bytes = response.lastBytes
            cmhd_send_last(handle, isTLS ? 1 : 0, bytes, bytes.count)
        }
        // Reading goes on for a moment: a client whose bytes nobody takes would wait for a place to
        // put them instead of reading its answer.
        shutdown(descriptor, Int32(SHUT_WR))
        resume()
    }

    /// Closes what was cut before and is still there.
    func finishCutting() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Whether the client went in the middle of a request, all of which we have.
    var isAbandoned: Bool { isHalfClosed && cmhd_unread(descriptor) == 0 }

    /// Whether a request has begun to arrive since the last one was answered.
    ///
    /// - Parameter now: The moment that counts as its beginning.
    /// - Returns: When it began, nil where nothing has come.
    func requestBegan(now: Moment) -> Moment? {
        guard case .request(let received, let begun) = phase else { return nil }
        if let begun { return begun }
        let count = cmhd_bytes_received(descriptor)
        guard count >= 0 else { return nil }
        // What came before somebody looked is taken for nothing: it may idle as long as a
        // connection without a byte may.
        let isBegun = received.map { count > $0 } ?? false
        phase = .request(received: received ?? count, begun: isBegun ? now : nil)
        return isBegun ? now : nil
    }

    private static func digits(_ address: UnsafePointer<sockaddr>?) -> String {
        guard let address else { return "" }
        let isIPv6 = address.pointee.sa_family == sa_family_t(AF_INET6)
        let length = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
            let size = socklen_t(host.count)
            guard
                getnameinfo(
                    address,
                    socklen_t(length),
                    host.baseAddress,
                    size,
                    nil,
                    0,
                    NI_NUMERICHOST
                ) == 0, let start = host.baseAddress
            else { return "" }
            return String(cString: start)
        }
    }
}

extension HTTPResponse {
    /// The whole answer as it goes over the wire, for a connection that ends with it.
    var lastBytes: [UInt8] {
        guard case .bytes(let body) = self.body else { return [] }
        var head = "HTTP/1.1 \(status) \(HTTPStatus.phrase(of: status))\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + body
    }
}
