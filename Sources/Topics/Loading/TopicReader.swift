import Diagnostics
import Expressions
import YAML

/// Goes through a topic's steps in their order and knows at each what is defined and filled.
struct TopicReader {
    let id: String
    let around: Surroundings
    let problems: Problems
    let verified: IdentityLevel?
    var slots: [String: SlotDraft] = [:] {
        didSet { slotTypes = slots.mapValues { $0.valueType.orEmpty } }
    }
    /// Slots whose declarations cannot be read, which has been reported.
    private(set) var broken: Set<String> = []
    private var slotTypes: [String: Expressions.`Type`] = [:]
    /// Names whose values may not be shown.
    var secure: Set<String> = []
    var flow = Flow()
    /// What is known where each slot is asked, over all places that ask it.
    var asking: [String: Flow] = [:]
    /// What is known wherever the topic may end with a result.
    var exits: Flow?
    /// Where each identity was first.
    private var identities: [String: SourceLocation] = [:]
    /// How many steps there are so far that leave nothing behind, by what they are called.
    private var alike: [String: Int] = [:]
    /// The names that something reads.
    let readings = Readings()
    /// Of each name the type it was first given, and where.
    private(set) var given: [String: (type: Expressions.`Type`, location: SourceLocation)] = [:]
    /// Before the identities of steps that stand elsewhere: the call whose `else` they are.
    private var qualifier: String?
    /// Where the texts stand that are being read: the topic, or one of its slots.
    var context: String
    /// The step that is being read.
    private(set) var current = StepIdentity("")
    private var count = 0
    /// More than a topic can have and still be understood.
    static let mostSteps = 500
    static let mostNames = 200

    init(id: String, verified: IdentityLevel?, around: Surroundings, problems: Problems) {
        self.id = id
        context = id
        self.verified = verified
        self.around = around
        self.problems = problems
        if verified != nil { flow.filled.insert(Self.subject) }
    }

    /// What is known of whoever has signed in.
    static let subject = "contact.subject"
}

/// The names that the expressions and texts of a topic read, gathered while they are read.
final class Readings {
    var names: Set<String> = []
}

// MARK: Steps

extension TopicReader {
    /// A list of steps, or one alone.
    mutating func steps(_ node: Node?) -> [Step] {
        guard let node else { return [] }
        var isReported = false
        var steps: [Step] = []
        for node in node.sequence ?? [node] {
            count += 1
            guard count <= Self.mostSteps else {
                if count == Self.mostSteps + 1 {
                    problems.error(
                        "too-many",
                        at: node.location,
                        "a topic has at most \(Self.mostSteps) steps",
                        hint: "make a part of it a topic of its own, and 'run' that"
                    )
                }
                break
            }
            if !flow.isOpen {
                if !isReported {
                    problems.error(
                        "unreachable",
                        at: node.location,
                        "no way leads here: the steps above end the topic",
                        hint: "move it up, or leave it out"
                    )
                }
                isReported = true
                flow.isOpen = true
            }
            if let step = step(node) { steps.append(step) }
        }
        if isReported { flow.isOpen = false }
        return steps
    }

    private mutating func step(_ node: Node) -> Step? {
        guard let entries = node.entries else {
            problems.error(
                "wrong-kind",
                at: node.location,
                "a step is written as 'kind: …'",
                hint: node.string.map { "write '- say: \(shown($0))'" }
            )
            return nil
        }
        let known = StepKinds.kind(of: entries)
        let misspelt = StepKinds.misspelt(entries, takenFor: known)
        guard let kind = misspelt?.meant ?? known else {
            StepKinds.reportUnknown(node, entries, problems)
            return nil
        }
        if misspelt != nil { StepKinds.reportUnknown(node, entries, problems) }
        guard let form = StepKinds.all[kind] else { return nil }
        guard let fields = Fields(node, form.table, problems, misspelt: misspelt) else {
            return nil
        }
        let identity = identity(of: fields, form, kind, at: node.location)
        let outer = current
        current = identity
        defer { current = outer }
        guard let kind = form.load(fields, in: &self) else { return nil }
        return Step(identity: identity, kind: kind, location: node.location)
    }

    private mutating func identity(
        of fields: Fields,
        _ form: any LoadableStep.Type,
        _ kind: String,
        at location: SourceLocation
    ) -> StepIdentity {
        let label = fields.literal("label")
        var name = label ?? form.subject(fields).map { "\(kind) \($0)" } ?? kind
        if let qualifier { name = "\(qualifier): \(name)" }
        // A text such as "Seat #1" ends like the round of a `repeat`, and must not be read as one.
        if !StepIdentity(name).round.isEmpty { name += "#" }
        // Those that leave nothing behind may be alike; what counts them tells them apart.
        if label == nil, !form.isRemembered {
            let count = (alike[name] ?? 0) + 1
            alike[name] = count
            return StepIdentity(count == 1 ? name : "\(name) (\(count))")
        }
        let place = fields.key("label")?.location ?? location
        if let first = identities[name] {
            problems.error(
                label == nil ? "same-step" : "same-label",
                at: place,
                label == nil
                    ? "two steps are '\(shown(name))', so nothing tells them apart; "
                        + "the other is in line \(first.line)"
                    : "the label '\(shown(name))' is taken in line \(first.line)",
                hint: label == nil ? "give one of them a label" : "choose another"
            )
        } else {
            identities[name] = place
        }
        return StepIdentity(name)
    }

    /// Steps that another file wrote and was checked for.
    mutating func stepsOf(_ call: StepIdentity, _ outcome: String, _ node: Node) -> [Step] {
        let outer = qualifier
        qualifier = "\(call) \(outcome)"
        defer { qualifier = outer }
        return steps(node)
    }

    /// Reads the steps of a part that is done only sometimes, and what is known behind it.
    mutating func part(
        from start: Flow,
        _ body: (inout TopicReader) -> [Step]
    ) -> (steps: [Step], end: Flow) {
        let outer = flow
        flow = start
        let steps = body(&self)
        let end = flow
        flow = outer
        return (steps, end)
    }
}

// MARK: Names

extension TopicReader {
    /// Gives a name a value from here on.
    mutating func define(_ key: Node, _ type: Expressions.`Type`) -> String? {
        guard let name = ownName(key, problems) else { return nil }
        if slots[name] != nil {
            problems.error(
                "name-taken",
                at: key.location,
                "'\(name)' is a slot of this topic",
                hint: "choose another name"
            )
            return nil
        }
        guard given[name] != nil || given.count < Self.mostNames else {
            problems.error(
                "too-many",
                at: key.location,
                "a topic has at most \(Self.mostNames) names of its own",
                hint: "make a part of it a topic of its own, and 'run' that"
            )
            return nil
        }
        if let first = given[name] {
            let (one, other) = (first.type.unwrapped, type.unwrapped)
            if !one.fits(other), !other.fits(one), one != .null, other != .null {
                problems.error(
                    "type-changed",
                    at: key.location,
                    "'\(name)' is \(first.type) in line \(first.location.line) and \(type) here",
                    hint: "choose another name for one of them"
                )
            }
        } else {
            given[name] = (type, key.location)
        }
        flow.define(name, type)
        return name
    }

    /// Knows a slot only by its name, so that nothing misses it.
    mutating func declareBroken(_ name: String) {
        // The rest of the topic may call it as it is written, or as it should be.
        for name in [name, suggestedName(for: name)] where Scope.everywhere.names[name] == nil {
            broken.insert(name)
            flow.names[name] = .dyn
        }
    }

    /// The types of all names, wherever the steps define them.
    var types: [String: Expressions.`Type`] {
        slotTypes.merging(given.mapValues(\.type.orEmpty)) { slot, _ in slot }
    }

    /// What expressions may read at a point.
    func scope(_ flow: Flow) -> Scope {
        var scope = Scope.everywhere.adding(slotTypes).adding(flow.names)
        scope.narrowed = flow.filled
        // A type that could not be found out has been reported where it stands.
        scope.allowsDynamic = scope.names.values.contains(where: \.holdsDynamic)
        return scope
    }
}
