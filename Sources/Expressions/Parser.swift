import Values

/// Reads an expression by the grammar of CEL.
///
/// Sums, products, conjunctions, lists and conditionals are loops, so that only brackets and calls
/// use the stack.
struct Parser {
    private let tokens: [Token]
    var position = 0
    var depth = 0

    static func parse(_ text: String) throws(SyntaxError) -> Syntax {
        guard text.utf8.count <= Limits.sourceBytes else {
            throw SyntaxError(
                "too-long",
                at: 0,
                "an expression is at most 64 KB long",
                hint: "set parts of it first, under names of their own"
            )
        }
        var parser = Parser(tokens: try Lexer.tokens(of: text))
        if parser.token.kind == .end {
            throw SyntaxError(
                at: 0,
                "there is no expression here",
                hint: "write one, such as 'count > 0', or leave the key out"
            )
        }
        let syntax = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected() }
        return syntax
    }

    private init(tokens: [Token]) {
        self.tokens = tokens
    }

    var token: Token { tokens[min(position, tokens.count - 1)] }

    mutating func accept(_ symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ symbol: String) throws(SyntaxError) {
        guard accept(symbol) else { throw unexpected(wanted: "'\(symbol)'") }
    }

    func unexpected(wanted: String? = nil) -> SyntaxError {
        let found =
            switch token.kind {
            case .end: "the expression ends too early"
            case .int, .double: "a number cannot stand here"
            case .string: "a text cannot stand here"
            case .name("and"), .name("or"), .name("not"): "'\(nameText)' is not an operator"
            case .name, .quotedName: "'\(nameText)' cannot stand here"
            case .symbol(let symbol): "'\(symbol)' cannot stand here"
            }
        let hint =
            switch token.kind {
            case .name("and"): "write '&&'"
            case .name("or"): "write '||'"
            case .name("not"): "write '!'"
            default: wanted.map { "\($0) is missing" } ?? "leave it out, or put a text in quotes"
            }
        return SyntaxError(at: token.offset, found, hint: hint)
    }

    var nameText: String {
        switch token.kind {
        case .name(let name), .quotedName(let name): name
        default: ""
        }
    }

    func made(_ form: Syntax.Form, at offset: Int) throws(SyntaxError) -> Syntax {
        let syntax = Syntax(form, at: offset)
        guard syntax.depth <= Limits.depth else { throw tooDeep(offset) }
        return syntax
    }

    func tooDeep(_ offset: Int) -> SyntaxError {
        SyntaxError(
            "too-deep",
            at: offset,
            "this is nested deeper than \(Limits.depth)",
            hint: "set parts of it first, under names of their own"
        )
    }

    mutating func nested() throws(SyntaxError) -> Syntax {
        depth += 1
        guard depth <= Limits.depth else { throw tooDeep(token.offset) }
        defer { depth -= 1 }
        return try expression()
    }
}

// MARK: - Operators, from the loosest to the tightest

extension Parser {
    mutating func expression() throws(SyntaxError) -> Syntax {
        let start = token.offset
        var branches: [Syntax.Branch] = []
        var last = try disjunction()
        while accept("?") {
            let result = try disjunction()
            try expect(":")
            branches.append(Syntax.Branch(condition: last, result: result))
            last = try disjunction()
        }
        return branches.isEmpty
            ? last : try made(.conditional(branches, otherwise: last), at: start)
    }

    mutating func disjunction() throws(SyntaxError) -> Syntax {
        let first = try conjunction()
        guard token.kind == .symbol("||") else { return first }
        var parts = [first]
        while accept("||") { parts.append(try conjunction()) }
        return try made(.any(parts), at: first.offset)
    }

    mutating func conjunction() throws(SyntaxError) -> Syntax {
        let first = try relation()
        guard token.kind == .symbol("&&") else { return first }
        var parts = [first]
        while accept("&&") { parts.append(try relation()) }
        return try made(.all(parts), at: first.offset)
    }

    mutating func relation() throws(SyntaxError) -> Syntax {
        var left = try sum()
        while let relation = self.relationSign {
            let offset = token.offset
            position += 1
            left = try made(.relation(relation, left, try sum()), at: offset)
        }
        return left
    }

    var relationSign: Relation? {
        switch token.kind {
        case .symbol(let symbol): Relation(rawValue: symbol)
        case .name("in"): .isIn
        default: nil
        }
    }

    mutating func sum() throws(SyntaxError) -> Syntax {
        let first = try product()
        var rest: [Syntax.Operand] = []
        while token.kind == .symbol("+") || token.kind == .symbol("-") {
            let sign: Arithmetic = token.kind == .symbol("+") ? .plus : .minus
            let offset = token.offset
            position += 1
            rest.append(Syntax.Operand(sign: sign, offset: offset, part: try product()))
        }
        return rest.isEmpty ? first : try made(.arithmetic(first, rest), at: first.offset)
    }

    mutating func product() throws(SyntaxError) -> Syntax {
        let first = try unary()
        var rest: [Syntax.Operand] = []
        while case .symbol(let symbol) = token.kind,
            symbol == "*" || symbol == "/" || symbol == "%",
            let sign = Arithmetic(rawValue: symbol)
        {
            let offset = token.offset
            position += 1
            rest.append(Syntax.Operand(sign: sign, offset: offset, part: try unary()))
        }
        return rest.isEmpty ? first : try made(.arithmetic(first, rest), at: first.offset)
    }

    mutating func unary() throws(SyntaxError) -> Syntax {
        let start = token.offset
        if token.kind == .symbol("!") {
            var count = 0
            while accept("!") { count += 1 }
            return try made(.not(try member(), twice: count.isMultiple(of: 2)), at: start)
        }
        guard token.kind == .symbol("-") else { return try member() }
        var count = 0
        while accept("-") { count += 1 }
        // The last sign belongs to a number: the least whole number has no positive counterpart.
        let offset = token.offset - 1
        switch token.kind {
        case .int(let size):
            guard size <= UInt64(Int64.max) + 1 else {
                throw SyntaxError(
                    at: token.offset,
                    "this whole number is too large",
                    hint: "the smallest is -9223372036854775808"
                )
            }
            position += 1
            count -= 1
            let number = Int64(truncatingIfNeeded: 0 &- size)
            let literal = Syntax(.literal(.int(number)), at: offset)
            return try negated(count, try postfix(literal), at: start)
        case .double(let size):
            position += 1
            count -= 1
            let literal = Syntax(.literal(.double(-size)), at: offset)
            return try negated(count, try postfix(literal), at: start)
        default: return try negated(count, try member(), at: start)
        }
    }

    func negated(
        _ count: Int,
        _ part: Syntax,
        at start: Int
    ) throws(SyntaxError) -> Syntax {
        guard count > 0 else { return part }
        return try made(.negation(part, twice: count.isMultiple(of: 2)), at: start)
    }
}
