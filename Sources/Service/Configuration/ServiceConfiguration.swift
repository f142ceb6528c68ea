import BotRuntime
import Messages
import WebActions

/// How a service is set up, as its file says.
package struct ServiceConfiguration: Sendable {
    package var host = "127.0.0.1"
    package var port: UInt16 = 8080
    /// PEM files: the certificate chain and its key.
    package var tls: (certificate: String, key: String)?
    package var store = StoreChoice.sqlite(path: "data/conversations.db")
    /// 32 bytes in base64: seals what is kept.
    package var keyFile = "data/sealing.key"
    /// Which messages are in hand.
    package var journal = "data/in-hand"
    package var tenants: [TenantConfiguration] = []
    /// Where copies of the store are put; nil: none are made.
    package var backups: String?
    package var retention = RetentionPeriods()
    package var limits = RequestLimits()
    /// Lines of the log that matter less are not written.
    package var log = LogLevel.info
    package var uploads = UploadSettings(folder: "data/uploads")
    /// Where it names other files.
    package var files = NamedFiles()

    package init() {}

    package enum StoreChoice: Hashable, Sendable {
        case memory
        case sqlite(path: String)
        /// The file holds the connection's parameters, as libpq takes them.
        case postgresql(file: String)
    }
}

/// A company that is served.
package struct TenantConfiguration: Sendable {
    package var name: String
    package var tokens: [TokenConfiguration] = []
    package var accounts: [AccountConfiguration] = []
    /// Back ends that its bots ask over HTTP.
    package var web = WebServicesConfiguration()
    /// The people behind "agent"; nil: another desk, which sends its events and asks for the rest.
    package var desk: DeskChoice?
    /// Where bots lie that are put in service over HTTP, each in a folder of its own.
    package var bots: String?
    /// Where the service's file names other files, this tenant's among them.
    package var files = NamedFiles()
}

/// Who may ask.
package struct TokenConfiguration: Sendable {
    package var name: String
    package var role: Role
    /// Holds the token.
    package var file: String
}

/// What customers write to.
package struct AccountConfiguration: Sendable {
    package var name: String
    package var channel: Channel
    /// The bot's folder.
    package var bot: String
    /// The file that keeps the rows of the bot's own tables; nil: they begin anew with each process.
    package var records: String?
    /// Where replies are posted that nobody waits for.
    package var postTo: String?
    /// Hold the secrets that webhooks are signed with, the newest first.
    package var secretFiles: [String] = []
}
