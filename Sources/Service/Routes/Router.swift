import HTTP

/// Finds the operation of a request and lets only those through that may ask for it.
struct Router: Sendable {
    let routes: [Route]
    let tokens: TokenBook
    let limiter: RateLimiter

    func plan(for head: HTTPHead) -> HTTPPlan {
        let found = routes.compactMap { route in
            route.parameters(of: head.segments).map { (route, $0) }
        }
        guard !found.isEmpty else { return .answer(.problem(Problem(404))) }
        let method: HTTPMethod = head.method == .head ? .get : head.method
        guard let (route, parameters) = found.first(where: { $0.0.method == method }) else {
            let allowed = found.map(\.0.method.name).sorted().joined(separator: ", ")
            return .answer(.problem(Problem(405, headers: ["Allow": allowed])))
        }
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
