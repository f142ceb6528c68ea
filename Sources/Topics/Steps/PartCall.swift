import Expressions
import Values
import YAML

/// A call that belongs to a step of another kind: what its failure leads to is that step's `else`.
package struct PartCall: Sendable {
    package let action: ActionName
    package let arguments: [Assignment]
    /// The customer's patience with the back end.
    package let within: TimeSpan

    package init(action: ActionName, arguments: [Assignment], within: TimeSpan) {
        self.action = action
        self.arguments = arguments
        self.within = within
    }
}

extension TopicReader {
    /// `call:` and `with:` of a step that needs one text of the answer.
    ///
    /// - Parameters:
    ///   - fields: The step.
    ///   - field: The column of the answer that it needs: `url`, `subject`.
    /// - Returns: nil where there is none, or where it is wrong.
    mutating func partCall(_ fields: Fields, giving field: String) -> PartCall? {
        guard let node = fields["call"], let name = node.string else { return nil }
        guard let draft = around.actions[name] else {
            if around.knowsActions {
                problems.unknown(
                    "unknown-action",
                    "action",
                    name,
                    at: node.location,
                    known: around.actions.keys
                )
            }
            return nil
        }
        let action = draft.action
        let arguments = arguments(fields, for: action.takes, of: "action '\(name)'")
        guard givesText(field, action.gives) else {
            problems.error(
                "wrong-gives",
                at: node.location,
                "'\(name)' gives no row with a text '\(field)'",
                hint: "declare a shape '{ \(field): text }' and let the action give it"
            )
            return nil
        }
        guard let within = action.within else {
            problems.error(
                "unsafe-call",
                at: node.location,
                "nothing says how long the customer waits for '\(name)'",
                hint: "write 'within: 8s' at the action"
            )
            return nil
        }
        return PartCall(action: action.name, arguments: arguments, within: within)
    }

    private func givesText(_ field: String, _ gives: Expressions.`Type`?) -> Bool {
        switch gives?.unwrapped {
        case .record(let row): row.fields[field]?.unwrapped == .string
        case .dyn: true
        default: false
        }
    }

    /// Reports keys that a kind of step has no use for.
    func refuse(_ keys: [String], of fields: Fields, because reason: String) {
        for key in keys {
            guard let node = fields.key(key) else { continue }
            problems.error("unused-key", at: node.location, reason, hint: "leave '\(key)' out")
        }
    }
}
