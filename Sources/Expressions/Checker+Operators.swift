import Diagnostics
import Values

extension Checker {
    mutating func negation(_ part: Syntax, _ isTwice: Bool, at offset: Int) -> Checked {
        let checked = needed(part)
        switch checked.type {
        case .int, .double, .decimal, .money, .duration, .dyn: break
        default:
            return wrong(
                "wrong-type",
                at: offset,
                "'-' takes a number, and this is \(checked.type)",
                hint: "leave the '-' out, or put a text in quotes",
                reason: .noOverload("-", ["\(checked.type)"])
            )
        }
        let once = made(.negation(checked.code, at: offset), checked.type)
        return isTwice ? made(.negation(once.code, at: offset), checked.type) : once
    }

    mutating func arithmetic(_ first: Syntax, _ rest: [Syntax.Operand]) -> Checked {
        let start = needed(first)
        var type = start.type
        var operands: [Code.Operand] = []
        for operand in rest {
            let checked = needed(operand.part)
            if isPartOfDay(checked, beside: type) {
                _ = wrong(
                    "wrong-type",
                    at: operand.part.pathStart,
                    "a date counts whole days, and this is a part of one",
                    hint: "write duration(\"1d\"), or datetime(date, time) for the hours"
                )
            }
            if let result = type.combined(operand.sign, checked.type) {
                type = result
            } else {
                _ = wrong(
                    "wrong-type",
                    at: operand.offset,
                    "'\(operand.sign.rawValue)' does not take \(type) and \(checked.type)",
                    hint: type.hint(operand.sign, checked.type)
                )
                type = .dyn
            }
            operands.append(
                Code.Operand(sign: operand.sign, offset: operand.offset, part: checked.code)
            )
        }
        return made(.arithmetic(start.code, operands), type)
    }

    /// Hours that would be lost without a word.
    private func isPartOfDay(_ part: Checked, beside type: Type) -> Bool {
        guard isStrict, type == .date, case .duration(let span)? = part.code.constant else {
            return false
        }
        return span.seconds % 86_400 != 0 || span.nanoseconds != 0
    }

    mutating func relation(
        _ relation: Relation,
        _ one: Syntax,
        _ two: Syntax,
        at offset: Int
    ) -> Checked {
        switch relation {
        case .equal, .unequal: return equality(one, two, isNegated: relation == .unequal, offset)
        case .isIn: return membership(one, two, offset)
        default: break
        }
        let (left, right) = (needed(one), needed(two))
        guard left.type.hasOrder(with: right.type) else {
            return wrong(
                "wrong-type",
                at: offset,
                "'\(relation.rawValue)' does not compare \(left.type) with \(right.type)",
                hint: left.type.comparisonHint(right.type),
                reason: .noOverload(relation.rawValue, ["\(left.type)", "\(right.type)"])
            )
        }
        let (one, two) = Self.alike(left, right)
        return made(.order(relation, one, two, at: offset), .bool)
    }

    /// A literal beside a decimal or an amount as the decimal it stands for.
    private static func alike(_ left: Checked, _ right: Checked) -> (Code, Code) {
        func decimal(_ part: Checked, beside other: Checked) -> Code {
            let type = other.type.unwrapped
            guard type == .decimal || type == .money, let value = part.code.constant,
                let number = value.asDecimal
            else { return part.code }
            return .constant(.decimal(number))
        }
        return (decimal(left, beside: right), decimal(right, beside: left))
    }

    private mutating func equality(
        _ one: Syntax,
        _ two: Syntax,
        isNegated: Bool,
        _ offset: Int
    ) -> Checked {
        let (left, right) = (check(one), check(two))
        guard left.type.mayEqual(right.type) else {
            return wrong(
                "wrong-type",
                at: offset,
                "\(left.type) is never equal to \(right.type)",
                hint: left.type.comparisonHint(right.type),
                reason: .noOverload(isNegated ? "!=" : "==", ["\(left.type)", "\(right.type)"])
            )
        }
        checkOption(two, right, against: left.type, one)
        checkOption(one, left, against: right.type, two)
        var result: Checked
        if case .string(let text)? = right.code.constant {
            result = made(.equalText(left.code, text, isNegated: isNegated), .bool)
        } else if case .string(let text)? = left.code.constant {
            result = made(.equalText(right.code, text, isNegated: isNegated), .bool)
        } else {
            let (one, two) = Self.alike(left, right)
            result = made(.equal(one, two, isNegated: isNegated, at: offset), .bool)
        }
        let proof = proof(one, left, equals: right).union(proof(two, right, equals: left))
        let isNull = left.type == .null || right.type == .null
        if isNull != isNegated { result.whenFalse = proof } else { result.whenTrue = proof }
        return result
    }

    /// A path is filled where it equals something that is, or where it is not null.
    private func proof(_ syntax: Syntax, _ part: Checked, equals other: Checked) -> Set<String> {
        guard part.type.isOptional, let path = syntax.path, !other.type.isOptional,
            other.type != .dyn
        else { return [] }
        return [path]
    }

    private mutating func membership(_ one: Syntax, _ two: Syntax, _ offset: Int) -> Checked {
        let (left, right) = (check(one), needed(two))
        let isWell: Bool
        switch right.type {
        case .dyn: isWell = true
        case .list(let item):
            isWell = left.type.mayEqual(item)
            checkOption(one, left, against: item, two)
            if case .list(let parts) = two.form {
                for part in parts {
                    guard case .literal(let value) = part.form else { continue }
                    checkOption(
                        part,
                        Checked(code: .constant(value), type: .string),
                        against: left.type,
                        one
                    )
                }
            }
        case .map(let key, _): isWell = left.type.mayEqual(key)
        default: isWell = false
        }
        guard isWell else {
            return wrong(
                "wrong-type",
                at: offset,
                "'in' does not look for \(left.type) in \(right.type)",
                hint: right.type.isText ? "write contains(…)" : nil,
                reason: .noOverload("in", ["\(left.type)", "\(right.type)"])
            )
        }
        var result = made(.isIn(left.code, right.code, at: offset), .bool)
        if case .list(let items)? = right.code.constant {
            let texts = items.compactMap { item in
                if case .string(let text) = item { text } else { nil }
            }
            if texts.count == items.count {
                result = made(.isOneOf(left.code, texts), .bool)
            }
            if left.type.isOptional, let path = one.path, !items.contains(.null) {
                result.whenTrue = [path]
            }
        }
        return result
    }

    /// A literal beside a choice must be one of its options.
    private mutating func checkOption(
        _ literal: Syntax,
        _ checked: Checked,
        against type: Type,
        _ other: Syntax
    ) {
        guard isStrict, case .string(let text)? = checked.code.constant,
            case .choice(let options?, _) = choice(type, other), !options.contains(text)
        else { return }
        let near = nearest(to: text, in: options)
        let all = options.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
        let name = other.path.map { "'\($0)'" } ?? "this choice"
        _ = wrong(
            "unknown-option",
            at: literal.offset,
            "\(name) has no option '\(text)'",
            hint: near.map { "did you mean \"\($0)\"?" } ?? "it has: \(all)"
        )
    }

    /// The choice a text is compared with: itself, or the one whose ID this is.
    private func choice(_ type: Type, _ syntax: Syntax) -> Type {
        // Only a path, because checking it a second time must stay cheap.
        guard type.unwrapped == .string, case .field(let part, "id") = syntax.form,
            part.path != nil
        else { return type.unwrapped }
        var quiet = self
        return quiet.check(part).type.unwrapped
    }
}
