import BotRuntime
import Service

extension AccountConfiguration {
    func account(of tenant: String) -> Account {
        Account(tenant: tenant, id: name, channel: channel, posts: postTo != nil)
    }
}

extension TenantConfiguration {
    /// Where another desk is posted to.
    var deskAddress: String? {
        guard case .elsewhere(let url, _)? = desk else { return nil }
        return url
    }
}

extension ServiceConfiguration {
    /// Keys of the file whose new values a process that runs does not take up.
    func takenUpLater(from new: ServiceConfiguration) -> [String] {
        let keys = [
            ("listen", host != new.host || port != new.port),
            ("tls", tls?.certificate != new.tls?.certificate || tls?.key != new.tls?.key),
            ("store", store != new.store), ("key_file", keyFile != new.keyFile),
            ("journal", journal != new.journal), ("retention", retention != new.retention),
        ]
        return keys.filter(\.1).map(\.0)
    }
}
