import HTTP

/// Finds the operation of a request and lets only those through that may ask for it.
struct Router: Sendable {
    /// By the number of their segments.
    private let routes: [Int: [Route]]
    private let tokens: TokenBook
    private let limiter: RateLimiter

    init(routes: [Route], tokens: TokenBook, limiter: RateLimiter) {
        self.routes = Dictionary(grouping: routes, by: \.path.count)
        self.tokens = tokens
        self.limiter = limiter
    }

    func plan(for head: HTTPHead) -> HTTPPlan {
        let found = (routes[head.segments.count] ?? []).filter { $0.matches(head.segments) }
        guard !found.isEmpty else { return .answer(.problem(Problem(404))) }
        let method: HTTPMethod = head.method == .head ? .get : head.method
        guard let route = found.first(where: { $0.method == method }) else {
            let allowed = found.map(\.method.name).sorted().joined(separator: ", ")
            return .answer(.problem(Problem(405, headers: ["Allow": allowed])))
        }
        let parameters = route.parameters(of: head.segments)
        let principal = tokens.principal(head.headers["authorization"])
        switch route.access {
        case .open: break
        case .roles(let roles):
            if let refusal = refusal(principal, roles) { return .answer(.problem(refusal)) }
        case .signedOr(let roles):
            let isSigned = head.headers["webhook-signature"] != nil
            if principal != nil || !isSigned, let refusal = refusal(principal, roles) {
                return .answer(.problem(refusal))
            }
        }
        if let principal, let seconds = limiter.pause(for: principal) {
            return .answer(
                .problem(
                    Problem(
                        429,
                        detail: "too many requests with this token",
                        headers: ["Retry-After": "\(seconds)"]
                    )
                )
            )
        }
        return .whole { request in
            await route.respond(
                Route.Call(request: request, principal: principal, parameters: parameters)
            )
        }
    }

    private func refusal(_ principal: Principal?, _ roles: Set<Role>) -> Problem? {
        guard let principal else {
            return Problem(401, headers: ["WWW-Authenticate": "Bearer"])
        }
        guard roles.contains(principal.role) else {
            return Problem(403, detail: "a token of the role \(principal.role.rawValue) may not")
        }
        return nil
    }
}
