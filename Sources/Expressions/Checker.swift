import Diagnostics
import Values

/// A part of an expression that was checked, and what it proves.
struct Checked {
    var code: Code
    var type: Type
    /// Names and paths that are filled where this is true.
    var whenTrue: Set<String> = []
    /// Names and paths that are filled where this is false.
    var whenFalse: Set<String> = []
}

/// Finds the type of an expression, all its mistakes, and the code that works it out.
struct Checker {
    let scope: Scope
    /// Without the check every type is `dyn`, and a mistake is met when evaluation comes to it.
    let isStrict: Bool
    private(set) var mistakes: [SyntaxError] = []
    private(set) var reads: Set<String> = []
    /// The names and the fields behind them, `customer.phone`.
    private(set) var readPaths: Set<String> = []
    private(set) var narrowed: Set<String>
    /// The variables of the macros around, the innermost last.
    private(set) var locals: [Local] = []

    struct Local {
        let name: String
        let type: Type
        /// The paths that its values come from.
        let origins: Set<String>
    }

    init(scope: Scope, isStrict: Bool = true) {
        self.scope = scope
        self.isStrict = isStrict
        narrowed = scope.narrowed
    }

    /// A checked part, its constants worked out.
    func made(_ code: Code, _ type: Type) -> Checked {
        Checked(code: code.folded, type: isStrict ? type : .dyn)
    }

    /// Notes a mistake; what stands around it is checked as if it were well.
    mutating func wrong(
        _ code: String,
        at offset: Int,
        _ message: String,
        hint: String? = nil,
        reason: EvaluationError.Reason? = nil
    ) -> Checked {
        if isStrict {
            mistakes.append(SyntaxError(code, at: offset, message, hint: hint))
        }
        let error = EvaluationError(reason ?? .failed(message), at: offset)
        return Checked(code: .failure(error), type: .dyn)
    }

    /// Checks a part whose value is needed: it may not be empty.
    mutating func needed(_ syntax: Syntax) -> Checked {
        var checked = check(syntax)
        guard checked.type.isOptional else { return checked }
        checked.type = checked.type.unwrapped
        let name = syntax.path.map { "'\($0)'" } ?? "this value"
        let path = syntax.path ?? "x"
        _ = wrong(
            "may-be-empty",
            at: syntax.pathStart,
            "\(name) may be empty here",
            hint: "write filled(\(path)) && … before it, or ask for it first"
        )
        return checked
    }

    /// Checks a part that is true or false.
    mutating func condition(_ syntax: Syntax) -> Checked {
        let checked = needed(syntax)
        guard checked.type != .bool, checked.type != .dyn else { return checked }
        let hint: String? =
            switch checked.type {
            case .string, .choice: "compare it with something: \(syntax.path ?? "x") == \"…\""
            case .int, .double, .decimal, .money: "compare it with a number"
            case .list: "write size(\(syntax.path ?? "x")) > 0"
            default: nil
            }
        return wrong(
            "not-a-condition",
            at: syntax.pathStart,
            "a condition is yes or no, and this is \(checked.type)",
            hint: hint,
            reason: .noOverload("a condition", ["\(checked.type)"])
        )
    }

    mutating func check(_ syntax: Syntax) -> Checked {
        let offset = syntax.offset
        switch syntax.form {
        case .literal(let value): return made(.constant(value), value.literalType)
        case .name(let name): return self.name(name, at: offset)
        case .field(let part, let name): return field(part, name, syntax)
        case .element(let whole, let index): return element(whole, index, at: offset)
        case .call(let receiver, let name, let arguments):
            return call(receiver, name, arguments, syntax)
        case .list(let parts): return list(parts)
        case .map(let entries): return map(entries, at: offset)
        case .negation(let part, let isTwice): return negation(part, isTwice, at: offset)
        case .not(let part, let isTwice):
            let checked = condition(part)
            let once = made(.not(checked.code, at: offset), .bool)
            if isTwice {
                var twice = made(.not(once.code, at: offset), .bool)
                (twice.whenTrue, twice.whenFalse) = (checked.whenTrue, checked.whenFalse)
                return twice
            }
            return Checked(
                code: once.code,
                type: once.type,
                whenTrue: checked.whenFalse,
                whenFalse: checked.whenTrue
            )
        case .arithmetic(let first, let rest): return arithmetic(first, rest)
        case .relation(let relation, let one, let two):
            return self.relation(relation, one, two, at: offset)
        case .all(let parts): return conjunction(parts, at: offset)
        case .any(let parts): return disjunction(parts, at: offset)
        case .conditional(let branches, let otherwise):
            return conditional(branches[...], otherwise, at: offset)
        }
    }
}

// MARK: - Names and fields

extension Checker {
    private mutating func name(_ name: String, at offset: Int) -> Checked {
        if let slot = locals.lastIndex(where: { $0.name == name }) {
            return Checked(code: .local(slot), type: known(locals[slot].type, name))
        }
        if let type = scope.names[name] {
            reads.insert(name)
            readPaths.insert(name)
            return Checked(code: .name(name), type: isStrict ? known(type, name) : .dyn)
        }
        let near = nearest(to: name, in: scope.names.keys.sorted() + locals.map(\.name))
        return wrong(
            "unknown-name",
            at: offset,
            "there is no '\(name)' here",
            hint: near.map { "did you mean '\($0)'?" },
            reason: .unknownName(name)
        )
    }

    /// The type of a path, without its "or nothing" where that is known.
    private func known(_ type: Type, _ path: String?) -> Type {
        guard let path, narrowed.contains(path) else { return type }
        return type.unwrapped
    }

    private mutating func field(_ part: Syntax, _ name: String, _ syntax: Syntax) -> Checked {
        let whole = needed(part)
        let code = Code.field(whole.code, name, at: syntax.offset)
        guard let type = fieldType(whole.type, name, part, at: syntax.offset) else {
            return Checked(code: code, type: .dyn)
        }
        readPaths.formUnion(origins(of: syntax))
        return made(code, known(type, syntax.path))
    }

    /// The paths whose values, or parts of them, this gives.
    func origins(of syntax: Syntax) -> Set<String> {
        switch syntax.form {
        case .name(let name):
            locals.last { $0.name == name }?.origins ?? [name]
        case .field(let part, let name): Set(origins(of: part).map { "\($0).\(name)" })
        case .element(let whole, _): origins(of: whole)
        case .call(let receiver?, "filter", _), .call(let receiver?, "reverse", _):
            origins(of: receiver)
        case .call(nil, "dyn", let arguments): Set(arguments.flatMap { origins(of: $0) })
        case .list(let parts): Set(parts.flatMap { origins(of: $0) })
        case .arithmetic(let first, let rest):
            Set(rest.flatMap { origins(of: $0.part) }).union(origins(of: first))
        case .conditional(let branches, let otherwise):
            Set(branches.flatMap { origins(of: $0.result) }).union(origins(of: otherwise))
        default: []
        }
    }

    /// The type of a field, or nil with the mistake noted.
    private mutating func fieldType(
        _ whole: Type,
        _ name: String,
        _ part: Syntax,
        at offset: Int
    ) -> Type? {
        switch whole {
        case .dyn: return .dyn
        case .map(let key, let value) where key.isText: return value
        default: break
        }
        guard let fields = whole.fields else {
            let hint =
                Signature.byName[name] != nil ? "did you mean '\(name)(…)', a function?" : nil
            _ = wrong(
                "unknown-field",
                at: offset,
                "\(whole) has no '\(name)'",
                hint: hint,
                reason: .noField(name)
            )
            return nil
        }
        if let type = fields[name] { return type }
        let near = nearest(to: name, in: fields.keys.sorted())
        let others = fields.keys.sorted().prefix(8).joined(separator: ", ")
        let hint = near.map { "did you mean '\($0)'?" } ?? "it has: \(others)"
        _ = wrong(
            "unknown-field",
            at: offset,
            "\(whole) has no '\(name)'",
            hint: hint,
            reason: .noField(name)
        )
        return nil
    }

    private mutating func element(_ whole: Syntax, _ index: Syntax, at offset: Int) -> Checked {
        let list = needed(whole)
        let place = needed(index)
        let code = Code.element(list.code, place.code, at: offset)
        switch list.type {
        case .dyn: return made(code, .dyn)
        case .list(let item)
        where place.type == .dyn || place.type == .int || place.type == .decimal:
            return made(code, item)
        case .map(let key, let value) where place.type.fits(key): return made(code, value)
        default:
            return wrong(
                "wrong-type",
                at: offset,
                "\(list.type) has no item at \(place.type)",
                reason: .noOverload("[ ]", ["\(list.type)", "\(place.type)"])
            )
        }
    }

    /// The macro `has`.
    mutating func has(_ arguments: [Syntax], at offset: Int) -> Checked {
        guard arguments.count == 1, case .field(let part, let name) = arguments[0].form else {
            return wrong(
                "bad-macro",
                at: offset,
                "has() wants a field",
                hint: "write has(row.field), or filled(name)"
            )
        }
        let whole = needed(part)
        _ = fieldType(whole.type, name, part, at: arguments[0].offset)
        var result = made(.has(whole.code, name, at: arguments[0].offset), .bool)
        if let path = arguments[0].path { result.whenTrue = [path] }
        return result
    }

    mutating func filled(_ arguments: [Syntax], at offset: Int) -> Checked {
        guard arguments.count == 1 else {
            return wrong(
                "wrong-arguments",
                at: offset,
                "filled() wants one name",
                hint: "write filled(reason)"
            )
        }
        let checked = check(arguments[0])
        var result = made(.filled(checked.code), .bool)
        if let path = arguments[0].path { result.whenTrue = [path] }
        return result
    }

    /// Checks with a variable of a macro in sight, and with nothing known of its name from outside.
    mutating func with<T>(
        _ variable: Local,
        _ body: (inout Checker) -> T
    ) -> T {
        let before = narrowed
        narrowed = narrowed.filter {
            $0 != variable.name && !$0.hasPrefix(variable.name + ".")
        }
        locals.append(variable)
        let result = body(&self)
        locals.removeLast()
        narrowed = before
        return result
    }

    /// Checks with more paths known to be filled.
    mutating func knowing<T>(
        _ filled: Set<String>,
        _ body: (inout Checker) -> T
    ) -> T {
        guard !filled.isEmpty else { return body(&self) }
        let before = narrowed
        narrowed.formUnion(filled)
        let result = body(&self)
        narrowed = before
        return result
    }
}

// MARK: - Logic

extension Checker {
    private mutating func conjunction(_ parts: [Syntax], at offset: Int) -> Checked {
        var codes: [Code] = []
        var whenTrue: Set<String> = []
        var whenFalse: Set<String>?
        for part in parts {
            let checked = knowing(whenTrue) { $0.condition(part) }
            codes.append(checked.code)
            whenTrue.formUnion(checked.whenTrue)
            whenFalse = whenFalse?.intersection(checked.whenFalse) ?? checked.whenFalse
        }
        return Checked(
            code: .all(codes, at: offset),
            type: .bool,
            whenTrue: whenTrue,
            whenFalse: whenFalse ?? []
        )
    }

    private mutating func disjunction(_ parts: [Syntax], at offset: Int) -> Checked {
        var codes: [Code] = []
        var whenFalse: Set<String> = []
        var whenTrue: Set<String>?
        for part in parts {
            let checked = knowing(whenFalse) { $0.condition(part) }
            codes.append(checked.code)
            whenFalse.formUnion(checked.whenFalse)
            whenTrue = whenTrue?.intersection(checked.whenTrue) ?? checked.whenTrue
        }
        return Checked(
            code: .any(codes, at: offset),
            type: .bool,
            whenTrue: whenTrue ?? [],
            whenFalse: whenFalse
        )
    }

    private mutating func conditional(
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
                    "\(what) are of one type: this is \(checked.type), before it stands \(type)"
                )
            }
            type = .dyn
        }
        return type
    }

    private mutating func list(_ parts: [Syntax]) -> Checked {
        let items = parts.map { ($0, check($0)) }
        let type: Type = items.isEmpty ? .dyn : joined(items, "the items of a list")
        return made(.list(items.map(\.1.code)), .list(type))
    }

    private mutating func map(_ entries: [Syntax.Entry], at offset: Int) -> Checked {
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
                    "a key is text, a whole number, true or false"
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

extension Value {
    fileprivate var literalType: Type {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        default: .string
        }
    }
}

extension Syntax {
    /// Where the part begins, for a caret under the beginning of a path.
    var pathStart: Int {
        switch form {
        case .field(let part, _), .element(let part, _): part.pathStart
        case .call(let receiver?, _, _): receiver.pathStart
        case .relation(_, let one, _): one.pathStart
        default: offset
        }
    }
}
