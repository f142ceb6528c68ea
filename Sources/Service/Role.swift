/// What the holder of a token may do; each may do its own and nothing else.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// Sends what customers write, and gets what the bot says.
    case gateway
    /// Talks with customers who were handed over.
    case agent
    /// Looks at conversations and reports.
    case manager
    /// Puts bots in service, sees to what went wrong, erases contacts.
    case admin
}

/// Who asks: the holder of a token.
package struct Principal: Hashable, Sendable {
    package var tenant: String
    package var name: String
    package var role: Role

    package init(tenant: String, name: String, role: Role) {
        self.tenant = tenant
        self.name = name
        self.role = role
    }
}
