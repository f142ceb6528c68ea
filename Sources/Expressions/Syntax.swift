import Values

/// A part of an expression as it was written.
struct Syntax {
    /// Unicode scalars from the beginning of the expression to where a caret should stand.
    let offset: Int
    /// 1 for a literal or a name, one more than the deepest part for anything else.
    let depth: Int
    let form: Form

    init(_ form: Form, at offset: Int) {
        self.offset = offset
        self.form = form
        depth = 1 + form.deepestPart
    }

    indirect enum Form {
        case literal(Value)
        case name(String)
        case field(Syntax, String)
        case element(Syntax, Syntax)
        /// `name(arguments)` or `receiver.name(arguments)`.
        case call(receiver: Syntax?, name: String, arguments: [Syntax])
        case list([Syntax])
        case map([Entry])
        /// An odd number of signs is one, an even number is `twice`: that differs at the overflow.
        case negation(Syntax, twice: Bool)
        case not(Syntax, twice: Bool)
        /// `a + b - c`: one level, so that a long sum is not a deep one.
        case arithmetic(Syntax, [Operand])
        case relation(Relation, Syntax, Syntax)
        case all([Syntax])
        case any([Syntax])
        /// `a ? b : c ? d : e` in order, and what stands at the end.
        case conditional([Branch], otherwise: Syntax)
    }

    struct Entry {
        let key: Syntax
        let value: Syntax
    }

    struct Operand {
        let sign: Arithmetic
        let offset: Int
        let part: Syntax
    }

    struct Branch {
        let condition: Syntax
        let result: Syntax
    }
}

enum Arithmetic: String, Hashable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case modulo = "%"
}

enum Relation: String, Hashable, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
}

extension Syntax.Form {
    fileprivate var deepestPart: Int {
        switch self {
        case .literal, .name: 0
        case .field(let part, _), .negation(let part, _), .not(let part, _): part.depth
        case .element(let one, let two), .relation(_, let one, let two): max(one.depth, two.depth)
        case .call(let receiver, _, let arguments):
            max(receiver?.depth ?? 0, deepest(arguments))
        case .list(let parts), .all(let parts), .any(let parts): deepest(parts)
        case .map(let entries): max(deepest(entries.map(\.key)), deepest(entries.map(\.value)))
        case .arithmetic(let first, let rest): max(first.depth, deepest(rest.map(\.part)))
        case .conditional(let branches, let otherwise):
            max(
                otherwise.depth,
                deepest(branches.map(\.condition)),
                deepest(branches.map(\.result))
            )
        }
    }

    private func deepest(_ parts: [Syntax]) -> Int {
        parts.reduce(0) { max($0, $1.depth) }
    }
}

extension Syntax {
    /// `customer.phone` for a name and its fields, else nil.
    var path: String? {
        switch form {
        case .name(let name): name
        case .field(let part, let name): part.path.map { $0 + "." + name }
        default: nil
        }
    }
}

/// What a text of CEL cannot be read for.
package struct SyntaxError: Error, Hashable {
    let code: String
    let offset: Int
    let message: String
    var hint: String?

    init(_ code: String = "syntax", at offset: Int, _ message: String, hint: String? = nil) {
        self.code = code
        self.offset = offset
        self.message = message
        self.hint = hint
    }
}
