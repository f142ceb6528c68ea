import Expressions
import YAML

/// `run:` uses another topic as a part of this one.
package struct Run: Sendable {
    package let topic: TopicID
    package let arguments: [Assignment]
    package let into: String?

    package init(topic: TopicID, arguments: [Assignment], into: String?) {
        self.topic = topic
        self.arguments = arguments
        self.into = into
    }
}

extension Run: LoadableStep {
    static let table = KeyTable(
        "a run step",
        [
            .needs("run", .name, "Uses another topic as a part of this one."),
            .may("with", .mapping, "What that topic takes, each an expression.", .arguments),
            .may(
                "into",
                .name,
                "The name under which what it gives is known from here on.",
                .matching(Patterns.ownName)
            ),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? { fields.literal("run") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        guard let node = fields["run"], let name = node.string else { return nil }
        guard let callee = topic.around.topics[name] else {
            topic.problems.unknown(
                "unknown-topic",
                "topic",
                name,
                at: node.location,
                known: topic.around.topics.keys
            )
            if let into = fields["into"] { _ = topic.define(into, .dyn) }
            return nil
        }
        if callee.verified != nil, topic.verified == nil {
            topic.problems.error(
                "not-verified",
                at: node.location,
                "the topic '\(name)' is only for a customer whose identity is proven",
                hint: "write 'verified: true' at the top of this topic"
            )
        }
        let arguments = topic.arguments(fields, for: callee.takes, of: "topic '\(name)'")
        let into = topic.into(
            fields,
            callee.isBroken ? callee.gives ?? .dyn : callee.gives,
            "the topic '\(name)' gives nothing",
            else: []
        )
        return .run(Run(topic: TopicID(name), arguments: arguments, into: into))
    }
}
