import Values

extension Parser {
    mutating func member() throws(SyntaxError) -> Syntax {
        try postfix(try primary())
    }

    mutating func postfix(_ first: Syntax) throws(SyntaxError) -> Syntax {
        var part = first
        while true {
            let offset = token.offset
            if accept(".") {
                let nameOffset = token.offset
                if token.kind == .symbol("?") {
                    throw SyntaxError(
                        "refused",
                        at: offset,
                        "optional fields are not known here",
                        hint: "write filled(…)"
                    )
                }
                let isQuoted = if case .quotedName = token.kind { true } else { false }
                guard !nameText.isEmpty else { throw unexpected(wanted: "a field name") }
                let name = nameText
                position += 1
                if !isQuoted, accept("(") {
                    let arguments = try items(until: ")")
                    part = try made(
                        .call(receiver: part, name: name, arguments: arguments),
                        at: nameOffset
                    )
                } else {
                    part = try made(.field(part, name), at: nameOffset)
                }
            } else if accept("[") {
                let index = try nested()
                try expect("]")
                part = try made(.element(part, index), at: offset)
            } else if token.kind == .symbol("{"), part.path != nil {
                throw SyntaxError(
                    "refused",
                    at: offset,
                    "objects of a named type are not known here",
                    hint: "write a map: {'key': value}"
                )
            } else {
                return part
            }
        }
    }

    mutating func items(until close: String) throws(SyntaxError) -> [Syntax] {
        var items: [Syntax] = []
        if accept(close) { return items }
        while true {
            items.append(try nested())
            if accept(",") {
                if close == "]", accept(close) { return items }
                continue
            }
            guard accept(close) else { throw unexpected(wanted: "',' or '\(close)'") }
            return items
        }
    }

    mutating func entries() throws(SyntaxError) -> [Syntax.Entry] {
        var entries: [Syntax.Entry] = []
        while !accept("}") {
            let key = try nested()
            try expect(":")
            entries.append(Syntax.Entry(key: key, value: try nested()))
            if !accept(","), token.kind != .symbol("}") {
                throw unexpected(wanted: "',' or '}'")
            }
        }
        return entries
    }

    mutating func primary() throws(SyntaxError) -> Syntax {
        let offset = token.offset
        switch token.kind {
        case .int(let size):
            guard let number = Int64(exactly: size) else {
                throw SyntaxError(
                    at: offset,
                    "this whole number is too large",
                    hint: "the largest is 9223372036854775807"
                )
            }
            position += 1
            return Syntax(.literal(.int(number)), at: offset)
        case .double(let number):
            position += 1
            return Syntax(.literal(.double(number)), at: offset)
        case .string(let text):
            position += 1
            return Syntax(.literal(.string(text)), at: offset)
        case .name(let name): return try named(name)
        case .symbol("."):
            position += 1
            guard case .name(let name) = token.kind else { throw unexpected(wanted: "a name") }
            return try named(name)
        case .symbol("("):
            position += 1
            let inner = try nested()
            try expect(")")
            return inner
        case .symbol("["):
            position += 1
            return try made(.list(try items(until: "]")), at: offset)
        case .symbol("{"):
            position += 1
            return try made(.map(try entries()), at: offset)
        default: throw unexpected()
        }
    }

    mutating func named(_ name: String) throws(SyntaxError) -> Syntax {
        let offset = token.offset
        switch name {
        case "true", "false":
            position += 1
            return Syntax(.literal(.bool(name == "true")), at: offset)
        case "null":
            position += 1
            return Syntax(.literal(.null), at: offset)
        case "and", "or", "not", "in": throw unexpected()
        default: break
        }
        if Self.reserved.contains(name) {
            throw SyntaxError(
                at: offset,
                "'\(name)' is a reserved word and names nothing",
                hint: "choose another name"
            )
        }
        position += 1
        guard accept("(") else { return Syntax(.name(name), at: offset) }
        let arguments = try items(until: ")")
        return try made(.call(receiver: nil, name: name, arguments: arguments), at: offset)
    }

    /// What no value can be called: literals, operators, and what is reserved.
    static let words = reserved.union(["true", "false", "null", "in", "and", "or", "not"])

    /// Reserved by the language definition; they may still be fields.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]
}
