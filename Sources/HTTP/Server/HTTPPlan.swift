/// What becomes of a request, decided when nothing but its head is known.
///
/// The closures hold what was found out about the request, its route and who sent it, so that it is
/// found out once.
package enum HTTPPlan: Sendable {
    /// The same, of a request that is one to a route; observers are told its name.
    indirect case routed(String, HTTPPlan)
    /// Answers without the body: unsigned, unknown, not allowed, or an answer that is there already.
    ///
    /// A small body is thrown away, so that the connection goes on; otherwise it is closed.
    case answer(HTTPResponse)
    /// Takes the whole body, up to `limit` bytes or as many as the configuration says; 413 beyond.
    ///
    /// A body packed with gzip is refused with 415 unless `gzip`; then it may have `limit` bytes
    /// unpacked.
    case whole(
        limit: Int? = nil,
        gzip: Bool = false,
        respond: @Sendable (HTTPRequest) async -> HTTPResponse
    )
    /// Gives the body away in pieces, up to `limit` bytes in all; 413 beyond.
    case stream(
        limit: Int,
        into: any HTTPBodySink,
        respond: @Sendable () async -> HTTPResponse
    )
}

/// Where a body goes that is too large to be held.
package protocol HTTPBodySink: Sendable {
    /// Takes the next piece; the one after it is not read from the connection before this returns.
    ///
    /// - Returns: nil to go on, or why the rest is not wanted: it is answered so, and the
    ///   connection closed.
    func take(_ piece: [UInt8]) async -> HTTPResponse?
    /// Lets go of what was taken: the body did not come to its end.
    ///
    /// Called once at most, never at the same time as `take`, and never where the request is
    /// answered by `respond`.
    func abandon() async
}
