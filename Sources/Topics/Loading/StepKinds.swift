import Diagnostics
import YAML

/// A kind of step as the format has it.
protocol LoadableStep: SendableMetatype {
    /// Its first key is the word of the kind.
    static var table: KeyTable { get }
    /// Whether a conversation remembers it, so that two need names to be told apart.
    static var isRemembered: Bool { get }
    /// What it is about, for its identity; nil where its kind says it all.
    static func subject(_ fields: Fields) -> String?
    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind?
}

extension LoadableStep {
    static var isRemembered: Bool { true }
}

/// The closed set of steps.
package enum StepKinds {
    static let ordered: [any LoadableStep.Type] = [
        Say.self, Ask.self, Form.self, Confirm.self, Branch.self, Loop.self, Call.self,
        Search.self, Run.self, SetStep.self, SignIn.self, Pay.self, Wait.self, Handoff.self,
        Feedback.self, End.self,
    ]

    static let all: [String: any LoadableStep.Type] = Dictionary(
        ordered.map { ($0.table.keys[0].name, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The tables of all kinds, for documents and editors.
    package static var tables: [KeyTable] { ordered.map { $0.table } }

    static let words = ordered.map { $0.table.keys[0].name }

    /// The keys of the kind of a step; nil where it is of no kind that runs.
    package static func table(of step: Node) -> KeyTable? {
        kind(of: step.entries ?? []).flatMap { all[$0]?.table }
    }

    /// The kind of a step whose keys name several: `form` has an `ask` of its own, `handoff` and
    /// `end` a `say`.
    private static let owners = ["form", "handoff", "end", "sign_in", "pay", "wait"]

    /// The kind of a step.
    static func kind(of entries: [Node.Entry]) -> String? {
        let keys = entries.compactMap(\.key.string)
        // What stands beside a condition was meant to stand under its `then`.
        if keys.first == "if" { return "if" }
        for owner in owners where keys.contains(owner) { return owner }
        return keys.first { all[$0] != nil }
    }

    /// A first key that is nearly a kind, as `hnadoff` in `{ hnadoff: desk, say: Bye }`.
    ///
    /// - Returns: nil where the first key is what it should be, or like no kind at all.
    static func misspelt(
        _ entries: [Node.Entry],
        takenFor kind: String?
    ) -> (written: String, meant: String)? {
        guard let first = entries.first?.key.string, all[first] == nil,
            kind.flatMap({ all[$0]?.table[first] }) == nil,
            let meant = nearest(to: first, in: words)
        else { return nil }
        return (first, meant)
    }

    static func reportUnknown(_ node: Node, _ entries: [Node.Entry], _ problems: Problems) {
        let key = entries.first?.key
        let name = key?.string ?? ""
        guard key != nil else {
            problems.error(
                "unknown-step",
                at: node.location,
                "this step does nothing",
                hint: "write what it does, such as 'say: text', or leave it out"
            )
            return
        }
        problems.error(
            "unknown-step",
            at: key?.location ?? node.location,
            "there is no step '\(shown(name))'",
            hint: ["then", "elif", "else"].contains(name)
                ? "it belongs to the 'if' above: leave out the '- ', one column with 'if'"
                : wayOut(for: name, known: words)
        )
    }

    /// What an action does when it fails says, sets, hands over or ends; these do more.
    static let notOnFailure = [
        "ask", "form", "confirm", "call", "run", "sign_in", "pay", "wait",
    ]

    /// Every step may have it.
    static let label = KeyTable.Key.may(
        "label",
        .name,
        "A name for this step, where two would be alike."
    )
}
