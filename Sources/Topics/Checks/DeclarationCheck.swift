import Diagnostics
import Expressions
import YAML

/// Finds actions, tables, queues and shapes that nothing uses.
///
/// Only where all else is well: what is broken may be what would use them.
struct DeclarationCheck {
    private let problems: Problems
    private let topics: [Topic]

    init(_ topics: [Topic], _ problems: Problems) {
        self.topics = topics
        self.problems = problems
    }

    /// Actions, and the shapes beside them.
    func check(actions node: Node?, tables: [Sources.Source]) {
        var called: Set<String> = []
        for topic in topics { topic.steps.forEach { collect($0, into: &called) } }
        // A type is a word of `takes`, `gives`, a column or another shape.
        var types: Set<String> = []
        addTypes(of: node?["events"], to: &types)
        for entry in node?.entries ?? []
        where !ActionsReader.besideActions.contains(entry.key.string ?? "") {
            addTypes(of: entry.value["takes"], to: &types)
            addWords(of: entry.value["gives"], to: &types)
            guard let name = entry.key.string, !called.contains(name) else { continue }
            problems.warn(
                .unusedAction,
                at: entry.key.location,
                "no topic calls '\(shown(name))'",
                hint: "write '- call: \(shown(name))' where it is needed, or leave it out"
            )
        }
        for topic in topics { types.formUnion(topic.takes.compactMap(\.type.rowName)) }
        for table in tables { addTypes(of: table.node?["columns"], to: &types) }
        let shapes = node?["shapes"]?.entries ?? []
        for shape in shapes { addTypes(of: shape.value, to: &types) }
        for shape in shapes {
            guard let name = shape.key.string, !types.contains(name) else { continue }
            problems.warn(
                .unusedShape,
                at: shape.key.location,
                "nothing is of the shape '\(shown(name))'",
                hint: "write it behind 'gives' or in 'takes', or leave it out"
            )
        }
    }

    func check(tables: [(name: String, source: Sources.Source)], actions node: Node?) {
        var used: Set<String> = []
        for entry in node?.entries ?? [] {
            let records = entry.value["records"]
            for statement in records?.sequence ?? [records].compactMap({ $0 }) {
                addWords(of: statement["table"], to: &used)
            }
            addWords(of: entry.value["gives"], to: &used)
            addTypes(of: entry.value["takes"], to: &used)
        }
        for (name, source) in tables where !used.contains(name) {
            problems.warn(
                .unusedTable,
                at: source.node?.location ?? source.start,
                "no action uses the table '\(name)'",
                hint: "write an action that reads it, or delete the file"
            )
        }
    }

    func check(queues: [Node.Entry], actions node: Node?) {
        var used = Set(topics.compactMap { $0.queue?.rawValue })
        func add(_ steps: Node) {
            steps.forEachStep { step in
                if let queue = step["handoff"]?.string { used.insert(queue) }
            }
        }
        for topic in topics { topic.steps.forEach { collectQueues($0, into: &used) } }
        for entry in node?.entries ?? [] {
            guard let otherwise = entry.value["else"] else { continue }
            add(otherwise)
            for outcome in Failure.table.names { if let steps = otherwise[outcome] { add(steps) } }
        }
        for queue in queues.dropFirst() {
            guard let name = queue.key.string, !used.contains(name) else { continue }
            problems.warn(
                .unusedQueue,
                at: queue.key.location,
                "nothing leads to the queue '\(shown(name))'",
                hint: "write 'queue: \(shown(name))' in a topic, hand over to it, or leave it out"
            )
        }
    }

    private func addTypes(of node: Node?, to types: inout Set<String>) {
        for entry in node?.entries ?? [] { addWords(of: entry.value, to: &types) }
    }

    private func addWords(of node: Node?, to words: inout Set<String>) {
        words.formUnion((node?.string ?? "").split(separator: " ").map(String.init))
    }

    private func collect(_ step: Step, into called: inout Set<String>) {
        if let call = step.call { called.insert(call.action.rawValue) }
        for part in step.parts { part.forEach { collect($0, into: &called) } }
    }

    private func collectQueues(_ step: Step, into used: inout Set<String>) {
        if case .handoff(let handoff) = step.kind { used.insert(handoff.queue.rawValue) }
        for part in step.parts { part.forEach { collectQueues($0, into: &used) } }
    }
}

extension Expressions.`Type` {
    /// The table or shape whose rows it holds.
    fileprivate var rowName: String? {
        switch unwrapped {
        case .record(let row): row.name
        case .list(let item): item.rowName
        default: nil
        }
    }
}
