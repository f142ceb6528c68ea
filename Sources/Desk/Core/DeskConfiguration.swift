import Values

/// How a tenant's desk works.
package struct DeskConfiguration: Hashable, Sendable {
    /// How long an offer stands; whoever lets it pass is away from then on.
    package var offer = TimeSpan(seconds: 30)
    /// How long after a conversation nothing new takes its place.
    package var wrapUp = TimeSpan(seconds: 15)
    /// Without a sign of their client for so long an agent is gone.
    package var lostAfter = TimeSpan(seconds: 60)
    /// A customer is told a new place in line no more often.
    package var placesEvery = TimeSpan(seconds: 30)
    /// Queues that are not like others, by their names in the bot.
    package var queues: [String: Queue] = [:]
    /// Who works here, by the names of their tokens.
    package var agents: [String: Worker] = [:]

    package init() {}

    package struct Queue: Hashable, Sendable {
        /// Of two customers whom one agent can take, the one of the higher goes first.
        package var priority = 0
        /// So many wait at most; nobody is let into a longer line.
        package var longest = 100
        /// Serves customers of these channels; nil: of all.
        package var channels: Set<String>?

        package init() {}
    }

    package struct Worker: Hashable, Sendable {
        /// As customers read it.
        package var name: String
        /// Takes customers of these queues; nil: of all.
        package var queues: Set<String>?
        /// Conversations at a time by channel, call-backs under `callback`; on what is not named
        /// `usually`.
        package var capacity: [String: Int] = [:]
        package var usually = 3

        package init(name: String) { self.name = name }

        package func capacity(on medium: String) -> Int {
            capacity[medium] ?? (medium == Ticket.callbackMedium ? min(1, usually) : usually)
        }
    }

    package func queue(_ name: String) -> Queue { queues[name] ?? Queue() }

    /// As customers read it.
    package func name(of agent: String) -> String { agents[agent]?.name ?? agent }
}
