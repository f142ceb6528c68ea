import BotRuntime
import HTTP

/// Finds the operation of a request and lets only those through that may ask for it.
struct Router: Sendable {
    /// By the number of their segments.
    private let routes: [Int: [Route]]
    private let tokens: TokenBook
    private let passes: CustomerPasses
    private let limiters: RequestLimiters

    init(
        routes: [Route],
        tokens: TokenBook,
        passes: CustomerPasses,
        limiters: RequestLimiters
    ) {
        self.routes = Dictionary(grouping: routes, by: \.path.count)
        self.tokens = tokens
        self.passes = passes
        self.limiters = limiters
    }

    func plan(for head: HTTPHead) -> HTTPPlan {
        let found = (routes[head.segments.count] ?? []).filter { $0.matches(head.segments) }
        guard !found.isEmpty else { return .answer(.problem(Problem(404))) }
        let method: HTTPMethod = head.method == .head ? .get : head.method
        guard let route = found.first(where: { $0.method == method }) else {
            let allowed = found.map(\.method.name).sorted().joined(separator: ", ")
            let problem = Problem(405, headers: ["Allow": allowed])
            return .routed(found[0].template, .answer(.problem(problem)))
        }
        return .routed(route.template, plan(for: head, to: route))
    }

    private func plan(for head: HTTPHead, to route: Route) -> HTTPPlan {
        let parameters = route.parameters(of: head.segments)
        // Nothing has such a name, and not every store can even be asked for it.
        guard !parameters.values.contains(where: \.hasControlCharacters) else {
            return .answer(.problem(Problem(404)))
        }
        let asked = route.query.compactMap { head.queryValue($0.name) }
        guard !asked.contains(where: \.hasControlCharacters) else {
            return .answer(.problem(Problem(400, detail: "a query has no control characters")))
        }
        let header = head.headers["authorization"]
        let asker = { @Sendable [passes, tokens] in
            passes.principal(header, at: SystemClock().now) ?? tokens.principal(header)
        }
        let principal = asker()
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
        if let principal {
            let contact = Self.contact(principal.tenant, parameters)
            // For a customer nobody else is there.
            guard principal.contact == nil || principal.contact == contact else {
                return .answer(.problem(Problem(404)))
            }
            if let refusal = limiters.refusal(principal, about: contact) {
                return .answer(.problem(refusal))
            }
        }
        switch route.work {
        case .whole(let respond):
            let trace = head.headers["traceparent"].flatMap { TraceContext(traceparent: $0) }
            return .whole { request in
                let call = Route.Call(
                    request: request,
                    principal: principal,
                    parameters: parameters,
                    shape: route.shape,
                    asker: asker
                )
                guard let trace else { return await respond(call) }
                return await TraceContext.$current.withValue(trace) { await respond(call) }
            }
        case .streamed(let plan):
            return plan(
                Route.Call(
                    request: HTTPRequest(head: head, body: []),
                    principal: principal,
                    parameters: parameters,
                    shape: nil,
                    asker: asker
                )
            )
        }
    }

    /// Whom a path is about.
    private static func contact(
        _ tenant: String,
        _ parameters: [String: String]
    ) -> ContactKey? {
        guard let account = parameters["account"], let user = parameters["user"] else {
            return nil
        }
        return ContactKey(tenant: tenant, account: account, user: user)
    }

    private func refusal(_ principal: Principal?, _ roles: Set<Role>) -> Problem? {
        // A customer is known by a pass, which names the contact.
        guard let principal, (principal.role == .customer) == (principal.contact != nil) else {
            return Problem(401, headers: ["WWW-Authenticate": "Bearer"])
        }
        guard roles.contains(principal.role) else {
            return Problem(403, detail: "a token of the role \(principal.role.rawValue) may not")
        }
        return nil
    }
}

extension String {
    fileprivate var hasControlCharacters: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
