/// Inside a `repeat` the round's ordinals stand behind the name of a step: `call x#2.1`.
extension StepIdentity {
    /// The step, whichever round it is in.
    package var withoutRound: StepIdentity { StepIdentity(Self.split(rawValue).base) }

    /// Its round with the mark before it; empty outside of any `repeat`.
    package var round: String { Self.split(rawValue).round }

    /// The name without its round, and the round.
    ///
    /// A condition or a text in the name may hold the mark itself: only ordinals behind it, to the
    /// end, are a round.
    package static func split(_ identity: String) -> (base: String, round: String) {
        guard let mark = identity.lastIndex(of: "#") else { return (identity, "") }
        let ordinals = identity[identity.index(after: mark)...]
        guard !ordinals.isEmpty,
            ordinals.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." })
        else { return (identity, "") }
        return (String(identity[..<mark]), String(identity[mark...]))
    }
}

/// A slot's answer inside a `repeat` is kept under its name with the round behind it: `size#2`.
extension SlotName {
    /// The slot whose answer is kept under a key.
    package init(key: String) { self.init(String(key.prefix { $0 != "#" })) }

    /// The round of a key with the mark before it; empty outside of any `repeat`.
    package static func round(ofKey key: String) -> String { String(key.drop { $0 != "#" }) }
}
