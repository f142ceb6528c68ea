import Values

/// How sure it is who the customer is, from less to more.
package enum IdentityLevel: String, CaseIterable, Comparable, Hashable, Sendable, Codable {
    /// By a code that was sent to them, or by what only they should know.
    case basic
    /// By the channel's own sign-in or the company's.
    case strong

    package static func < (one: IdentityLevel, other: IdentityLevel) -> Bool {
        one == .basic && other == .strong
    }
}

/// What a bot asks of those who sign in.
package struct SignInRules: Hashable, Sendable {
    /// Wrong codes of one contact until they are locked out.
    package let attempts: Int
    /// How long they stay locked out.
    package let lock: TimeSpan
    /// How long a sign-in counts where its step says nothing else.
    package let valid: TimeSpan

    package init(
        attempts: Int = 3,
        lock: TimeSpan = TimeSpan(seconds: 900),
        valid: TimeSpan = TimeSpan(seconds: 1800)
    ) {
        self.attempts = attempts
        self.lock = lock
        self.valid = valid
    }
}

extension IdentityLevel {
    /// What stands behind `verified:` and `level:`.
    static var words: [String] { allCases.map(\.rawValue) }
}
