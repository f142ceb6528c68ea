import Topics
import Values

/// Who the customer is proven to be.
package struct Identity: Hashable, Sendable, Codable {
    /// Under which the back end knows them.
    package let subject: String
    package let level: IdentityLevel
    /// nil: as long as the gateway says so.
    package let until: Timestamp?
}

/// What guards the way to an identity: it stays with the contact from conversation to conversation.
package struct SignInGuard: Hashable, Sendable, Codable {
    /// Wrong codes since the last right one.
    package var failures = 0
    package var lockedUntil: Timestamp?
}
