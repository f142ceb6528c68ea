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
        for piece in TextPieces(text).all {
            // Whoever made more than twenty mistakes in one text made one mistake.
            if mistakes.count >= 20 { break }
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
        diagnostics += mistakes.prefix(20).map { $0.diagnostic(in: text, at: location) }
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

extension SyntaxError {
    fileprivate func moved(by scalars: Int) -> SyntaxError {
        SyntaxError(code, at: offset + scalars, message, hint: hint)
    }
}
