import Expressions

/// What is known at one point of a topic's steps, on whatever way it was reached.
struct Flow {
    /// Names given by `takes`, `set` and `into`.
    var names: [String: Expressions.`Type`] = [:]
    /// Slots, names and paths that are filled on every way here.
    var filled: Set<String> = []
    /// Slots that were asked on some way here.
    var asked: Set<String> = []
    /// False behind a step that ends the topic.
    var isOpen = true

    /// Gives a name a value: what was known of an earlier one is no longer true.
    mutating func define(_ name: String, _ type: Expressions.`Type`) {
        names[name] = type
        filled = filled.filter { $0 != name && !$0.hasPrefix(name + ".") }
    }

    /// Where two ways meet: what only one of them gave may be empty.
    func joined(with other: Flow) -> Flow {
        guard isOpen else { return other }
        guard other.isOpen else { return self }
        var flow = Flow()
        flow.names = names
        for (name, type) in names where other.names[name] != type {
            flow.names[name] = Self.join(type, other.names[name])
        }
        for (name, type) in other.names where names[name] == nil {
            flow.names[name] = type.orEmpty
        }
        flow.filled = filled.intersection(other.filled)
        // A name that both ways fill, one of them by narrowing what may be empty.
        for (name, type) in flow.names where type.isOptional {
            if fills(name), other.fills(name) { flow.filled.insert(name) }
        }
        flow.asked = asked.union(other.asked)
        return flow
    }

    private func fills(_ name: String) -> Bool {
        guard let type = names[name] else { return false }
        return !type.isOptional || filled.contains(name)
    }

    private static func join(
        _ one: Expressions.`Type`,
        _ other: Expressions.`Type`?
    ) -> Expressions.`Type` {
        guard let other else { return one.orEmpty }
        if one == other { return one }
        if one.fits(other) { return other }
        if other.fits(one) { return one }
        if one == .null { return other.orEmpty }
        if other == .null { return one.orEmpty }
        let (inner, otherInner) = (one.unwrapped, other.unwrapped)
        if inner.fits(otherInner) { return otherInner.orEmpty }
        return otherInner.fits(inner) ? inner.orEmpty : .dyn
    }
}

extension Flow? {
    /// Adds one more way to a meeting point that may have none yet.
    mutating func meet(_ flow: Flow) {
        self = self.map { $0.joined(with: flow) } ?? flow
    }
}
