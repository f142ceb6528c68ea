import BotRuntime
import Crypto
import Desk
import HTTP
import Synchronization
import Values

/// The HTTP interface of a runtime: its operations, and who may ask for them.
package final class Service: Sendable {
    let runtime: Runtime
    let desk: EmbeddedDesk?
    let tokens = TokenBook()
    let secrets = AccountSecrets()
    package let health: Health
    private let limiter: RateLimiter

    package init(
        runtime: Runtime,
        desk: EmbeddedDesk? = nil,
        requestsPerSecond: Double = 10_000
    ) {
        self.runtime = runtime
        self.desk = desk
        health = Health(runtime)
        limiter = RateLimiter(perSecond: requestsPerSecond, burst: requestsPerSecond)
    }

    /// Lets the holder of a token ask.
    package func admit(_ principal: Principal, token: String) {
        tokens.add(principal, token: token)
    }

    /// Takes messages of an account that are signed with one of these secrets.
    package func trust(_ tenant: String, _ account: String, _ secrets: [WebhookSecret]) {
        self.secrets.set(tenant, account, secrets)
    }

    /// What becomes of each request, for a server.
    package func plan() -> @Sendable (HTTPHead) -> HTTPPlan {
        let router = Router(routes: routes, tokens: tokens, limiter: limiter)
        return { router.plan(for: $0) }
    }

    /// Every operation there is.
    var routes: [Route] {
        messageRoutes + conversationRoutes + deskRoutes + reportRoutes + adminRoutes
            + operationRoutes
    }
}

/// What the messages of each account may be signed with.
final class AccountSecrets: Sendable {
    private struct Key: Hashable {
        let tenant, account: String
    }

    private let kept = Mutex<[Key: [WebhookSecret]]>([:])

    func set(_ tenant: String, _ account: String, _ secrets: [WebhookSecret]) {
        kept.withLock { $0[Key(tenant: tenant, account: account)] = secrets }
    }

    func of(_ tenant: String, _ account: String) -> [WebhookSecret] {
        kept.withLock { $0[Key(tenant: tenant, account: account)] ?? [] }
    }
}
