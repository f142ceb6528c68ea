import Diagnostics
import Expressions
import YAML

extension TopicReader {
    /// `with:` held against what an action or a topic takes.
    func arguments(
        _ fields: Fields,
        for parameters: [Parameter],
        of callee: String
    ) -> [Assignment] {
        // What cannot be read has been reported, and nothing is missed in it.
        guard fields["with"] != nil || !fields.has("with") else { return [] }
        let entries = fields.pairs("with")
        var given = Set(entries.compactMap(\.key.string))
        var assignments: [Assignment] = []
        for entry in entries {
            let name = entry.key.string ?? ""
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                problems.error(
                    "unknown-argument",
                    at: entry.key.location,
                    "the \(callee) takes no '\(shown(name))'",
                    hint: parameters.isEmpty
                        ? "it takes nothing: leave 'with' out"
                        : wayOut(for: name, known: parameters.map(\.name))
                )
                // What was meant is not missed as well.
                if let near = nearest(to: name, in: parameters.map(\.name)) { given.insert(near) }
                continue
            }
            if let value = argument(entry, for: parameter) {
                assignments.append(Assignment(name: name, value: value))
            }
        }
        for parameter in parameters where !parameter.optional && !given.contains(parameter.name) {
            problems.error(
                "missing-argument",
                at: fields.key("with")?.location ?? fields.location,
                "the \(callee) needs '\(parameter.name)', which is \(parameter.type)",
                hint: "write 'with: { \(parameter.name): … }'"
            )
        }
        return assignments
    }

    private func argument(
        _ entry: Node.Entry,
        for parameter: Parameter
    ) -> Expressions.Expression? {
        // `{ address }` is short for `{ address: address }`.
        let isShort = entry.value.isNull && (entry.value.string ?? "").isEmpty
        let node = isShort ? entry.key : entry.value
        guard node.string != nil else {
            problems.error(
                "wrong-kind",
                at: node.location,
                "an argument is an expression",
                hint: "write '\(parameter.name): card.id'"
            )
            return nil
        }
        return expression(
            node,
            expecting: parameter.optional ? parameter.type.orEmpty : parameter.type,
            mayRead: parameter.secure ? secure : []
        )
    }
}

extension Node {
    /// Visits every step in a list of steps, and in what they hold; the node itself is the list,
    /// or one step alone.
    func forEachStep(_ visit: (Node) -> Void) {
        for step in sequence ?? [self] where step.entries != nil {
            visit(step)
            for key in ["then", "else", "steps", "refused", "failed", "unknown"] {
                step[key]?.forEachStep(visit)
            }
            for arm in step["elif"]?.sequence ?? [] { arm["then"]?.forEachStep(visit) }
        }
    }
}
