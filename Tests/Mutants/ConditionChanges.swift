import Expressions

/// The ways in which somebody gets an expression wrong.
enum ConditionChanges {
    struct Change: Hashable {
        let text: String
        let words: String
    }

    /// Other operators, numbers and operands, and the opposite.
    ///
    /// - Parameters:
    ///   - text: An expression that can be read.
    ///   - isCondition: It is true or false, so there is an opposite.
    /// - Returns: Every other text with one change, in order of place.
    static func all(of text: String, isCondition: Bool) -> [Change] {
        guard let tokens = try? Lexer.tokens(of: text) else { return [] }
        let scalars = Array(text.unicodeScalars)
        func replacing(_ range: Range<Int>, with words: String) -> String {
            var changed = String.UnicodeScalarView(scalars)
            let start = changed.index(changed.startIndex, offsetBy: range.lowerBound)
            let end = changed.index(start, offsetBy: range.count)
            changed.replaceSubrange(start..<end, with: words.unicodeScalars)
            return String(changed)
        }
        var changes: [Change] = []
        func change(_ token: Token, _ old: String, _ new: String) {
            let range = token.offset..<(token.offset + old.unicodeScalars.count)
            let shown = new.isEmpty ? "without \(old)" : "\(old) is \(new) now"
            changes.append(Change(text: replacing(range, with: new), words: shown))
        }
        for token in tokens {
            switch token.kind {
            case .symbol(let symbol):
                for other in others[symbol] ?? [] { change(token, symbol, other) }
            case .name("true"): change(token, "true", "false")
            case .name("false"): change(token, "false", "true")
            case .int(let number):
                // As written: 0x10 is left alone.
                let next = String(number &+ 1)
                change(token, String(number), next)
            case .double, .string, .name, .quotedName, .end: break
            }
        }
        for operand in operands(tokens, end: scalars.count) {
            let kept = String(String.UnicodeScalarView(scalars[operand.kept]))
            changes.append(
                Change(text: replacing(operand.whole, with: kept), words: "only \(kept.trimmed)")
            )
        }
        if isCondition, !isOneComparison(tokens) {
            changes.append(Change(text: "!(\(text))", words: "the opposite of \(text)"))
        }
        return changes.filter { $0.text != text }
    }

    private static let others = [
        "==": ["!="], "!=": ["=="], "<": ["<="], "<=": ["<"], ">": [">="], ">=": [">"],
        "&&": ["||"], "||": ["&&"], "!": [""], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"],
    ]

    /// A comparison alone: with the other operator it is the opposite already.
    private static func isOneComparison(_ tokens: [Token]) -> Bool {
        let symbols = tokens.compactMap { token -> String? in
            if case .symbol(let symbol) = token.kind { symbol } else { nil }
        }
        let comparisons = symbols.count { $0 == "==" || $0 == "!=" }
        return (comparisons == 1 || symbols.first == "!")
            && !symbols.contains { ["&&", "||", "?"].contains($0) }
    }

    /// What is left where one side of an `&&` or `||` is lost.
    ///
    /// The operands of an operator reach to the next of its kind or to the bracket around it.
    private static func operands(
        _ tokens: [Token],
        end: Int
    ) -> [(whole: Range<Int>, kept: Range<Int>)] {
        var found: [(whole: Range<Int>, kept: Range<Int>)] = []
        for (place, token) in tokens.enumerated() {
            guard case .symbol(let symbol) = token.kind, symbol == "&&" || symbol == "||" else {
                continue
            }
            let left = border(tokens[..<place].reversed(), opening: [")", "]", "}"])
            let right = border(tokens[(place + 1)...], opening: ["(", "[", "{"])
            let start = left.map { $0.offset + $0.length } ?? 0
            let stop = right?.offset ?? end
            found.append((start..<stop, start..<token.offset))
            found.append((start..<stop, (token.offset + 2)..<stop))
        }
        return found
    }

    /// The first token, going one way, that an operand does not reach over.
    private static func border(
        _ tokens: some Sequence<Token>,
        opening: Set<String>
    ) -> Token? {
        var depth = 0
        let brackets: Set<String> = ["(", "[", "{", ")", "]", "}"]
        for token in tokens {
            guard case .symbol(let symbol) = token.kind else {
                if token.kind == .end { return token }
                continue
            }
            if opening.contains(symbol) {
                depth += 1
            } else if brackets.contains(symbol) {
                if depth == 0 { return token }
                depth -= 1
            } else if depth == 0, ["&&", "||", "?", ":", ","].contains(symbol) {
                return token
            }
        }
        return nil
    }
}

extension Token {
    /// In Unicode scalars; of symbols only.
    fileprivate var length: Int {
        if case .symbol(let symbol) = kind { symbol.unicodeScalars.count } else { 0 }
    }
}

extension String {
    fileprivate var trimmed: Substring {
        drop { $0 == " " }.dropLast(reversed().prefix { $0 == " " }.count)
    }
}
