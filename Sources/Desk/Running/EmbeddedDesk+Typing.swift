import BotRuntime
import Values

/// Customers who type: whoever has them sees it, at whichever process they ask.
///
/// Each agent has a document with the moments; it is no part of the desk, which nobody is to wait
/// for because somebody types.
extension EmbeddedDesk {
    /// Whoever has said that they type does so for that long, unless they say it again.
    static let typingLasts = TimeSpan(seconds: 6)
    /// It is written down no more often than this.
    private static let typingPause = TimeSpan(seconds: 2)
    private static let typing = "desk-typing"

    /// Shows the person who has a customer that the customer types.
    package func showTyping(to contact: ContactKey, conversation: Int) async {
        let tenant = contact.tenant
        let tickets = lastSeen(of: tenant)?.tickets ?? []
        guard
            let ticket = tickets.first(where: { $0.isHeld && $0.request.contact == contact.text }),
            let agent = ticket.agent
        else { return }
        let document = try? await engine.document(tenant, Self.typing, agent)
        var moments = Self.moments(document)
        let now = clock.now
        if let last = moments[ticket.id], last.adding(Self.typingPause) > now { return }
        moments = moments.filter { $0.value.adding(Self.typingLasts) > now }
        moments[ticket.id] = now
        let body = JSON.object(
            Dictionary(
                uniqueKeysWithValues: moments.map { ("\($0.key)", .int($0.value.milliseconds)) }
            )
        )
        // Whoever came between has written that somebody else types: it is said again soon.
        _ = try? await engine.put(
            Document(
                tenant: tenant,
                kind: Self.typing,
                id: agent,
                rev: (document?.rev ?? 0) + 1,
                body: body.bytes
            )
        )
        watch.tell(tenant)
    }

    /// The tickets of an agent whose customers type.
    func typing(to agent: String, at tenant: String) async -> Set<Int> {
        let document = try? await engine.document(tenant, Self.typing, agent)
        let now = clock.now
        return Set(
            Self.moments(document).filter { $0.value.adding(Self.typingLasts) > now }.keys
        )
    }

    private static func moments(_ document: Document?) -> [Int: Timestamp] {
        let fields = document.flatMap { try? JSON(parsing: $0.body) }?.object ?? [:]
        return Dictionary(
            fields.compactMap { name, moment in
                guard let ticket = Int(name), let milliseconds = moment.int else { return nil }
                return (ticket, Timestamp(milliseconds: Int64(milliseconds)))
            }
        ) { first, _ in first }
    }
}
