import Expressions
import YAML

/// `feedback:` asks how it was, one to five, by quick reply.
package struct Feedback: Sendable {
    /// nil: the house's question.
    package let text: TextTemplate?

    package init(text: TextTemplate?) {
        self.text = text
    }
}

extension Feedback: LoadableStep {
    static let table = KeyTable(
        "a feedback step",
        [
            .needs(
                "feedback",
                .textOrNothing,
                "Asks how it was, one to five; without a text in the words of the house."
            ),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? { nil }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        guard let node = fields["feedback"], !node.isNull else {
            return .feedback(Feedback(text: nil))
        }
        return topic.text(node, as: "feedback of a feedback step").map {
            .feedback(Feedback(text: $0))
        }
    }
}
