import Diagnostics
import Values

extension Checker {
    mutating func name(_ name: String, at offset: Int) -> Checked {
        if let slot = locals.lastIndex(where: { $0.name == name }) {
            return Checked(code: .local(slot), type: known(locals[slot].type, name))
        }
        if let type = scope.names[name] {
            reads.insert(name)
            readPaths.insert(name)
            if !asksWhetherFilled { uses.insert(name) }
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
    func known(_ type: Type, _ path: String?) -> Type {
        guard let path, narrowed.contains(path) else { return type }
        return type.unwrapped
    }

    mutating func field(_ part: Syntax, _ name: String, _ syntax: Syntax) -> Checked {
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
    mutating func fieldType(
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
        if let type = whole.fields?[name] { return type }
        let hint: String?
        if let names = whole.fields?.keys.sorted() {
            hint =
                nearest(to: name, in: names).map { "did you mean '\($0)'?" }
                ?? "it has: \(names.prefix(8).joined(separator: ", "))"
        } else {
            let function = Signature.byName[name] == nil ? Self.calledElsewhere[name] : name
            hint =
                function.map { "did you mean '\($0)(…)', a function?" }
                ?? (whole.isList
                    ? "it is a list: of each item that is list.map(i, i.\(name))" : nil)
        }
        _ = wrong(
            "unknown-field",
            at: offset,
            "\(whole) has no '\(name)'",
            hint: hint,
            reason: .noField(name)
        )
        return nil
    }

    mutating func element(_ whole: Syntax, _ index: Syntax, at offset: Int) -> Checked {
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
                hint: "a list has items by number, from 0; a map by its keys",
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
        asksWhetherFilled = arguments[0].path != nil
        let checked = check(arguments[0])
        asksWhetherFilled = false
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
