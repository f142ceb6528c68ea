import Expressions
import YAML

/// `handoff:` brings a person in.
package struct Handoff: Sendable {
    package let queue: QueueID
    package let say: TextTemplate?

    package init(queue: QueueID, say: TextTemplate?) {
        self.queue = queue
        self.say = say
    }
}

extension Handoff: LoadableStep {
    static let table = KeyTable(
        "a handoff step",
        [
            .needs(
                "handoff",
                .name,
                "Brings a person in: a queue of bot.yaml. It ends what the topic can do."
            ),
            .may("say", .text, "What the customer is told before."),
            StepKinds.label,
        ]
    )

    static let isRemembered = false

    static func subject(_ fields: Fields) -> String? { fields.literal("handoff") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let say = topic.text(fields, "say")
        topic.flow.isOpen = false
        guard let node = fields["handoff"], let name = node.string else { return nil }
        guard topic.around.checkQueue(node, topic.problems) else { return nil }
        return .handoff(Handoff(queue: QueueID(name), say: say))
    }
}

extension Surroundings {
    /// Whether the bot has the queue; reports it where it has not.
    func checkQueue(_ node: Node, _ problems: Problems) -> Bool {
        guard knowsQueues, let name = node.string, !queues.contains(name) else { return true }
        problems.unknown("unknown-queue", "queue", name, at: node.location, known: queues)
        return false
    }
}
