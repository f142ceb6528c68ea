/// What a server of the chaos tests is to do beside serving: how it dies, and which rule it breaks.
package struct Orders: Hashable, Sendable {
    package enum Death: Hashable, Sendable {
        case never
        /// When it comes to a step for that time, counted from 1.
        case at(Step, Int)
        /// At any step, with that chance in a thousand.
        case byChance(perThousand: Int)
    }

    package var death: Death
    package var mutant: Mutant?

    package init(_ death: Death = .never, _ mutant: Mutant? = nil) {
        self.death = death
        self.mutant = mutant
    }

    /// What a server is started with, behind its configuration.
    package var arguments: [String] {
        let end: [String] =
            switch death {
            case .never: []
            case .at(let step, let number): ["die=\(step.rawValue):\(number)"]
            case .byChance(let chance): ["stumble=\(chance)"]
            }
        return end + (mutant.map { ["mutant=\($0.rawValue)"] } ?? [])
    }

    /// - Returns: nil where they are not what `arguments` makes.
    package init?(arguments: some Sequence<String>) {
        self.init()
        for argument in arguments {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            switch parts[0] {
            case "die":
                let place = parts[1].split(separator: ":")
                guard place.count == 2, let step = Step(rawValue: String(place[0])),
                    let number = Int(place[1])
                else { return nil }
                death = .at(step, number)
            case "stumble":
                guard let chance = Int(parts[1]) else { return nil }
                death = .byChance(perThousand: chance)
            case "mutant":
                guard let mutant = Mutant(rawValue: parts[1]) else { return nil }
                self.mutant = mutant
            default: return nil
            }
        }
    }
}

/// The moments between which a process may end, in the order of a turn and of what it sends.
package enum Step: String, CaseIterable, Sendable {
    case loading, loaded, committing, committed, claiming, claimed, posting, posted, settling
    case settled
}

/// A rule of the protocol that a server breaks, to show that it would be noticed.
package enum Mutant: String, CaseIterable, Sendable {
    /// A message that comes again is processed again.
    case noDedupe
    /// A turn is written over one that came between.
    case noCompareAndSet
    /// Replies go out while the turn is not yet written.
    case sendBeforeCommit
    /// Replies count as sent before they are.
    case markBeforeSend
    /// Replies go out side by side.
    case noOrder
    /// Replies of the bot go out after a person has taken over.
    case noEpochCheck
}
