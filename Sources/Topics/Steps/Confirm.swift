import Expressions
import YAML

/// `confirm:` reads back what is about to be done.
package struct Confirm: Sendable {
    package let text: TextTemplate
    /// What a customer who says *no* may change.
    package let change: [SlotName]
    /// What happens after *no* where nothing can be changed; empty: the topic is cancelled.
    package let otherwise: [Step]

    package init(text: TextTemplate, change: [SlotName], otherwise: [Step]) {
        self.text = text
        self.change = change
        self.otherwise = otherwise
    }
}

extension Confirm: LoadableStep {
    static let table = KeyTable(
        "a confirm step",
        [
            .needs("confirm", .text, "Reads back what is about to be done, and asks yes or no."),
            .may("change", .names, "The slots that a customer who says no may change."),
            .may(
                "else",
                .steps,
                "What happens after a no; without it and without change the topic is cancelled."
            ),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? { nil }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let text = topic.text(fields, "confirm")
        let change = topic.slotNames(fields.items("change"))
        for node in fields.items("change") {
            guard let name = node.string, topic.slots[name] != nil,
                !topic.flow.asked.contains(name)
            else { continue }
            topic.problems.error(
                "change-unasked",
                at: node.location,
                "'\(name)' has not been asked before this confirmation",
                hint: "ask it above, or take it out of 'change'"
            )
        }
        let (otherwise, end) = topic.part(from: topic.flow) { $0.steps(fields["else"]) }
        if let node = fields["else"] {
            if !change.isEmpty {
                topic.problems.warn(
                    .unusedElse,
                    at: node.location,
                    "with 'change' a no offers the slots, so this 'else' is never done",
                    hint: "leave one of the two out"
                )
            } else if end.isOpen {
                topic.problems.warn(
                    .noGoesOn,
                    at: node.location,
                    "after a no the topic goes on with the step below, as after a yes",
                    hint: "end this 'else' with 'end: cancelled' or a handoff"
                )
                topic.flow = topic.flow.joined(with: end)
            }
        }
        guard let text else { return nil }
        return .confirm(Confirm(text: text, change: change, otherwise: otherwise))
    }
}
