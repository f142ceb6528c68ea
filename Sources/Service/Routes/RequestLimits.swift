import BotRuntime
import HTTP

/// How many requests a second are answered, and as many again at once after a while without.
package struct RequestLimits: Hashable, Sendable {
    /// With one token.
    package var token = 10_000
    /// Of one tenant, whatever its tokens.
    package var tenant = 20_000
    /// About one contact, whoever asks.
    package var conversation = 100
    /// With one customer's pass, or several for the same customer.
    package var customer = 10

    package init() {}
}

/// Holds everybody to the limits: whoever floods the service is told when to come again, and nobody
/// else waits.
final class RequestLimiters: Sendable {
    private let perToken: RateLimiter<Principal>
    private let perTenant: RateLimiter<String>
    private let perConversation: RateLimiter<ContactKey>
    private let perCustomer: RateLimiter<ContactKey>

    init(_ limits: RequestLimits) {
        perToken = RateLimiter(perSecond: limits.token)
        perTenant = RateLimiter(perSecond: limits.tenant)
        perConversation = RateLimiter(perSecond: limits.conversation)
        perCustomer = RateLimiter(perSecond: limits.customer)
    }

    /// Holds everybody to other limits from now on.
    func set(_ limits: RequestLimits) {
        perToken.set(perSecond: limits.token)
        perTenant.set(perSecond: limits.tenant)
        perConversation.set(perSecond: limits.conversation)
        perCustomer.set(perSecond: limits.customer)
    }

    /// - Parameters:
    ///   - principal: Who asks, proven.
    ///   - contact: About whom; nil: about nobody in particular.
    /// - Returns: Why not now; nil: now.
    func refusal(_ principal: Principal, about contact: ContactKey?) -> Problem? {
        let own = principal.contact
        // What is only one conversation's fault takes nothing of the others'.
        if let own, let seconds = perCustomer.pause(for: own) {
            return Self.tooMany("of this customer", seconds)
        }
        if let contact, let seconds = perConversation.pause(for: contact) {
            return Self.tooMany("about this contact", seconds)
        }
        if own == nil, let seconds = perToken.pause(for: principal) {
            return Self.tooMany("with this token", seconds)
        }
        return perTenant.pause(for: principal.tenant).map { Self.tooMany("of this tenant", $0) }
    }

    private static func tooMany(_ what: String, _ seconds: Int) -> Problem {
        Problem(
            429,
            detail: "too many requests \(what)",
            headers: ["Retry-After": "\(seconds)"]
        )
    }
}
