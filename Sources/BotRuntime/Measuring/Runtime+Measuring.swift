import Dialogue
import Synchronization
import Values

/// What there is at this moment, for whoever watches.
extension Runtime {
    /// How much waits for whom.
    package struct Backlog: Hashable, Sendable {
        package var rows: Int
        /// How long the oldest has waited.
        package var seconds: Double
    }

    /// How much waits for each destination that there is: the gateways of accounts in service
    /// also where nothing does.
    package func backlogs() async throws(StoreError) -> [DueDestination: Backlog] {
        var backlogs: [DueDestination: Backlog] = [:]
        for account in postingAccounts {
            backlogs[account.gateway] = Backlog(rows: 0, seconds: 0)
        }
        let now = clock.now
        for (destination, depth) in try await engine.outboxDepth() {
            let waited = Double(now.milliseconds - depth.oldest.milliseconds) / 1000
            backlogs[destination] = Backlog(rows: depth.rows, seconds: max(0, waited))
        }
        return backlogs
    }

    /// The accounts in service whose replies are posted.
    var postingAccounts: [AccountKey] {
        accounts.withLock { accounts in accounts.values.filter(\.posts).map(\.key) }
    }

    /// How many conversations are open, at whichever process.
    package func openConversations() async throws(StoreError) -> Int {
        // One that is open has a moment at which it ends by itself, if not an earlier one.
        try await engine.countToWake()
    }

    /// What the store measures of its own work.
    package var storeMetrics: StoreMetrics { engine.metrics }

    /// A bot that an account has in service, or lets a part of its new conversations try.
    package struct BotInService: Hashable, Sendable {
        package var account: AccountKey
        package var bot: String
        package var isTrial: Bool
    }

    /// The bots of all accounts in service.
    package var botsInService: [BotInService] {
        let keys = accounts.withLock { Array($0.keys) }
        return keys.flatMap { key in
            let current = shelf.current(key).map {
                BotInService(account: key, bot: $0.id, isTrial: false)
            }
            let trial = shelf.canary(key).map {
                BotInService(account: key, bot: $0.0.id, isTrial: true)
            }
            return [current, trial].compactMap(\.self)
        }
    }
}
