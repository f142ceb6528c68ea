import Values

extension Checker {
    /// `&&`: each part is read knowing that those before it are true.
    mutating func conjunction(_ parts: [Syntax], at offset: Int) -> Checked {
        let read = connected(parts, knowing: \.whenTrue, sharing: \.whenFalse)
        return Checked(
            code: .all(read.codes, at: offset),
            type: .bool,
            whenTrue: read.all,
            whenFalse: read.shared
        )
    }

    /// `||`: each part is read knowing that those before it are false.
    mutating func disjunction(_ parts: [Syntax], at offset: Int) -> Checked {
        let read = connected(parts, knowing: \.whenFalse, sharing: \.whenTrue)
        return Checked(
            code: .any(read.codes, at: offset),
            type: .bool,
            whenTrue: read.shared,
            whenFalse: read.all
        )
    }

    /// What is known where every part went the one way, and where any of them went the other.
    private mutating func connected(
        _ parts: [Syntax],
        knowing one: KeyPath<Checked, Set<String>>,
        sharing other: KeyPath<Checked, Set<String>>
    ) -> (codes: [Code], all: Set<String>, shared: Set<String>) {
        var codes: [Code] = []
        var all: Set<String> = []
        var shared: Set<String>?
        for part in parts {
            let checked = knowing(all) { $0.condition(part) }
            codes.append(checked.code)
            all.formUnion(checked[keyPath: one])
            shared = shared?.intersection(checked[keyPath: other]) ?? checked[keyPath: other]
        }
        return (codes, all, shared ?? [])
    }

    mutating func conditional(
        _ branches: ArraySlice<Syntax.Branch>,
        _ otherwise: Syntax,
        at offset: Int
    ) -> Checked {
        var excluded: Set<String> = []
        var made: [Code.Branch] = []
        var results: [(Syntax, Checked)] = []
        for branch in branches {
            let condition = knowing(excluded) { $0.condition(branch.condition) }
            let result = knowing(excluded.union(condition.whenTrue)) { $0.check(branch.result) }
            excluded.formUnion(condition.whenFalse)
            made.append(Code.Branch(condition: condition.code, result: result.code))
            results.append((branch.result, result))
        }
        let last = knowing(excluded) { $0.check(otherwise) }
        results.append((otherwise, last))
        let type = joined(results, "the branches of '?'")
        return Checked(
            code: .conditional(made, otherwise: last.code, at: offset),
            type: type
        )
    }

    /// The type that holds all, which in a topic must be a known one.
    mutating func joined(_ parts: [(Syntax, Checked)], _ what: String) -> Type {
        guard isStrict, var type = parts.first?.1.type else { return .dyn }
        for (syntax, checked) in parts.dropFirst() {
            if let both = type.joined(with: checked.type) {
                let isMixed = both.isOptional && !type.isOptional && !checked.type.isOptional
                type = isMixed && scope.allowsDynamic ? .dyn : both
                continue
            }
            if !scope.allowsDynamic {
                _ = wrong(
                    "mixed-types",
                    at: syntax.pathStart,
                    "\(what) are of one type: this is \(checked.type), before it stands \(type)",
                    hint: "make them alike, for example with string(…)"
                )
            }
            type = .dyn
        }
        return type
    }

    mutating func list(_ parts: [Syntax]) -> Checked {
        let items = parts.map { ($0, check($0)) }
        let type: Type = items.isEmpty ? .dyn : joined(items, "the items of a list")
        return made(.list(items.map(\.1.code)), .list(type))
    }

    mutating func map(_ entries: [Syntax.Entry], at offset: Int) -> Checked {
        var keys: [(Syntax, Checked)] = []
        var values: [(Syntax, Checked)] = []
        for entry in entries {
            let key = needed(entry.key)
            switch key.type {
            case .bool, .int, .string, .phone, .email, .dyn: break
            default:
                _ = wrong(
                    "wrong-type",
                    at: entry.key.pathStart,
                    "a key is text, a whole number, true or false",
                    hint: "make a text of it with string(…)"
                )
            }
            keys.append((entry.key, key))
            values.append((entry.value, check(entry.value)))
        }
        let code = Code.map(
            zip(keys, values).map { Code.Entry(key: $0.1.code, value: $1.1.code) },
            at: offset
        )
        if entries.isEmpty { return made(code, .map(.dyn, .dyn)) }
        return made(
            code,
            .map(joined(keys, "the keys of a map"), joined(values, "the values of a map"))
        )
    }
}
