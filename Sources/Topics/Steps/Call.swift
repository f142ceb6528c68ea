import Expressions
import Values
import YAML

/// `call:` asks the back end.
package struct Call: Sendable {
    package let action: ActionName
    package let arguments: [Assignment]
    package let into: String?
    package let within: TimeSpan
    package let otherwise: Failure
    package let undo: Undo?

    package init(
        action: ActionName,
        arguments: [Assignment],
        into: String?,
        within: TimeSpan,
        otherwise: Failure,
        undo: Undo? = nil
    ) {
        self.action = action
        self.arguments = arguments
        self.into = into
        self.within = within
        self.otherwise = otherwise
        self.undo = undo
    }
}

extension Call {
    /// What is asked of the back end, without what comes of it.
    package var part: PartCall {
        PartCall(action: action, arguments: arguments, within: within)
    }
}

/// `else:` of a call, which can tell the three outcomes apart.
package struct Failure: Sendable {
    package let refused: [Step]
    package let failed: [Step]
    package let unknown: [Step]

    package init(refused: [Step], failed: [Step], unknown: [Step]) {
        self.refused = refused
        self.failed = failed
        self.unknown = unknown
    }
}

extension Call: LoadableStep {
    static let table = KeyTable(
        "a call step",
        [
            .needs(
                "call",
                .literal,
                "Asks the back end: an action of actions.yaml.",
                .matching(Patterns.actionName)
            ),
            .may(
                "with",
                .mapping,
                "The arguments, each an expression; { card } is short for { card: card }.",
                .arguments
            ),
            .may(
                "into",
                .name,
                "The name under which the answer is known from here on.",
                .matching(Patterns.ownName)
            ),
            .may(
                "within",
                .span,
                "How long the customer waits; without it what the action says.",
                like: ["8s"]
            ),
            .may(
                "else",
                .steps,
                "What happens where the call is refused, fails or is not answered.",
                Failure.spelling
            ),
            .may(
                "undo",
                .mappingOrLiteral,
                "The topic that takes it back: offered where the customer stops or changes an "
                    + "answer afterwards.",
                Undo.spelling,
                like: ["cancel_order", ["run": "cancel_order", "with": ["order": "order.id"]]]
            ),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? { fields.literal("call") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        guard let node = fields["call"], let name = node.string else { return nil }
        guard let draft = topic.around.actions[name] else {
            return loadUnknown(name, node, fields, in: &topic)
        }
        let action = draft.action
        if action.verified != nil, topic.verified == nil {
            topic.problems.error(
                "not-verified",
                at: node.location,
                "'\(name)' is only for a customer whose identity is proven",
                hint: "write 'verified: true' at the top of this topic"
            )
        }
        let arguments = topic.arguments(fields, for: action.takes, of: "action '\(name)'")
        let within = fields.span("within") ?? action.within
        if within == nil, !fields.has("within") {
            topic.problems.error(
                "unsafe-call",
                at: node.location,
                "nothing says how long the customer waits for '\(name)'",
                hint: "write 'within: 8s' here or at the action"
            )
        }
        let before = topic.flow
        let failure = Failure.load(own: fields["else"], of: draft, at: node, in: &topic)
        topic.flow = before
        let into = topic.into(
            fields,
            action.gives,
            "the action '\(name)' gives nothing",
            else: failure.ends
        )
        let undo = fields["undo"].flatMap { Undo.load($0, of: action, in: &topic) }
        guard let within, let failure = failure.failure else { return nil }
        return .call(
            Call(
                action: action.name,
                arguments: arguments,
                into: into,
                within: within,
                otherwise: failure,
                undo: undo
            )
        )
    }

    /// Its name cannot be called, but what follows can still be checked.
    private static func loadUnknown(
        _ name: String,
        _ node: Node,
        _ fields: Fields,
        in topic: inout TopicReader
    ) -> Step.Kind? {
        if topic.around.knowsActions {
            topic.problems.unknown(
                "unknown-action",
                "action",
                name,
                at: node.location,
                known: topic.around.actions.keys
            )
        }
        _ = topic.part(from: topic.flow) { $0.steps(fields["else"]) }
        if let into = fields["into"] { _ = topic.define(into, .dyn) }
        return nil
    }
}

extension TopicReader {
    /// Gives the answer of a call its name, and joins the ways on which there is none.
    mutating func into(
        _ fields: Fields,
        _ gives: Expressions.`Type`?,
        _ complaint: String,
        else ends: [Flow]
    ) -> String? {
        var name: String?
        if let node = fields["into"] {
            if gives == nil {
                problems.error(
                    "gives-nothing",
                    at: node.location,
                    complaint,
                    hint: "leave 'into' out"
                )
            }
            name = define(node, gives ?? .dyn)
        }
        for var end in ends where end.isOpen {
            if let name, let gives { end.define(name, gives.orEmpty) }
            flow = flow.joined(with: end)
        }
        return name
    }
}

extension Failure {
    package static let table = KeyTable(
        "an else",
        [
            .may("refused", .steps, "The steps where the back end says no."),
            .may("failed", .steps, "The steps where it was not done."),
            .may("unknown", .steps, "The steps where nobody knows whether it was done."),
        ],
        rules: [.some(of: ["refused", "failed", "unknown"])]
    )

    /// The three outcomes apart, or steps for all of them.
    static let spelling = Spelling.either([.keys(table), .kind(.steps)])

    /// Reads the steps of each outcome, the call's own before the action's.
    ///
    /// - Returns: nil for the failure where an outcome is left without steps, and what is known at
    ///   the end of each.
    static func load(
        own: Node?,
        of action: ActionDraft,
        at call: Node,
        in topic: inout TopicReader
    ) -> (failure: Failure?, ends: [Flow]) {
        let start = topic.flow
        var steps: [String: [Step]] = [:]
        var ends: [Flow] = []
        var missing: [String] = []
        let (written, isByOutcome) = outcomes(own, topic.problems)
        let (inherited, _) = topic.problems.silently { outcomes(action.otherwise, topic.problems) }
        // One list for all three is read once: its steps are the same steps.
        var shared: [Step]?
        for outcome in table.names {
            if let node = written[outcome] {
                if let shared, !isByOutcome {
                    steps[outcome] = shared
                    continue
                }
                let (list, end) = topic.part(from: start) { $0.steps(node) }
                steps[outcome] = list
                shared = list
                ends.append(end)
            } else if let node = inherited[outcome] {
                let problems = topic.problems
                let (list, end) = topic.part(from: start) { reader in
                    let outer = reader.context
                    reader.context = "actions.\(action.action.name)"
                    defer { reader.context = outer }
                    return problems.silently { reader.stepsOf(reader.current, outcome, node) }
                }
                steps[outcome] = list
                ends.append(end)
            } else {
                missing.append(outcome)
            }
        }
        guard missing.isEmpty else {
            topic.problems.error(
                "unsafe-call",
                at: call.location,
                "nothing says what happens when '\(action.action.name)' is "
                    + missing.joined(separator: " or "),
                hint: "write 'else:' with steps here or at the action"
            )
            return (nil, ends)
        }
        let failure = Failure(
            refused: steps["refused"] ?? [],
            failed: steps["failed"] ?? [],
            unknown: steps["unknown"] ?? []
        )
        return (failure, ends)
    }

    /// The steps of each outcome as written, and whether they are written apart.
    static func outcomes(
        _ node: Node?,
        _ problems: Problems
    ) -> (steps: [String: Node], isByOutcome: Bool) {
        guard let node else { return ([:], false) }
        let isByOutcome = node.entries?.contains { table[$0.key.string ?? ""] != nil } ?? false
        guard isByOutcome else {
            return (Dictionary(uniqueKeysWithValues: table.names.map { ($0, node) }), false)
        }
        var steps: [String: Node] = [:]
        if let fields = Fields(node, table, problems) {
            for outcome in table.names { steps[outcome] = fields[outcome] }
        }
        return (steps, true)
    }
}
