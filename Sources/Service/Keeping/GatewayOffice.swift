import BotRuntime
import Values

/// Holds back what is posted for accounts, at every process that shares the store, and lets go of it.
///
/// An account about which that was ever decided has a document, so that it stays so after a new start.
struct GatewayOffice: Sendable {
    private static let kind = "gateway"
    /// How often a document is read anew where somebody else wrote it meanwhile.
    private static let mostAttempts = 5

    let runtime: Runtime

    /// Begins to hold back, or to post again; elsewhere that is so within seconds.
    func hold(_ isHeld: Bool, _ account: AccountKey) async throws(RuntimeError) {
        for _ in 0..<Self.mostAttempts {
            let old = try await runtime.document(
                ofTenant: account.tenant,
                kind: Self.kind,
                id: account.account
            )
            let body: JSON = [
                "held": .bool(isHeld), "since": .int(runtime.now.milliseconds),
            ]
            let next = Document(
                tenant: account.tenant,
                kind: Self.kind,
                id: account.account,
                rev: (old?.rev ?? 0) + 1,
                body: body.bytes
            )
            guard try await runtime.put(next) else { continue }
            return await apply(next)
        }
        throw .busy(retryAfterSeconds: 1)
    }

    /// Goes by what was decided elsewhere.
    func refresh(tenant: String) async throws(RuntimeError) {
        for document in try await runtime.documents(ofTenant: tenant, kind: Self.kind) {
            await apply(document)
        }
    }

    private func apply(_ document: Document) async {
        let isHeld = (try? JSON(parsing: document.body))?["held"]?.bool ?? false
        let account = AccountKey(tenant: document.tenant, account: document.id)
        await runtime.holdGateway(of: account, isHeld, rev: document.rev)
    }
}
