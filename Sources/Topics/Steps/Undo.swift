import Expressions
import YAML

/// `undo:` of a call: the topic that takes back what the call has done.
///
/// It is offered to who wants to stop, or to change an answer that the call has used.
package struct Undo: Sendable {
    package let topic: TopicID
    /// What the topic takes.
    package let arguments: [Assignment]

    package init(topic: TopicID, arguments: [Assignment]) {
        self.topic = topic
        self.arguments = arguments
    }
}

extension Undo {
    package static let table = KeyTable(
        "an undo",
        [
            .needs("run", .name, "The topic that takes back what was done."),
            .may("with", .mapping, "What that topic takes, each an expression.", .arguments),
        ]
    )

    /// A topic, or with what it takes.
    static let spelling = Spelling.either([.kind(.name), .keys(table)])

    /// Reads the `undo` of a call, where what the call gives is known.
    static func load(_ node: Node, of action: Action, in topic: inout TopicReader) -> Undo? {
        if action.safe {
            topic.problems.error(
                "not-here",
                at: node.location,
                "'\(action.name)' only reads, so there is nothing to take back",
                hint: "leave 'undo' out"
            )
        }
        var fields: Fields?
        if node.entries != nil {
            fields = Fields(node, table, topic.problems)
            if fields?["run"] == nil { return nil }
        }
        let place = fields?["run"] ?? node
        let name = place.string ?? ""
        guard let callee = topic.around.topics[name] else {
            topic.problems.unknown(
                "unknown-topic",
                "topic",
                name,
                at: place.location,
                known: topic.around.topics.keys
            )
            return nil
        }
        if let secure = callee.takes.first(where: \.secure) {
            topic.problems.error(
                "secure-leak",
                at: place.location,
                "the topic '\(name)' takes '\(secure.name)', which is secure, and what an 'undo' "
                    + "gives is kept",
                hint: "let that topic ask for it"
            )
            return nil
        }
        let needed = callee.takes.first { !$0.optional }
        guard let fields else {
            if let needed {
                topic.problems.error(
                    "missing-argument",
                    at: place.location,
                    "the topic '\(name)' needs '\(needed.name)', which is \(needed.type)",
                    hint: "write 'undo: { run: \(name), with: { \(needed.name): … } }'"
                )
            }
            return Undo(topic: TopicID(name), arguments: [])
        }
        return Undo(
            topic: TopicID(name),
            arguments: topic.arguments(fields, for: callee.takes, of: "topic '\(name)'")
        )
    }
}
