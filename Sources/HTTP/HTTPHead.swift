/// What is known of a request before its body.
package struct HTTPHead: Sendable {
    package let method: HTTPMethod
    /// Path and query as they came.
    package let target: String
    /// The parts of the path, decoded; see ``HTTPTarget``.
    package let segments: [String]
    /// The query, decoded, in its order.
    package let query: [HTTPTarget.Item]
    package let headers: HTTPHeaders
    /// The address of the other side, in digits.
    package let peer: String
    /// Bytes of the body; nil where only its end will say.
    package let contentLength: Int?

    /// Makes a head without a request.
    ///
    /// - Throws: A problem where the target is not one.
    package init(
        method: HTTPMethod,
        target: String,
        headers: HTTPHeaders = [:],
        peer: String = "127.0.0.1",
        contentLength: Int? = 0
    ) throws(Problem) {
        let parsed = try HTTPTarget(target)
        self.method = method
        self.target = target
        segments = parsed.segments
        query = parsed.query
        self.headers = headers
        self.peer = peer
        self.contentLength = contentLength
    }

    /// The first value of a name in the query.
    package func queryValue(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }
}

/// A request with its whole body.
package struct HTTPRequest: Sendable {
    package let head: HTTPHead
    package let body: [UInt8]
    /// When it was there to its end.
    package let received: ContinuousClock.Instant

    package init(head: HTTPHead, body: [UInt8], received: ContinuousClock.Instant = .now) {
        self.head = head
        self.body = body
        self.received = received
    }
}
