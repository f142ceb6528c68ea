import Messages

/// What is posted to the gateways of accounts, and held back.
extension Runtime {
    /// Begins to post nothing for an account, or to post again what has come meanwhile.
    ///
    /// What is held back waits in the store, in its order. Whoever waits for an answer has it.
    ///
    /// - Parameters:
    ///   - account: Whose replies.
    ///   - isHeld: Whether they are held back.
    ///   - rev: Counts the decisions about the account: what is older than the last is no news.
    package func holdGateway(of account: AccountKey, _ isHeld: Bool, rev: Int64) async {
        await dispatcher.hold(account.gateway, isHeld, rev: rev)
    }

    /// An account whose replies are posted, and what waits for it.
    package struct GatewayStanding: Hashable, Sendable {
        package var account: AccountKey
        package var isHeld: Bool
    }

    /// The gateways of the accounts in service, in the order of their names.
    package func gateways() async -> [GatewayStanding] {
        let held = await dispatcher.held
        return postingAccounts.map {
            GatewayStanding(account: $0, isHeld: held.contains($0.gateway))
        }
        .sorted { $0.account.description < $1.account.description }
    }
}
