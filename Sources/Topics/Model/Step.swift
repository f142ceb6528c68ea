import Diagnostics
import Expressions
import Values

/// One step of a topic.
package struct Step: Sendable {
    /// Unique within the topic.
    package let identity: StepIdentity
    package let kind: Kind
    package let location: SourceLocation

    package init(identity: StepIdentity, kind: Kind, location: SourceLocation) {
        self.identity = identity
        self.kind = kind
        self.location = location
    }

    /// The closed set of things a step can do.
    package indirect enum Kind: Sendable {
        case say(Say)
        case ask([SlotName])
        case form(Form)
        case confirm(Confirm)
        case branch(Branch)
        case loop(Loop)
        case call(Call)
        case search(Search)
        case run(Run)
        case set([Assignment])
        case handoff(Handoff)
        case feedback(Feedback)
        case end(End)
    }
}

/// A name and the expression that gives it its value.
///
/// In the order of the file: a later one may read an earlier one.
package struct Assignment: Sendable {
    package let name: String
    package let value: Expressions.Expression

    package init(name: String, value: Expressions.Expression) {
        self.name = name
        self.value = value
    }
}
