import HTTP
import Values

/// One operation of the service: where it is, who may ask for it, what it takes and gives.
///
/// The router goes by it and the OpenAPI document is made of it, so that neither knows an operation
/// that the other does not.
struct Route: Sendable {
    enum Access: Sendable {
        /// Anybody.
        case open
        case roles(Set<Role>)
        /// A gateway with its token, or a message that is signed.
        case signedOr(Set<Role>)
    }

    private enum PathPart {
        case literal(String)
        case parameter(String)

        init(_ text: String) {
            let isParameter = text.hasPrefix("{") && text.hasSuffix("}")
            self = isParameter ? .parameter(String(text.dropFirst().dropLast())) : .literal(text)
        }
    }

    let method: HTTPMethod
    /// Segments; one in braces is a parameter.
    let path: [String]
    /// The path as it is written in the description.
    let template: String
    private let pattern: [PathPart]
    let access: Access
    let operation: String
    let summary: String
    /// Parameters of the query, with what they are.
    var query: [(name: String, about: String)] = []
    /// The schema of the body; nil: it takes none.
    var body: String?
    /// The schema of the answer; nil: it has none.
    var answer: String?
    /// What else may come of it.
    var problems: [Int] = []
    /// The schema of that.
    var problem = "Problem"
    let work: Work

    /// What the body must look like.
    var shape: BodyShape? { body.map { OpenAPISchemas.shape(of: $0) } }

    /// What is done with a request.
    enum Work: Sendable {
        /// Answers it when its whole body is there.
        case whole(@Sendable (Call) async -> HTTPResponse)
        /// Takes its body piece by piece; the call has only the head.
        case streamed(@Sendable (Call) -> HTTPPlan)
    }

    /// An operation that takes a whole body, or none.
    init(
        _ method: HTTPMethod,
        _ path: String,
        _ access: Access,
        _ operation: String,
        _ summary: String,
        query: [(name: String, about: String)] = [],
        body: String? = nil,
        answer: String? = nil,
        problems: [Int] = [],
        problem: String = "Problem",
        respond: @escaping @Sendable (Call) async -> HTTPResponse
    ) {
        self.init(
            method,
            path,
            access,
            operation,
            summary,
            query: query,
            body: body,
            answer: answer,
            problems: problems,
            work: .whole(respond)
        )
        self.problem = problem
    }

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ access: Access,
        _ operation: String,
        _ summary: String,
        query: [(name: String, about: String)] = [],
        body: String? = nil,
        answer: String? = nil,
        problems: [Int] = [],
        work: Work
    ) {
        self.method = method
        self.path = path.split(separator: "/").map(String.init)
        template = "/" + self.path.joined(separator: "/")
        pattern = self.path.map(PathPart.init)
        self.access = access
        self.operation = operation
        self.summary = summary
        self.query = query
        self.body = body
        self.answer = answer
        self.problems = problems
        self.work = work
    }

    func matches(_ segments: [String]) -> Bool {
        segments.count == path.count
            && zip(pattern, segments).allSatisfy { part, segment in
                switch part {
                case .literal(let text): text == segment
                case .parameter: !segment.isEmpty
                }
            }
    }

    /// The values of the path's parameters, where it is this path.
    func parameters(of segments: [String]) -> [String: String] {
        var values: [String: String] = [:]
        for (part, segment) in zip(pattern, segments) {
            if case .parameter(let name) = part { values[name] = segment }
        }
        return values
    }

    /// A request that has come this far.
    struct Call: Sendable {
        let request: HTTPRequest
        /// nil only where the route is open, or the message is to be proven by its signature.
        var principal: Principal?
        let parameters: [String: String]
        /// What its body must look like; nil: it has none that is taken whole.
        let shape: BodyShape?
        /// Who holds now what the request came with: a token may be taken back, a pass ends.
        let asker: @Sendable () -> Principal?

        /// Whether whoever asked may still ask.
        var isStillAllowed: Bool { asker() == principal }

        var head: HTTPHead { request.head }
    }
}
