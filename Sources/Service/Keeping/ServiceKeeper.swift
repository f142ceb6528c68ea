import BotRuntime

/// What a service cannot do of itself, since it knows neither files nor folders: its process does it.
package protocol ServiceKeeper: Sendable {
    /// Reads what the configuration says of a tenant again: tokens, secrets, bots.
    ///
    /// - Throws: Everything that is wrong with it; all is as it was then.
    func reload(tenant: String, into service: Service) async throws(KeeperError)

    /// Loads one of the bots that lie where a tenant's bots are put.
    ///
    /// - Parameters:
    ///   - name: Its folder; nil: the one that the configuration gives the account.
    ///   - account: Who is to have it.
    /// - Returns: The bot, proven.
    /// - Throws: Everything that is wrong with it, or that there is none.
    func bot(_ name: String?, for account: AccountKey) async throws(KeeperError) -> Deployment

    /// Copies the store as it is at one moment, while it is used.
    func backUp() async throws(KeeperError) -> BackupFile

    /// Tells whoever reads the log of something that nobody asked for.
    func report(_ problem: String)
}

/// Why the process could not do what it was asked for.
package enum KeeperError: Error, Hashable {
    /// What was given does not hold: each line with its place and a way out.
    case wrong([String])
    /// It is not set up for it, or there is no such thing.
    case impossible(String)
    /// The world is in the way; later it may not be.
    case failed(String)

    package var text: String {
        switch self {
        case .wrong(let lines): lines.joined(separator: "\n")
        case .impossible(let why), .failed(let why): why
        }
    }
}

/// A copy of a store.
package struct BackupFile: Hashable, Sendable {
    /// In the folder that the configuration names.
    package var name: String
    package var bytes: Int

    package init(name: String, bytes: Int) {
        self.name = name
        self.bytes = bytes
    }
}
