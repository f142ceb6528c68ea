import Dialogue
import Messages
import Synchronization
import Topics
import Values

/// What a desk asks of the bots that hand over to it.
extension Runtime {
    /// The queues of an account's bot, and the channel that its customers write on; nil where it is
    /// not in service.
    package func queues(tenant: String, account: String) -> ([String], Channel)? {
        let key = AccountKey(tenant: tenant, account: account)
        guard let channel = accounts.withLock({ $0[key]?.channel }),
            let deployment = shelf.current(key)
        else { return nil }
        return (deployment.queues, channel)
    }

    /// The queues of a tenant's bots with their titles, in the first language of each.
    package func queues(ofTenant tenant: String) -> [String: String] {
        var queues: [String: String] = [:]
        for key in accounts.withLock({ $0.keys.filter { $0.tenant == tenant } }) {
            guard let definition = shelf.current(key)?.bot.definition else { continue }
            let language = definition.languages.first ?? "en"
            for queue in definition.queues {
                queues[queue.id.rawValue] = queue.title[language]
            }
        }
        return queues
    }

    /// Topics that people can start in an account's bot.
    package func topics(tenant: String, account: String) -> [String] {
        let bot = shelf.current(AccountKey(tenant: tenant, account: account))?.bot
        return (bot?.definition.topics ?? []).filter(\.startsFromWords).map(\.id.rawValue)
    }

    /// When somebody of a queue may be there next; nil where nobody knows.
    package func opens(
        tenant: String,
        account: String,
        queue: String,
        from moment: Timestamp
    ) -> Timestamp? {
        shelf.current(AccountKey(tenant: tenant, account: account))?.bot
            .opens(QueueID(queue), from: moment)
    }
}
