import Diagnostics
import Text
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
    private let words: Words
    private var translations: [String: Words] = [:]
    /// Its expressions as they are compared with those of a translation.
    private let holes: [String: Expression]

    private enum Segment: Hashable, Sendable {
        case text(String)
        case hole(Expression, at: Int)
    }

    /// The text in one language.
    private struct Words: Hashable, Sendable {
        let segments: [Segment]
        let isRightToLeft: Bool

        init(_ segments: [Segment]) {
            self.segments = TextTemplate.joined(segments)
            isRightToLeft = segments.contains { segment in
                if case .text(let text) = segment { text.hasRightToLeft } else { false }
            }
        }
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
        var holes: [String: Expression] = [:]
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
                    holes[source.asHole] = expression
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
            words: Words(segments),
            holes: holes
        )
    }

    /// Adds the text in another language.
    ///
    /// It has the same expressions, in any order and as often as its language needs them.
    ///
    /// - Parameters:
    ///   - language: As `Occasion.language` names it.
    ///   - text: The translation.
    ///   - location: Where its first scalar stands in its file.
    ///   - diagnostics: Where mistakes go; with one the text stays as it was.
    package mutating func translate(
        into language: String,
        as text: String,
        at location: SourceLocation,
        into diagnostics: inout [Diagnostic]
    ) {
        var segments: [Segment] = []
        var mistakes: [SyntaxError] = []
        var left = holes
        for piece in TextPieces(text).all {
            if mistakes.count >= 20 { break }
            switch piece {
            case .text(let text): segments.append(.text(text))
            case .mistake(let mistake): mistakes.append(mistake)
            case .hole(let source, let offset):
                if let expression = holes[source.asHole] {
                    segments.append(.hole(expression, at: offset))
                    left[source.asHole] = nil
                } else {
                    mistakes.append(addedHole(source, at: offset))
                }
            }
        }
        for hole in left.values.map(\.source.trimmingSpaces).sorted() {
            mistakes.append(
                SyntaxError(
                    "hole-dropped",
                    at: 0,
                    "the translation leaves out '{\(hole)}'",
                    hint: "write it where its value belongs in this language"
                )
            )
        }
        diagnostics += mistakes.prefix(20).map { $0.diagnostic(in: text, at: location) }
        if mistakes.isEmpty { translations[language] = Words(segments) }
    }

    private func addedHole(_ source: String, at offset: Int) -> SyntaxError {
        let known = holes.values.map { "{\($0.source.trimmingSpaces)}" }.sorted()
        return SyntaxError(
            "hole-added",
            at: offset,
            "the text has no '{\(source.trimmingSpaces)}'",
            hint: known.isEmpty
                ? "it has no values: write '{{' and '}}' for braces"
                : "its values: " + known.prefix(8).joined(separator: ", ")
        )
    }

    /// Whether there is anything in it to translate.
    package var hasFixedLetters: Bool {
        words.segments.contains { segment in
            if case .text(let text) = segment { text.contains(where: \.isLetter) } else { false }
        }
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
        words.segments.allSatisfy { if case .text = $0 { true } else { false } }
    }

    /// The text for a customer, its words and values in the language of the occasion.
    ///
    /// Where it is written from right to left, or a value is, the values stand between marks that
    /// keep the two directions apart.
    package func render(in environment: Environment) throws(EvaluationError) -> String {
        try text(in: environment, isolating: true)
    }

    /// The same without marks, for what no customer reads: addresses of pages, what is searched.
    package func renderPlainly(in environment: Environment) throws(EvaluationError) -> String {
        try text(in: environment, isolating: false)
    }

    private func text(
        in environment: Environment,
        isolating: Bool
    ) throws(EvaluationError) -> String {
        let words = translations[environment.occasion.language] ?? self.words
        let segments = words.segments
        if segments.isEmpty { return "" }
        if segments.count == 1, case .text(let text) = segments[0] { return text }
        // A value alone has nothing beside it to be kept from.
        let isolating = isolating && segments.count > 1
        let isRightToLeft = words.isRightToLeft || environment.occasion.isRightToLeft
        var result = ""
        for segment in segments {
            switch segment {
            case .text(let text): result += text
            case .hole(let expression, let offset):
                do {
                    let value = try expression.shown(in: environment)
                    let stands = isolating && (isRightToLeft || value.hasRightToLeft)
                    result += stands && !value.isEmpty ? value.isolated : value
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

extension String {
    /// An expression without the spaces between its parts, for comparison.
    fileprivate var asHole: String {
        var result = String.UnicodeScalarView()
        var quote: Unicode.Scalar?
        for scalar in unicodeScalars {
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if scalar.properties.isWhitespace {
                continue
            }
            result.append(scalar)
        }
        return String(result)
    }
}

extension SyntaxError {
    fileprivate func moved(by scalars: Int) -> SyntaxError {
        SyntaxError(code, at: offset + scalars, message, hint: hint)
    }
}
