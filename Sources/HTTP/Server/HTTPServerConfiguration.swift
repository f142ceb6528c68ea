/// Where and within what limits a server serves.
package struct HTTPServerConfiguration: Sendable {
    /// An address of this machine in digits, IPv4 or IPv6.
    package var host: String
    /// 0 takes any that is free.
    package var port: UInt16
    /// nil: without TLS.
    package var tls: TLSFiles?
    package var limits = HTTPLimits()

    package init(host: String = "127.0.0.1", port: UInt16 = 0, tls: TLSFiles? = nil) {
        self.host = host
        self.port = port
        self.tls = tls
    }
}

/// Paths of two PEM files.
package struct TLSFiles: Sendable {
    /// The server's certificate, and behind it those that vouch for it.
    package var certificate: String
    package var key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

/// How much of a server one client may take up; sizes are bytes.
package struct HTTPLimits: Sendable {
    /// Of a body that is taken whole; 413 beyond.
    package var body = 256 << 10
    /// Of the request line and all headers; 431 beyond.
    package var headers = 64 << 10
    /// 431 beyond.
    package var headerCount = 100
    /// 414 beyond.
    package var requestLine = 8 << 10
    /// From the first byte of a request to the end of its headers; then 408.
    package var headerTime: Duration = .seconds(5)
    /// For a body, and a second more for each `bodyBytesPerSecond` that have come; then 408.
    package var bodyTime: Duration = .seconds(15)
    package var bodyBytesPerSecond = 1 << 10
    /// Without a byte in either direction, in whole seconds; then the connection is closed.
    package var idleTime: Duration = .seconds(60)
    /// For an answer, and for a sink to take a piece; then 503.
    package var answerTime: Duration = .seconds(30)
    /// Beyond it new connections wait to be taken.
    package var connections = 10_000
    /// Of one address; beyond it new connections are closed at once.
    package var connectionsPerAddress = 2_000
    /// Of a stream whose client is slow; then who writes waits.
    package var streamBacklog = 256 << 10

    package init() {}
}

/// Why a server does not start.
package enum HTTPServerError: Error, Hashable, Sendable {
    /// Another program serves there: take another port.
    case addressInUse(String)
    /// The address is not one of this machine, or not ours to serve at.
    case addressUnavailable(String, reason: String)
    /// The certificate or its key cannot be read, or do not belong together.
    case certificate(reason: String)
    /// The system has not what a server needs, such as descriptors.
    case system(reason: String)
}

extension HTTPServerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .addressInUse(let address): "\(address) is in use"
        case .addressUnavailable(let address, let reason): "cannot serve at \(address): \(reason)"
        case .certificate(let reason): "the certificate cannot be used: \(reason)"
        case .system(let reason): "the server cannot start: \(reason)"
        }
    }
}
