import Values

extension Checker {
    mutating func comprehension(
        _ kind: Code.Comprehension.Kind,
        over receiver: Syntax,
        _ arguments: [Syntax],
        at offset: Int
    ) -> Checked {
        let range = needed(receiver)
        let counts = kind == .map ? [2, 3] : [2]
        guard counts.contains(arguments.count), case .name(let variable) = arguments[0].form else {
            return wrong(
                "bad-macro",
                at: offset,
                "'\(kind.rawValue)' wants a name and a condition",
                hint: "write list.\(kind.rawValue)(item, …)"
            )
        }
        let item: Type
        switch range.type {
        case .list(let type): item = type
        case .map(let key, _): item = key
        case .dyn: item = .dyn
        default:
            return wrong(
                "wrong-type",
                at: offset,
                "'\(kind.rawValue)' goes through a list, and this is \(range.type)",
                hint: "put it in brackets to make a list of it",
                reason: .noOverload(kind.rawValue, ["\(range.type)"])
            )
        }
        let slot = locals.count
        let local = Local(name: variable, type: item, origins: origins(of: receiver))
        return with(local) { checker in
            let conditionSyntax: Syntax? = kind == .map && arguments.count == 2 ? nil : arguments[1]
            let condition = conditionSyntax.map { checker.condition($0) }
            var result: Checked?
            if kind == .map, let last = arguments.last {
                result = checker.knowing(condition?.whenTrue ?? []) { $0.check(last) }
            }
            let code = Code.comprehension(
                Code.Comprehension(
                    kind: kind,
                    range: range.code,
                    slot: slot,
                    condition: condition?.code,
                    result: result?.code,
                    offset: offset
                )
            )
            let type: Type =
                switch kind {
                case .all, .exists, .existsOne: .bool
                case .map: .list(result?.type ?? .dyn)
                case .filter: .list(item)
                }
            return checker.made(code, type)
        }
    }
}
