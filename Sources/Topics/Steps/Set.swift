import Expressions
import Values
import YAML

/// `set:` gives names to values.
enum SetStep: LoadableStep {
    static let table = KeyTable(
        "a set step",
        [
            .needs(
                "set",
                .mapping,
                "Gives names to values: each name takes an expression.",
                .entries(.kind(.cel), named: .ownNames, atLeast: 1),
                like: [["total": "price * 2"]]
            ), StepKinds.label,
        ]
    )

    static let isRemembered = false

    static func subject(_ fields: Fields) -> String? {
        fields.pairs("set").compactMap(\.key.string).joined(separator: ", ")
    }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let pairs = fields.pairs("set")
        if pairs.isEmpty, let node = fields["set"] {
            topic.problems.error(
                "empty-value",
                at: node.location,
                "no name gets a value here",
                hint: "write 'set: { total: price * 2 }', or leave the step out"
            )
        }
        let assignments = pairs.compactMap { entry -> Assignment? in
            guard entry.value.string != nil, !entry.value.isNull else {
                topic.problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "a name takes an expression",
                    hint: "write 'total: price * 2', in quotes where it holds ': ' or begins with {"
                )
                _ = topic.define(entry.key, .dyn)
                return nil
            }
            let value = topic.expression(entry.value)
            guard let name = topic.define(entry.key, value?.type ?? .dyn), let value else {
                return nil
            }
            return Assignment(name: name, value: value)
        }
        return assignments.count == pairs.count && !pairs.isEmpty ? .set(assignments) : nil
    }
}
