import Foundation

/// A socket that waits for connections.
struct ListeningSocket {
    let descriptor: Int32
    let port: UInt16
    let isIPv6: Bool

    /// Binds an address in digits, and listens.
    init(host: String, port: UInt16) throws(HTTPServerError) {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
            throw .addressUnavailable(place, reason: "it is not an address in digits")
        }
        defer { freeaddrinfo(found) }
        let kind = hints.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(found.pointee.ai_family, kind, 0)
        guard descriptor >= 0 else { throw .system(reason: Self.reason()) }
        // A server that was stopped a moment ago must not keep its successor out.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0,
            listen(descriptor, SOMAXCONN) == 0
        else {
            let code = errno
            close(descriptor)
            throw code == EADDRINUSE
                ? .addressInUse(place)
                : .addressUnavailable(place, reason: String(cString: strerror(code)))
        }
        self.descriptor = descriptor
        self.port = port == 0 ? Self.port(of: descriptor) : port
        isIPv6 = found.pointee.ai_family == AF_INET6
    }

    /// Both families keep the port at the same place.
    private static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutableBytes(of: &address) { bytes in
            _ = bytes.withMemoryRebound(to: sockaddr.self) {
                getsockname(descriptor, $0.baseAddress, &length)
            }
        }
        return UInt16(bigEndian: address.sin6_port)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
