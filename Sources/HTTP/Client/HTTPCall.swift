/// A request of ours.
package struct HTTPCall: Sendable {
    package var method: HTTPMethod
    /// An `http` or `https` address.
    package var url: String
    package var headers: HTTPHeaders
    /// Sent with its length where it is not empty.
    package var body: [UInt8]
    /// For everything: finding the host, connecting, sending and the whole reply.
    package var timeout: Duration
    /// For connecting to one address, TLS included.
    package var connectTimeout: Duration
    /// For everything before it is sent, all addresses together; nil: as long as `timeout`.
    package var startTimeout: Duration?
    /// The reply's body may have so many bytes.
    package var replyLimit: Int

    package init(
        _ method: HTTPMethod,
        _ url: String,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        timeout: Duration = .seconds(5),
        connectTimeout: Duration = .seconds(2),
        startTimeout: Duration? = nil,
        replyLimit: Int = 256 << 10
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.startTimeout = startTimeout
        self.replyLimit = replyLimit
    }
}

/// What came back, whatever its status; a redirect is not followed.
package struct HTTPReply: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: [UInt8]
}

/// Why there is no reply.
package enum HTTPClientError: Error, Hashable, Sendable {
    /// The policy does not allow it: it will not be allowed another time either.
    case refused(EgressRefusal)
    /// Nothing was sent: it may be sent again without a second thought.
    case notSent(reason: String)
    /// The other side may have it, and may have done what it asks.
    case unknown(reason: String)
    /// The other side answered with more than is taken.
    case replyTooLarge
    /// The task was cancelled.
    case cancelled(mayHaveArrived: Bool)

    /// Whether the other side may have done what was asked.
    package var mayHaveArrived: Bool {
        switch self {
        case .refused, .notSent: false
        case .unknown, .replyTooLarge: true
        case .cancelled(let mayHaveArrived): mayHaveArrived
        }
    }
}

extension HTTPClientError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let refusal): "refused: \(refusal)"
        case .notSent(let reason): "not sent: \(reason)"
        case .unknown(let reason): "sent, perhaps: \(reason)"
        case .replyTooLarge: "the reply is too large"
        case .cancelled: "cancelled"
        }
    }
}
