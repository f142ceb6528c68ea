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
    let tokens: TokenBook
    let tokenOffice: TokenOffice
    let botOffice: BotOffice?
    let keeper: (any ServiceKeeper)?
    let now: @Sendable () -> Timestamp
    let secrets = AccountSecrets()
    let webhookIDs = WebhookIDs()
    package let health: Health
    let versions: RunningVersions
    private let uploadFolder: Mutex<UploadFolder?>
    let passes: CustomerPasses
    let passOffice: PassOffice
    let gatewayOffice: GatewayOffice
    let limiters: RequestLimiters
    /// Watches a server that serves this.
    package let requests = RequestMetrics()
    let storeFigures: StoreFigures
    let storeChecks: StoreChecks

    /// - Parameters:
    ///   - runtime: What is served.
    ///   - desk: The people behind "agent"; nil: another desk.
    ///   - keeper: Does what takes files; nil: nothing of it can be asked for.
    ///   - uploads: Where files are kept that customers send; without it none are taken.
    ///   - limits: How many requests a second are answered.
    ///   - versions: What is told of the program that serves it.
    package init(
        runtime: Runtime,
        desk: EmbeddedDesk? = nil,
        keeper: (any ServiceKeeper)? = nil,
        uploads: UploadFolder? = nil,
        limits: RequestLimits = RequestLimits(),
        versions: RunningVersions
    ) {
        self.runtime = runtime
        self.desk = desk
        self.keeper = keeper
        uploadFolder = Mutex(uploads)
        now = { runtime.now }
        tokens = TokenBook(now: now)
        tokenOffice = TokenOffice(runtime: runtime, tokens: tokens, now: now)
        botOffice = keeper.map { BotOffice(runtime, $0) }
        self.versions = versions
        health = Health(runtime)
        storeFigures = StoreFigures(runtime)
        storeChecks = StoreChecks(runtime)
        passes = CustomerPasses(runtime)
        passOffice = PassOffice(runtime: runtime, passes: passes, now: now)
        gatewayOffice = GatewayOffice(runtime: runtime)
        limiters = RequestLimiters(limits)
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
        let router = Router(routes: routes, tokens: tokens, passes: passes, limiters: limiters)
        return { router.plan(for: $0) }
    }

    /// Every operation there is.
    var routes: [Route] {
        messageRoutes + customerRoutes + uploadRoutes + consentRoutes + conversationRoutes
            + deskRoutes + reportRoutes + adminRoutes + botRoutes + gatewayRoutes
            + keepingRoutes + verifyingRoutes + operationRoutes
    }

    // MARK: What is set up anew while it runs

    /// Where files are kept that customers send; without it none are taken.
    var uploads: UploadFolder? { uploadFolder.withLock(\.self) }

    /// Keeps files there from now on; one that is on its way still comes where it was to.
    package func keepUploads(in folder: UploadFolder) { uploadFolder.withLock { $0 = folder } }

    /// Holds everybody to these limits from now on.
    package func hold(to limits: RequestLimits) { limiters.set(limits) }

    /// Takes away files that are too old, for as long as the task goes on.
    package func keepUploadsInHouse() async {
        while !Task.isCancelled {
            if let now = await runtime.momentToPurge() { await uploads?.keepHouse(at: now) }
            try? await Task.sleep(for: .seconds(600))
        }
    }

    // MARK: What other processes decided

    /// Tokens, passes that were taken back, gateways that are paused, and bots as the store has them,
    /// for these tenants.
    package func refresh(_ tenants: [String]) async throws(RuntimeError) {
        for tenant in tenants {
            try await tokenOffice.refresh(tenant: tenant)
            try await passOffice.refresh(tenant: tenant)
            try await gatewayOffice.refresh(tenant: tenant)
            try await botOffice?.refresh(tenant: tenant)
        }
    }

    /// The tokens that the configuration gives a tenant, in the place of those it gave before.
    package func admit(_ tokens: [(Principal, token: String)], ofTenant tenant: String) {
        let holders = tokens.map { principal, token in
            (TokenBook.hash(token), TokenBook.Holder(principal: principal))
        }
        self.tokens.replace(
            .configuration,
            ofTenant: tenant,
            with: Dictionary(holders) { first, _ in first }
        )
    }

    /// Whoever waits for something new is answered now: the service stops.
    package func endPolls() {
        runtime.endPolls()
        desk?.endPolls()
    }

    // MARK: What goes out of service

    /// Takes an account out of service: asked for, it is as one that was never there.
    ///
    /// What is kept of it stays.
    package func withdraw(_ account: AccountKey) {
        runtime.withdraw(account)
        secrets.set(account.tenant, account.account, [])
        botOffice?.forget(account)
    }

    /// Takes a tenant's tokens, those made over HTTP too, and its desk out of service.
    package func withdraw(tenant: String) {
        tokens.withdraw(tenant: tenant)
        desk?.close(tenant)
    }

    /// The bot that an account has in the place of the configured one; nil: it has that one.
    package func botInPlace(of account: AccountKey) -> String? { botOffice?.named(account) }
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
