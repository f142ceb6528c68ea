/// Is told of every answer, on the server's own thread: it must neither block nor take long.
package protocol HTTPObserver: Sendable {
    /// - Parameters:
    ///   - route: As the plan of the request says; nil where it says nothing, or there was none.
    ///   - method: nil where the request could not be read.
    ///   - status: Of the answer.
    ///   - span: From the end of the request's head until there was an answer, with the body's way
    ///     here and without the answer's way there.
    func answered(_ route: String?, _ method: HTTPMethod?, _ status: Int, after span: Duration)
}

/// What an observer is to be told of one request.
struct AnswerWatch {
    private var observer: (any HTTPObserver)?
    private let begun: ContinuousClock.Instant?
    var route: String?
    var method: HTTPMethod?

    /// Begins now; without an observer nothing is looked at.
    init(_ observer: (any HTTPObserver)?) {
        self.observer = observer
        begun = observer.map { _ in .now }
    }

    /// There is an answer; what comes after the first is not one.
    mutating func answered(_ status: Int) {
        guard let observer, let begun else { return }
        self.observer = nil
        observer.answered(route, method, status, after: begun.duration(to: .now))
    }
}
