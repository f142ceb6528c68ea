import Diagnostics
import Text
import Values

extension Checker {
    mutating func call(
        _ receiver: Syntax?,
        _ name: String,
        _ arguments: [Syntax],
        _ syntax: Syntax
    ) -> Checked {
        let offset = syntax.offset
        if let receiver {
            if let kind = Code.Comprehension.Kind(rawValue: name) {
                return comprehension(kind, over: receiver, arguments, at: offset)
            }
            if case .name("strings") = receiver.form, name == "quote" {
                return builtin("strings.quote", arguments, isMember: false, at: offset)
            }
            return builtin(name, [receiver] + arguments, isMember: true, at: offset)
        }
        switch name {
        case "has": return has(arguments, at: offset)
        case "filled": return filled(arguments, at: offset)
        case "uint", "bytes", "type":
            return wrong(
                "refused",
                at: offset,
                "'\(name)' is not known here",
                hint: name == "uint" ? "use int(…)" : nil,
                reason: .unknownFunction(name)
            )
        case "dyn" where isStrict && !scope.allowsDynamic:
            return wrong(
                "refused",
                at: offset,
                "'dyn' is not allowed here",
                hint: "every type must be known when the topic is loaded"
            )
        default: break
        }
        if let signature = scope.extraFunctions[name] {
            return extra(name, signature, arguments, at: offset)
        }
        return builtin(name, arguments, isMember: false, at: offset)
    }

    private mutating func builtin(
        _ name: String,
        _ arguments: [Syntax],
        isMember: Bool,
        at offset: Int
    ) -> Checked {
        guard let all = Signature.byName[name] else {
            for argument in arguments { _ = check(argument) }
            return unknown(name, at: offset)
        }
        let parts = arguments.map { needed($0) }
        let styled = all.filter {
            $0.style == .both || ($0.style == .member) == isMember
        }
        guard let first = styled.first else {
            let written = isMember ? "\(name)(…)" : "x.\(name)(…)"
            return wrong(
                "wrong-arguments",
                at: offset,
                "'\(name)' is not called like this",
                hint: "write \(written)",
                reason: .unknownFunction(name)
            )
        }
        let fitting = styled.first { signature in
            signature.parameters.count == parts.count
                && zip(signature.parameters, parts).allSatisfy { $0.accepts($1.type) }
        }
        guard let fitting else {
            let types = parts.map { "\($0.type)" }
            let counts = Set(styled.map { $0.parameters.count - (isMember ? 1 : 0) }).sorted()
            let isCount = !counts.contains(parts.count - (isMember ? 1 : 0))
            let wanted = counts.map(String.init).joined(separator: " or ")
            let got = types.isEmpty ? "nothing" : types.joined(separator: " and ")
            return wrong(
                "wrong-arguments",
                at: offset,
                isCount
                    ? "'\(name)' takes \(wanted) argument\(wanted == "1" ? "" : "s")"
                    : "'\(name)' does not take \(got)",
                hint: "docs/cel.md says what it takes",
                reason: .noOverload(name, types)
            )
        }
        if first.function == .matches, let pattern = parts[1].code.constant?.plainText {
            return matches(parts[0], pattern, at: arguments[1].offset)
        }
        let code = Code.call(fitting.function, parts.map(\.code), at: offset)
        let checked: Checked
        switch fitting.result {
        case .type(let type): checked = made(code, type)
        case .sameAsFirst: checked = made(code, parts[0].type)
        }
        checkConstantCall(checked, at: offset)
        if fitting.function == .list, isStrict, !parts[0].type.isShowable {
            return wrong(
                "not-text",
                at: offset,
                "\(parts[0].type) cannot be shown as text",
                hint: "map it to texts first: rows.map(r, r.title).list()"
            )
        }
        return checked
    }

    /// A call of constants that cannot succeed is a mistake of the author, not of the day.
    private mutating func checkConstantCall(_ checked: Checked, at offset: Int) {
        guard isStrict, !scope.allowsDynamic,
            case .call(let function, let parts, _) = checked.code,
            function.isFixed(for: parts.compactMap(\.constant)),
            parts.allSatisfy({ $0.constant != nil })
        else { return }
        var frame = Frame(Environment(on: .none))
        do {
            _ = try checked.code.value(&frame)
        } catch {
            _ = wrong(
                "never-works",
                at: offset,
                error.message,
                hint: "it fails each time, since nothing in it changes: mend its values"
            )
        }
    }

    private mutating func matches(_ part: Checked, _ source: String, at offset: Int) -> Checked {
        do {
            return made(.matches(part.code, try Pattern(source), at: offset), .bool)
        } catch {
            return wrong(
                "bad-pattern",
                at: offset,
                "this pattern is not valid: \(error.reason)",
                hint: "patterns are in RE2's syntax",
                reason: .badPattern(error.reason)
            )
        }
    }

    private mutating func extra(
        _ name: String,
        _ signature: FunctionSignature,
        _ arguments: [Syntax],
        at offset: Int
    ) -> Checked {
        guard signature.parameters.count == arguments.count else {
            let count = signature.parameters.count
            return wrong(
                "wrong-arguments",
                at: offset,
                "'\(name)' takes \(count) argument\(count == 1 ? "" : "s")",
                hint: "docs/cel.md says what it takes"
            )
        }
        var parts: [Code] = []
        for (argument, wanted) in zip(arguments, signature.parameters) {
            let checked = wanted.isOptional ? check(argument) : needed(argument)
            parts.append(expected(wanted, checked, at: argument.pathStart).code)
        }
        return made(.extra(name, parts, at: offset), signature.result)
    }

    private mutating func unknown(_ name: String, at offset: Int) -> Checked {
        let names =
            Signature.byName.keys.sorted() + scope.extraFunctions.keys.sorted()
            + ["has", "filled", "all", "exists", "exists_one", "map", "filter"]
        let hint: String
        if scope.names[name] != nil {
            hint = "'\(name)' is a value: write it without brackets"
        } else if let near = nearest(to: name, in: names) ?? Self.calledElsewhere[name] {
            hint = "did you mean '\(near)'?"
        } else {
            hint = "docs/cel.md has all functions"
        }
        return wrong(
            "unknown-function",
            at: offset,
            "there is no function '\(name)'",
            hint: hint,
            reason: .unknownFunction(name)
        )
    }

    /// What functions are called in other languages.
    static let calledElsewhere = [
        "length": "size", "len": "size", "count": "size", "toUpperCase": "upper",
        "toLowerCase": "lower", "strip": "trim", "includes": "contains", "exists_in": "in",
        "isEmpty": "filled", "empty": "filled", "defined": "filled", "toString": "string",
        "str": "string", "parseInt": "int", "parseFloat": "decimal", "float": "double",
        "format_date": "long", "formatDate": "long", "find": "filter", "some": "exists",
        "every": "all", "any": "exists",
    ]

    /// Fits a part to the type that is wanted, or notes that it does not.
    mutating func expected(_ wanted: Type, _ checked: Checked, at offset: Int) -> Checked {
        guard isStrict else { return checked }
        var part = checked
        guard checked.type.fits(wanted) else {
            if checked.type.isOptional, checked.type.unwrapped.fits(wanted) {
                return wrong(
                    "may-be-empty",
                    at: offset,
                    "this may be empty, and \(wanted) is wanted",
                    hint: "write filled(…) && … before it, or ask for it first"
                )
            }
            return wrong(
                "wrong-type",
                at: offset,
                "this is \(checked.type), and \(wanted) is wanted",
                hint: checked.type.fittingHint(wanted)
            )
        }
        if let conversion = checked.type.conversion(to: wanted) {
            part.code = Code.converted(checked.code, to: conversion, at: offset).folded
            part.type = wanted
        }
        if checked.type.mentionsDynamic { part.type = wanted }
        return part
    }
}

extension Type {
    /// What turns a value of this type into one of `wanted`, where it is not one already.
    fileprivate func conversion(to wanted: Type) -> Code.Conversion? {
        switch (unwrapped, wanted.unwrapped) {
        case (.int, .decimal), (.double, .decimal): .decimal
        case (.int, .double): .double
        case (.list(.int), .list(.decimal)), (.list(.double), .list(.decimal)): .decimals
        default: nil
        }
    }

    fileprivate func fittingHint(_ wanted: Type) -> String? {
        switch (unwrapped, wanted.unwrapped) {
        case (.choice, .string), (.timeSlot, .string): "write .id or .title behind it"
        case (_, .string): "write string(…) around it"
        case (.string, .date): "write date(\"2026-11-20\")"
        case (.string, .decimal), (.string, .int): "write the number without quotes"
        case (.timestamp, .date), (.datetime, .date): "write date(…) around it"
        case (.date, .timestamp): "write timestamp(datetime(…, time(\"09:00\"))) with it"
        case (.datetime, .timestamp): "write timestamp(…) around it"
        case (.int, .money), (.double, .money), (.decimal, .money):
            "write money(…, \"EUR\") around it, with the currency that is meant"
        case (.string, .money): "write money(25, \"EUR\")"
        default: nil
        }
    }

    /// Whether a text with `{…}` can show a value of this type.
    var isShowable: Bool {
        switch self {
        case .null, .map, .optional: false
        case .list(let item): item.isShowable
        case .record(let row): row.fields["title"]?.isText ?? false
        default: true
        }
    }
}
