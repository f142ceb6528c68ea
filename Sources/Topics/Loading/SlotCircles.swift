import Diagnostics
import Expressions
import YAML

extension TopicDraft {
    /// Reports slots that wait for one another: each is asked only where another of them has an
    /// answer, so that none of them ever is.
    ///
    /// Slots that read each other in other ways are well: of two that each stand for the other's
    /// absence one is asked.
    func checkCircles(of slots: [Slot], _ problems: Problems) {
        let needs = Dictionary(slots.map { ($0.name.rawValue, $0.needs) }) { first, _ in first }
        var told: Set<String> = []
        for name in slots.map(\.name.rawValue) where !told.contains(name) {
            guard let circle = Self.circle(from: name, needs), circle.count > 1 else { continue }
            told.formUnion(circle)
            guard let slot = fields.pairs("slots").first(where: { $0.key.string == name })
            else { continue }
            let path = (circle + [name]).map { "'\($0)'" }.joined(separator: " waits for ")
            problems.error(
                "slot-cycle",
                at: slot.value["when"]?.location ?? slot.value.location,
                "\(path), so none of them is ever asked",
                hint: "let one of them be asked without the others"
            )
        }
    }

    /// The shortest way from a slot by what each needs back to itself.
    private static func circle(from start: String, _ needs: [String: [String]]) -> [String]? {
        var paths = [[start]]
        var seen: Set<String> = []
        while !paths.isEmpty {
            var longer: [[String]] = []
            for path in paths {
                for next in needs[path[path.count - 1]] ?? [] {
                    if next == start { return path }
                    if seen.insert(next).inserted { longer.append(path + [next]) }
                }
            }
            paths = longer
        }
        return nil
    }
}

extension Slot {
    /// The names without whose values it is not asked; one with a default has a value anyway.
    fileprivate var needs: [String] {
        guard defaultValue == nil, let when else { return [] }
        return Set(when.filledWhenTrue.map { String($0.prefix { $0 != "." }) }).sorted()
    }
}
