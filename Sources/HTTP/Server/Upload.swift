/// A body on its way to a sink.
final class Upload {
    /// Smaller pieces are gathered: a client that sends single bytes must not cost a task each.
    private static let pieceSize = 16 << 10

    let limit: Int
    let respond: @Sendable () async -> HTTPResponse
    private let sink: any HTTPBodySink
    private var pending: [UInt8] = []
    /// The sink has a piece that it has not taken yet.
    var isTaking = false
    private(set) var isAtEnd = false

    init(
        limit: Int,
        sink: any HTTPBodySink,
        respond: @escaping @Sendable () async -> HTTPResponse
    ) {
        self.limit = limit
        self.sink = sink
        self.respond = respond
    }

    /// Adds a piece, an empty one at the end.
    ///
    /// - Returns: Whether it is time for the sink.
    func add(_ piece: UnsafeRawBufferPointer) -> Bool {
        pending += piece
        isAtEnd = piece.isEmpty
        return isAtEnd || pending.count >= Self.pieceSize
    }

    /// Gives the sink what has gathered, and tells the exchange when it is taken.
    func handOver(of exchange: Exchange) -> Task<Void, Never> {
        isTaking = true
        let piece = pending
        pending = []
        return Task(priority: Exchange.priority) { [sink] in
            let refusal = piece.isEmpty ? nil : await sink.take(piece)
            exchange.loop.post(.pieceTaken(exchange, refusal))
        }
    }

    /// The end of the body never came.
    func abandon() {
        Task(priority: Exchange.priority) { [sink] in await sink.abandon() }
    }
}
