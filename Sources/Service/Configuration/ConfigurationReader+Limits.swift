import Topics
import Values

extension ConfigurationReader {
    package static let limitsTable = KeyTable(
        "limits",
        [
            .may("token", .whole(1...1_000_000), "With one token.", standard: 10_000),
            .may("tenant", .whole(1...1_000_000), "Of one tenant.", standard: 20_000),
            .may("conversation", .whole(1...1_000_000), "About one contact.", standard: 100),
            .may("customer", .whole(1...1_000_000), "With one customer's pass.", standard: 10),
        ]
    )

    func limits(_ service: Fields) -> RequestLimits {
        var limits = RequestLimits()
        guard let fields = service["limits"].flatMap({ Fields($0, Self.limitsTable, problems) })
        else { return limits }
        limits.token = fields.whole("token") ?? limits.token
        limits.tenant = fields.whole("tenant") ?? limits.tenant
        limits.conversation = fields.whole("conversation") ?? limits.conversation
        limits.customer = fields.whole("customer") ?? limits.customer
        return limits
    }
}
