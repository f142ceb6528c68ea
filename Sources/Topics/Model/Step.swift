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
        case signIn(SignIn)
        case pay(Pay)
        case wait(Wait)
        case handoff(Handoff)
        case feedback(Feedback)
        case end(End)
    }
}

extension Step {
    /// The lists of steps that it holds.
    package var parts: [[Step]] {
        switch kind {
        case .branch(let branch): branch.arms.map(\.steps) + [branch.otherwise]
        case .loop(let loop): [loop.steps]
        case .call(let call):
            [call.otherwise.refused, call.otherwise.failed, call.otherwise.unknown]
        case .confirm(let confirm): [confirm.otherwise]
        case .search(let search): [search.otherwise]
        case .signIn(let signIn): [signIn.otherwise]
        case .pay(let pay): [pay.otherwise]
        case .wait(let wait): [wait.otherwise]
        case .say, .ask, .form, .run, .set, .handoff, .feedback, .end: []
        }
    }

    /// The slots that it asks itself.
    package var asked: [SlotName] {
        switch kind {
        case .ask(let slots): slots
        case .form(let form): form.slots
        case .signIn(let signIn): signIn.slot.map { [$0] } ?? []
        case .say, .confirm, .branch, .loop, .call, .search, .run, .set, .pay, .wait, .handoff,
            .feedback, .end:
            []
        }
    }

    /// What it asks of the back end.
    package var call: PartCall? {
        switch kind {
        case .call(let call): call.part
        case .signIn(let signIn): signIn.call
        case .pay(let pay): pay.call
        case .say, .ask, .form, .confirm, .branch, .loop, .search, .run, .set, .wait, .handoff,
            .feedback, .end:
            nil
        }
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
