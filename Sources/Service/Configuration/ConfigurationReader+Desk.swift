import Desk
import Messages
import Topics
import YAML

/// The people's side of a tenant: this service's own desk, or another that is posted to.
extension ConfigurationReader {
    package static let deskTable = KeyTable(
        "a desk",
        [
            .may("agents", .mapping, "Who works here, by the names of their tokens."),
            .may("queues", .mapping, "Queues of the bots that are not like others."),
            .may("offer", .span, "How long somebody has to accept what they are offered."),
            .may("wrap_up", .span, "Time to write up, before the next customer comes."),
            .may("lost_after", .span, "Who is not heard of for so long is gone."),
            .may("post_to", .literal, "Another desk: where it is told what bots hand over."),
            .may(
                "secret_files",
                .literals,
                "Hold what is posted to it is signed with, the newest first."
            ),
        ]
    )

    package static let deskQueueTable = KeyTable(
        "a queue of the desk",
        [
            .may("priority", .whole(0...100), "Customers of the higher one go first."),
            .may("longest", .whole(1...10_000), "So many wait at most."),
            .may("channels", .literals, "Only customers of these channels."),
        ]
    )

    package static let agentTable = KeyTable(
        "an agent",
        [
            .may("name", .literal, "As customers read it."),
            .may("queues", .literals, "Whose customers they take; without it, those of all."),
            .may(
                "capacity",
                .mapping,
                "Conversations at a time by channel, and calls under 'callback'."
            ),
        ]
    )

    static let capacityTable = KeyTable(
        "a capacity",
        (Channel.allCases.map(\.rawValue) + [Ticket.callbackMedium]).map {
            .may($0, .whole(0...100), "At a time.")
        }
    )

    /// What a tenant's file says of its desk; each agent has one of its tokens.
    func desk(_ tenant: Fields, _ tokens: [TokenConfiguration]) -> DeskChoice? {
        guard let node = tenant["desk"], let fields = Fields(node, Self.deskTable, problems) else {
            return nil
        }
        let secrets = paths(fields, "secret_files")
        if let url = address(fields, signedWith: secrets) {
            for other in ["agents", "queues", "offer", "wrap_up", "lost_after"] {
                guard let key = fields.key(other) else { continue }
                problems.error(
                    "two-desks",
                    at: key.location,
                    "the desk is another's, which is posted to",
                    hint: "take '\(other)' or 'post_to' out"
                )
            }
            return .elsewhere(url: url, secretFiles: secrets)
        }
        var desk = DeskConfiguration()
        desk.offer = fields.span("offer") ?? desk.offer
        desk.wrapUp = fields.span("wrap_up") ?? desk.wrapUp
        desk.lostAfter = fields.span("lost_after") ?? desk.lostAfter
        for entry in fields.pairs("queues") {
            guard let name = name(entry.key) else { continue }
            desk.queues[name] = queue(entry.value)
        }
        for entry in fields.pairs("agents") {
            guard let name = name(entry.key) else { continue }
            if !tokens.contains(where: { $0.name == name && $0.role == .agent }) {
                problems.error(
                    "no-token",
                    at: entry.key.location,
                    "'\(name)' has no token to work with",
                    hint: "write 'tokens: { \(name): { role: agent, file: … } }'"
                )
            }
            desk.agents[name] = agent(entry.value, named: name)
        }
        return .embedded(desk)
    }

    private func queue(_ node: Node) -> DeskConfiguration.Queue {
        var queue = DeskConfiguration.Queue()
        guard let fields = Fields(node, Self.deskQueueTable, problems) else { return queue }
        queue.priority = fields.whole("priority") ?? queue.priority
        queue.longest = fields.whole("longest") ?? queue.longest
        guard fields.has("channels") else { return queue }
        for item in fields.items("channels")
        where item.string.flatMap(Channel.init(rawValue:)) == nil {
            problems.error(
                "wrong-value",
                at: item.location,
                "there is no such channel",
                hint: "channels are " + Channel.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        queue.channels = Set(fields.literals("channels"))
        return queue
    }

    private func agent(_ node: Node, named name: String) -> DeskConfiguration.Worker {
        var worker = DeskConfiguration.Worker(name: name)
        guard let fields = Fields(node, Self.agentTable, problems) else { return worker }
        worker.name = fields.literal("name") ?? name
        if fields.has("queues") { worker.queues = Set(fields.literals("queues")) }
        guard
            let capacity = fields["capacity"].flatMap({ Fields($0, Self.capacityTable, problems) })
        else { return worker }
        for medium in Self.capacityTable.names {
            worker.capacity[medium] = capacity.whole(medium)
        }
        return worker
    }
}

/// Who the people behind "agent" are.
package enum DeskChoice: Hashable, Sendable {
    /// Those who work at this service's own desk.
    case embedded(DeskConfiguration)
    /// Another desk, which is posted to and answers with events.
    case elsewhere(url: String, secretFiles: [String])
}
