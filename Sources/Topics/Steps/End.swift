import Diagnostics
import Expressions
import Values
import YAML

/// `end:` ends the topic with an outcome.
package struct End: Sendable {
    package let outcome: String
    package let say: TextTemplate?

    package init(outcome: String, say: TextTemplate?) {
        self.outcome = outcome
        self.say = say
    }
}

extension End: LoadableStep {
    static let table = KeyTable(
        "an end step",
        [
            .needs(
                "end",
                .name,
                "Ends the topic: resolved, cancelled, or an outcome of your own.",
                like: ["resolved", "cancelled"]
            ),
            .may("say", .text, "What the customer is told last."),
            StepKinds.label,
        ]
    )

    static let isRemembered = false

    static func subject(_ fields: Fields) -> String? { fields.literal("end") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let say = topic.text(fields, "say")
        if let node = fields["end"] { warnOfNearMiss(node, topic.problems) }
        topic.exits.meet(topic.flow)
        topic.flow.isOpen = false
        return fields.literal("end").map { .end(End(outcome: $0, say: say)) }
    }

    /// Outcomes are free, and `resolvd` is hardly meant to be one of its own.
    private static func warnOfNearMiss(_ node: Node, _ problems: Problems) {
        let usual = ["resolved", "cancelled"]
        guard let outcome = node.string, !usual.contains(where: outcome.contains),
            let near = nearest(to: outcome, in: usual)
        else { return }
        problems.warn(
            .likeOutcome,
            at: node.location,
            "'\(outcome)' is an outcome of its own",
            hint: "did you mean '\(near)'?"
        )
    }
}
