import Messages

/// A company's presence on a channel: what customers write to, and which bot answers there.
public struct Account: Hashable, Sendable {
    public var tenant: String
    /// Unique within the tenant.
    public var id: String
    public var channel: Channel
    /// Replies that nobody waits for are posted to the account's gateway; otherwise they are kept
    /// until somebody asks for them.
    public var posts: Bool

    public init(tenant: String, id: String, channel: Channel, posts: Bool = false) {
        self.tenant = tenant
        self.id = id
        self.channel = channel
        self.posts = posts
    }

    /// What the account is called among all tenants'.
    package var key: AccountKey { AccountKey(tenant: tenant, account: id) }

    /// Where its replies are posted.
    package var gateway: DueDestination { key.gateway }
}

/// Names an account among all tenants'.
package struct AccountKey: Hashable, Sendable, CustomStringConvertible {
    package let tenant: String
    package let account: String

    package init(tenant: String, account: String) {
        self.tenant = tenant
        self.account = account
    }

    package init(_ contact: ContactKey) {
        self.init(tenant: contact.tenant, account: contact.account)
    }

    package var description: String { "\(tenant)/\(account)" }

    /// Where its replies are posted, where they are.
    package var gateway: DueDestination { DueDestination(.channel, description) }
}
