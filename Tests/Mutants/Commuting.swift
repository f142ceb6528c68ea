import YAML

extension Node {
    /// `end: resolved` and no more: what a topic does anyway when its steps are done.
    var isUsualEnd: Bool {
        entries?.count == 1 && self["end"]?.string == "resolved"
    }

    /// The actions that a topic calls, wherever in its steps.
    var calls: [String] {
        switch kind {
        case .scalar: []
        case .sequence(let items): items.flatMap(\.calls)
        case .mapping(let entries):
            ((self["call"]?.string).map { [$0] } ?? []) + entries.flatMap(\.value.calls)
        }
    }

    /// Whether two neighbouring steps do the same in either order.
    ///
    /// A `set` does nothing but name a value. It may stand on either side of a step that neither
    /// says any of its names nor gives a name that it reads; slots count where that step asks any.
    /// By words alone, so that a doubt is never harmless.
    func commutes(with other: Node, slots: Node?) -> Bool {
        if entries?.first?.key.string == "set" { return isIndependent(of: other, slots) }
        if other.entries?.first?.key.string == "set" { return other.isIndependent(of: self, slots) }
        return false
    }

    private func isIndependent(of step: Node, _ slots: Node?) -> Bool {
        let names = Set(self["set"]?.entries?.compactMap(\.key.string) ?? [])
        let asks = !step.words.isDisjoint(with: ["ask", "form", "confirm"])
        let others = step.words.union(asks ? slots?.words ?? [] : [])
        guard names.isDisjoint(with: others) else { return false }
        let reads = (self["set"]?.entries ?? []).reduce(into: Set<String>()) {
            $0.formUnion($1.value.words)
        }
        return reads.isDisjoint(with: others)
    }

    /// All that could be a name in it.
    private var words: Set<String> {
        switch kind {
        case .scalar(let text, _):
            Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        case .sequence(let items):
            items.reduce(into: []) { $0.formUnion($1.words) }
        case .mapping(let entries):
            entries.reduce(into: []) {
                $0.formUnion($1.key.words)
                $0.formUnion($1.value.words)
            }
        }
    }
}
