import BotRuntime

/// What the holder of a token or a pass may do; each may do its own and nothing else.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// Sends what customers write, and gets what the bot says.
    case gateway
    /// Talks with customers who were handed over.
    case agent
    /// Looks at conversations and reports.
    case manager
    /// Puts bots in service, sees to what went wrong, erases contacts.
    case admin
    /// Writes as one customer and reads what that customer may; nobody is given the role for longer
    /// than a pass holds.
    case customer

    /// Those that a token may be given.
    package static let ofTokens = allCases.filter { $0 != .customer }
}

/// Who asks: the holder of a token.
package struct Principal: Hashable, Sendable {
    package var tenant: String
    package var name: String
    package var role: Role
    /// What a customer asks with, who has no token.
    package var pass: CustomerPass?

    package init(tenant: String, name: String, role: Role, pass: CustomerPass? = nil) {
        self.tenant = tenant
        self.name = name
        self.role = role
        self.pass = pass
    }

    /// The only one that is there for who asks; nil: all of the tenant's.
    package var contact: ContactKey? { pass?.contact }
}
