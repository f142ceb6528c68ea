import Diagnostics
import Values

/// A text for customers with expressions in it.
///
/// `Your card ends in {last(card.id, 4)}.` shows the value of one; `{{` and `}}` are the braces themselves. Values are shown as they are and never read again.
package struct TextTemplate: Sendable, Hashable {
    package let source: String
    /// The names its expressions read.
    package let reads: Set<String>
    /// The names, and the fields it reads of them.
    package let readPaths: Set<String>
    private let segments: [Segment]

    private enum Segment: Hashable, Sendable {
        case text(String)
        case hole(Expression, at: Int)
    }

    /// Reads and checks a text.
    ///
    /// The location is where the first scalar of the text stands in its file.
    ///
    /// - Returns: nil where there was a mistake; all that were found are added to `diagnostics`.
    package static func compile(
        _ text: String,
        at location: SourceLocation,
        scope: Scope,
        into diagnostics: inout [Diagnostic]
    ) -> TextTemplate? {
        var segments: [Segment] = []
        var reads: Set<String> = []
        var readPaths: Set<String> = []
        var mistakes: [SyntaxError] = []
        for piece in Pieces(text).all {
            switch piece {
            case .text(let text): segments.append(.text(text))
            case .mistake(let mistake): mistakes.append(mistake)
            case .hole(let source, let offset):
                switch hole(source, scope: scope) {
                case .success(let expression):
                    reads.formUnion(expression.reads)
                    readPaths.formUnion(expression.readPaths)
                    segments.append(.hole(expression, at: offset))
                case .failure(let failure):
                    mistakes += failure.list.map { $0.moved(by: offset) }
                }
            }
        }
        diagnostics += mistakes.map { $0.diagnostic(in: text, at: location) }
        guard mistakes.isEmpty else { return nil }
        return TextTemplate(
            source: text,
            reads: reads,
            readPaths: readPaths,
            segments: joined(segments)
        )
    }

    private static func hole(
        _ source: String,
        scope: Scope
    ) -> Result<Expression, Expression.Mistakes> {
        let result = Expression.checked(source, scope: scope)
        guard case .success(let expression) = result else { return result }
        let type = expression.type
        guard !type.isShowable else { return result }
        let start = source.unicodeScalars.prefix { $0 == " " }.count
        let mistake =
            type.isOptional && type.unwrapped.isShowable
            ? SyntaxError(
                "may-be-empty",
                at: start,
                "'\(source.trimmingSpaces)' may be empty here",
                hint: "say this under 'if: filled(\(source.trimmingSpaces))', or ask for it first"
            )
            : SyntaxError(
                "not-text",
                at: start,
                "\(type.unwrapped) cannot be shown as text",
                hint: type.unwrapped.fields.map {
                    "show one of its fields: " + $0.keys.sorted().prefix(8).joined(separator: ", ")
                }
            )
        return .failure(Expression.Mistakes(list: [mistake]))
    }

    /// Neighbouring texts as one, and constants as texts where every language shows them alike.
    private static func joined(_ segments: [Segment]) -> [Segment] {
        var result: [Segment] = []
        for segment in segments {
            var text: String?
            switch segment {
            case .text(let own): text = own
            case .hole(let expression, _): text = expression.constant?.plainText
            }
            guard let text else {
                result.append(segment)
                continue
            }
            if case .text(let before)? = result.last {
                result[result.count - 1] = .text(before + text)
            } else {
                result.append(.text(text))
            }
        }
        return result
    }

    /// Whether it is the same text each time.
    package var isConstant: Bool {
        segments.allSatisfy { if case .text = $0 { true } else { false } }
    }

    /// The text for a customer, its values in the language of the occasion.
    package func render(in environment: Environment) throws(EvaluationError) -> String {
        if segments.isEmpty { return "" }
        if segments.count == 1, case .text(let text) = segments[0] { return text }
        var result = ""
        for segment in segments {
            switch segment {
            case .text(let text): result += text
            case .hole(let expression, let offset):
                do {
                    result += try expression.shown(in: environment)
                } catch {
                    throw EvaluationError(error.reason, at: error.offset + offset)
                }
                guard result.utf8.count <= Limits.textBytes else {
                    throw EvaluationError(.tooLarge, at: offset)
                }
            }
        }
        return result
    }
}

/// The texts and holes of a template in order.
private struct Pieces {
    enum Piece {
        case text(String)
        /// An expression, and where it begins in scalars.
        case hole(String, at: Int)
        case mistake(SyntaxError)
    }

    private(set) var all: [Piece] = []
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { $0 == "{" || $0 == "}" }) else {
            if !text.isEmpty { all = [.text(text)] }
            return
        }
        read()
    }

    private func string(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    private func isAt(_ place: Int, _ scalar: Unicode.Scalar) -> Bool {
        place < scalars.count && scalars[place] == scalar
    }

    private mutating func read() {
        var text = String.UnicodeScalarView()
        while position < scalars.count {
            let scalar = scalars[position]
            let isDoubled = isAt(position + 1, scalar)
            if scalar == "{" || scalar == "}", isDoubled {
                text.append(scalar)
                position += 2
            } else if scalar == "{" {
                if !text.isEmpty { all.append(.text(String(text))) }
                text = .init()
                hole()
            } else if scalar == "}" {
                all.append(
                    .mistake(
                        SyntaxError(
                            "stray-brace",
                            at: position,
                            "this '}' closes nothing",
                            hint: "write '}}' for a brace in the text"
                        )
                    )
                )
                position += 1
            } else {
                text.append(scalar)
                position += 1
            }
        }
        if !text.isEmpty { all.append(.text(String(text))) }
    }

    private mutating func hole() {
        let open = position
        position += 1
        let start = position
        var depth = 0
        while position < scalars.count {
            switch scalars[position] {
            case "{": depth += 1
            case "}" where depth > 0: depth -= 1
            case "}":
                let source = string(start..<position)
                position += 1
                if source.trimmingSpaces.isEmpty {
                    all.append(
                        .mistake(
                            SyntaxError(
                                "empty-hole",
                                at: open,
                                "there is no expression in '{}'",
                                hint: "write '{{' and '}}' for braces in the text"
                            )
                        )
                    )
                } else {
                    all.append(.hole(source, at: start))
                }
                return
            case "'", "\"":
                skipQuoted()
                continue
            default: break
            }
            position += 1
        }
        all.append(
            .mistake(
                SyntaxError(
                    "unclosed-brace",
                    at: open,
                    "this '{' is not closed",
                    hint: "write '{{' for a brace in the text"
                )
            )
        )
    }

    /// Past the text of an expression, in which a brace is only a brace.
    private mutating func skipQuoted() {
        let quote = scalars[position]
        let isRaw = position > 0 && (isAt(position - 1, "r") || isAt(position - 1, "R"))
        let isTriple = isAt(position + 1, quote) && isAt(position + 2, quote)
        position += isTriple ? 3 : 1
        while position < scalars.count {
            if scalars[position] == "\\", !isRaw {
                position += 2
            } else if scalars[position] == quote,
                !isTriple || isAt(position + 1, quote) && isAt(position + 2, quote)
            {
                position += isTriple ? 3 : 1
                return
            } else {
                position += 1
            }
        }
    }
}

extension SyntaxError {
    fileprivate func moved(by scalars: Int) -> SyntaxError {
        SyntaxError(code, at: offset + scalars, message, hint: hint)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
