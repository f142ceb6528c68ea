import BotRuntime
import Synchronization
import Values

/// Brings bots into service as the documents of their accounts say.
final class BotOffice: Sendable {
    private static let kind = "bot"
    /// How often a document is read anew where somebody else wrote it meanwhile.
    private static let mostAttempts = 5

    private struct Applied {
        var rev: Int64
        var standing: BotStanding
    }

    private let runtime: Runtime
    private let keeper: any ServiceKeeper
    /// What this process has brought about; one refresh at a time.
    private let applied = Mutex<[AccountKey: Applied]>([:])

    init(_ runtime: Runtime, _ keeper: any ServiceKeeper) {
        self.runtime = runtime
        self.keeper = keeper
    }

    /// Puts a bot in service, or lets a part of the new conversations try it.
    ///
    /// It is loaded and proven first: whatever is wrong with it, the bot before stays.
    func deploy(
        _ name: String,
        percent: Int?,
        for account: AccountKey
    ) async throws(OfficeError) {
        do throws(KeeperError) { _ = try await keeper.bot(name, for: account) } catch {
            throw .keeper(error)
        }
        try await change(account) { $0.take(name, percent: percent) }
    }

    /// Ends the trial; without one, goes back to the bot before.
    ///
    /// - Returns: Whether there was anything to go back from.
    func goBack(_ account: AccountKey) async throws(OfficeError) -> Bool {
        var isBack = false
        try await change(account) { isBack = $0.goBack() }
        return isBack
    }

    private func change(
        _ account: AccountKey,
        _ body: (inout BotStanding) -> Void
    ) async throws(OfficeError) {
        do throws(RuntimeError) {
            for _ in 0..<Self.mostAttempts {
                let old = try await runtime.document(
                    ofTenant: account.tenant,
                    kind: Self.kind,
                    id: account.account
                )
                let before = old.map { BotStanding($0) } ?? BotStanding()
                var standing = before
                body(&standing)
                guard standing != before else { return }
                let document = Document(
                    tenant: account.tenant,
                    kind: Self.kind,
                    id: account.account,
                    rev: (old?.rev ?? 0) + 1,
                    body: standing.json.bytes
                )
                guard try await runtime.put(document) else { continue }
                try await apply(document)
                return
            }
        } catch {
            throw .runtime(error)
        }
        throw .runtime(.busy(retryAfterSeconds: 1))
    }

    /// Brings about what the documents of a tenant say and this process has not yet.
    func refresh(tenant: String) async throws(RuntimeError) {
        for document in try await runtime.documents(ofTenant: tenant, kind: Self.kind) {
            try await apply(document)
        }
    }

    /// Brings about anew what the document of an account says, should it come back into service.
    func forget(_ account: AccountKey) { applied.withLock { $0[account] = nil } }

    /// The bot of an account that a document names in the configuration's place; nil: none does.
    func named(_ account: AccountKey) -> String? {
        applied.withLock { $0[account]?.standing.bot }
    }

    /// Whether anything was ever put in service for an account over HTTP.
    func knows(_ account: AccountKey) -> Bool { applied.withLock { $0[account] != nil } }

    private func apply(_ document: Document) async throws(RuntimeError) {
        let key = AccountKey(tenant: document.tenant, account: document.id)
        // An account that the configuration has no more.
        guard let account = runtime.account(key) else { return }
        let standing = BotStanding(document)
        let old = applied.withLock { applied -> Applied? in
            let old = applied[key] ?? Applied(rev: 0, standing: BotStanding())
            guard old.rev < document.rev else { return nil }
            applied[key] = Applied(rev: document.rev, standing: standing)
            return old
        }
        guard let old else { return }
        do throws(KeeperError) {
            if standing.bot != old.standing.bot {
                let deployment = try await keeper.bot(standing.bot, for: key)
                // It may have gone out of service meanwhile.
                guard runtime.account(key) != nil else { return }
                runtime.deploy(deployment, for: account)
            }
            if let trial = standing.trial {
                let deployment = try await keeper.bot(trial.bot, for: key)
                runtime.tryOut(deployment, percent: trial.percent, for: account)
            } else {
                runtime.endTrial(account)
            }
        } catch {
            // The bot that was there goes on; the document says what should be.
            keeper.report(
                "account '\(key.account)' of '\(key.tenant)' cannot have the bot it should: "
                    + error.text
            )
        }
    }
}

extension BotStanding {
    fileprivate init(_ document: Document) {
        self.init(json: (try? JSON(parsing: document.body)) ?? .null)
    }
}

/// Why a bot was not put in service.
enum OfficeError: Error {
    case keeper(KeeperError)
    case runtime(RuntimeError)
}
