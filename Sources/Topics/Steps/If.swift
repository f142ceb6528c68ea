import Expressions

/// `if:` with `then:`, any number of `elif:` and `else:`.
package struct Branch: Sendable {
    package struct Arm: Sendable {
        package let condition: Expressions.Expression
        package let steps: [Step]

        package init(condition: Expressions.Expression, steps: [Step]) {
            self.condition = condition
            self.steps = steps
        }
    }

    package let arms: [Arm]
    package let otherwise: [Step]

    package init(arms: [Arm], otherwise: [Step]) {
        self.arms = arms
        self.otherwise = otherwise
    }
}

extension Branch: LoadableStep {
    static let table = KeyTable(
        "an if step",
        [
            .needs("if", .cel, "Goes one way or another: true or false."),
            .needs("then", .steps, "The steps where it holds."),
            .may(
                "elif",
                .list,
                "Further conditions, each judged where those before it do not hold.",
                .list(.keys(armTable))
            ),
            .may("else", .steps, "The steps where none holds."),
            StepKinds.label,
        ]
    )

    package static let armTable = KeyTable(
        "an elif",
        [
            .needs("if", .cel, "Judged where the conditions before it do not hold."),
            .needs("then", .steps, "The steps where it holds."),
        ]
    )

    static let isRemembered = false

    static func subject(_ fields: Fields) -> String? { fields.literal("if") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        var parts = [fields]
        parts += fields.items("elif").compactMap { Fields($0, armTable, topic.problems) }
        var rest = topic.flow
        var meeting: Flow?
        var arms: [Arm] = []
        var conditions: [Expressions.Expression?] = []
        for part in parts {
            let condition = part["if"].map { topic.condition($0, at: rest) }
            var start = rest
            start.filled.formUnion(condition?.filledIfTrue ?? [])
            let (steps, end) = topic.part(from: start) { $0.steps(part["then"]) }
            meeting.meet(end)
            rest.filled.formUnion(condition?.filledIfFalse ?? [])
            conditions.append(condition?.expression)
            guard let expression = condition?.expression else { continue }
            arms.append(Arm(condition: expression, steps: steps))
        }
        ConditionCheck(topic, at: topic.flow).check(
            arms: zip(parts, conditions).compactMap { part, condition in
                part["if"].map { ($0, condition) }
            },
            otherwise: fields["else"]
        )
        let (otherwise, end) = topic.part(from: rest) { $0.steps(fields["else"]) }
        meeting.meet(end)
        if let meeting { topic.flow = meeting }
        guard arms.count == parts.count else { return nil }
        return .branch(Branch(arms: arms, otherwise: otherwise))
    }
}
