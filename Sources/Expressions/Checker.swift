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
    var mistakes: [SyntaxError] = []
    var reads: Set<String> = []
    /// The names and the fields behind them, `customer.phone`.
    var readPaths: Set<String> = []
    /// The names whose values are used, beyond whether they are filled.
    var uses: Set<String> = []
    /// Inside `filled(…)`, where only whether there is a value matters.
    var asksWhetherFilled = false
    var narrowed: Set<String>
    /// The variables of the macros around, the innermost last.
    var locals: [Local] = []

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
