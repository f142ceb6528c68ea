import Expressions
import YAML

/// `repeat:` goes through its steps again while a condition holds, a bounded number of times.
package struct Loop: Sendable {
    /// Judged before each round.
    package let condition: Expressions.Expression
    package let atMost: Int
    package let steps: [Step]

    package init(condition: Expressions.Expression, atMost: Int, steps: [Step]) {
        self.condition = condition
        self.atMost = atMost
        self.steps = steps
    }
}

extension Loop: LoadableStep {
    static let table = KeyTable(
        "a repeat step",
        [
            .needs(
                "repeat",
                .cel,
                "Goes through its steps again while this holds; judged before each round."
            ),
            .needs("at_most", .whole(1...100), "How many rounds there are at most."),
            .needs(
                "steps",
                .steps,
                "The steps of a round; slots asked in them are asked anew each round."
            ),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? { fields.literal("repeat") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let before = topic.flow
        // What a round asks is empty again when the next round begins.
        var start = before
        let asked = Set(askedSlots(in: fields["steps"]))
        start.filled.subtract(asked)
        let condition = fields["repeat"].map { topic.condition($0, at: start) }
        if let node = fields["repeat"] {
            ConditionCheck(topic, at: start).check(node, condition?.expression, mayAlwaysHold: true)
        }
        var round = start
        round.filled.formUnion(condition?.filledIfTrue ?? [])
        let (steps, end) = topic.part(from: round) { $0.steps(fields["steps"]) }
        topic.flow = before.joined(with: end)
        guard let condition = condition?.expression, let atMost = fields.whole("at_most") else {
            return nil
        }
        return .loop(Loop(condition: condition, atMost: atMost, steps: steps))
    }

    /// The slots that some steps ask, wherever in them.
    private static func askedSlots(in node: Node?) -> [String] {
        var slots: [String] = []
        node?.forEachStep { step in
            guard let asked = step["ask"] else { return }
            slots += (asked.sequence ?? [asked]).compactMap(\.string)
        }
        return slots
    }
}
