import Diagnostics
import Expressions
import Messages
import Text
import YAML

extension TopicReader {
    /// An expression in the scope of a point, here unless told otherwise.
    ///
    /// - Parameters:
    ///   - node: Where it is written.
    ///   - type: What is wanted, where only one type will do.
    ///   - point: What is known where it is judged.
    ///   - mayRead: Secure names that it may read all the same.
    /// - Returns: nil where there was a mistake.
    func expression(
        _ node: Node,
        expecting type: Expressions.`Type`? = nil,
        at point: Flow? = nil,
        mayRead: Set<String> = []
    ) -> Expressions.Expression? {
        let scope = scope(point ?? flow)
        let compiled = problems.collecting(in: scope) {
            let expression = compile(node, scope: scope, expecting: type, into: &$0)
            Self.adviseQuotes(node, &$0)
            return expression
        }
        guard let compiled else { return nil }
        readings.names.formUnion(compiled.reads)
        refuseSecrets(
            compiled.uses.subtracting(mayRead),
            at: node.location,
            "may not be read here",
            hint: "it may go into a 'secure' argument of an action only"
        )
        return compiled
    }

    /// Tells whoever wrote a bare word where a text was meant how a text is written.
    private static func adviseQuotes(_ node: Node, _ diagnostics: inout [Diagnostic]) {
        guard let word = node.string, isName(word.lowercased()), diagnostics.count == 1,
            diagnostics[0].code == "unknown-name", diagnostics[0].hint == nil
        else { return }
        let mistake = diagnostics[0]
        diagnostics = [
            .error(
                mistake.code,
                at: mistake.location,
                mistake.message,
                hint: "a text stands in quotes of its own: \"'\(word)'\""
            )
        ]
    }

    /// A condition, and what is filled where it holds and where it does not.
    func condition(_ node: Node, at point: Flow? = nil, mayRead: Set<String> = []) -> Condition {
        let point = point ?? flow
        guard let expression = expression(node, expecting: .bool, at: point, mayRead: mayRead)
        else {
            // It may have asked whether anything is filled: nothing is missed behind it.
            let all = Set(point.names.keys).union(slots.keys)
            return Condition(expression: nil, filledIfTrue: all, filledIfFalse: all)
        }
        return Condition(
            expression: expression,
            filledIfTrue: expression.filledWhenTrue,
            filledIfFalse: expression.filledWhenFalse
        )
    }

    struct Condition {
        /// nil where there was a mistake.
        let expression: Expressions.Expression?
        let filledIfTrue: Set<String>
        let filledIfFalse: Set<String>
    }

    /// A text that customers see.
    ///
    /// - Parameters:
    ///   - node: Where it is written.
    ///   - purpose: What translators are told that it is.
    ///   - point: What is known where it is said, here unless told otherwise.
    /// - Returns: nil where there was a mistake.
    func text(_ node: Node, as purpose: String, at point: Flow? = nil) -> TextTemplate? {
        if let text = houseText(node) { return text }
        let scope = scope(point ?? flow)
        let template = problems.collecting(in: scope) {
            TextTemplate.compile(
                node.string ?? "",
                at: node.contentLocation,
                scope: scope,
                into: &$0
            )
        }
        warnOfLength(node.string ?? "", at: node.location)
        warnOfForeignBraces(node, scope)
        guard let template else { return nil }
        readings.names.formUnion(template.reads)
        refuseSecrets(
            template.reads,
            at: node.location,
            "may not be shown",
            hint: "leave it out of the text"
        )
        // Of what no customer reads every language has the same.
        guard !Self.unread.contains(purpose.prefix { $0 != " " }) else { return template }
        for language in around.texts.languages {
            let found = around.texts.translation(of: template.source, in: context, into: language)
            if let found { warnOfLength(found.text, at: found.place) }
        }
        return around.texts.translate(template, node, in: context, as: purpose)
    }

    /// Keys whose texts are addresses.
    private static let unread: Set<Substring> = ["url", "image", "file"]

    func text(_ fields: Fields, _ key: String, at point: Flow? = nil) -> TextTemplate? {
        fields[key].flatMap { text($0, as: "\(key) of \(fields.table.construct)", at: point) }
    }

    private func refuseSecrets(
        _ names: Set<String>,
        at location: SourceLocation,
        _ what: String,
        hint: String
    ) {
        for name in names.intersection(secure).sorted() {
            problems.error(
                "secure-leak",
                at: location,
                "'\(name)' is secure and \(what)",
                hint: hint
            )
        }
    }

    private func warnOfLength(_ text: String, at location: SourceLocation) {
        guard around.channels.contains(.sms) else { return }
        // Of a text as long as a book its beginning says enough.
        let isBook = text.utf8.count > 5000
        let counted = isBook ? String(text.unicodeScalars.prefix(5000)) : text
        let parts = SMSLength(withoutHoles(counted)).parts
        guard parts > 3 else { return }
        problems.warn(
            .smsLong,
            at: location,
            "this text goes out as \(isBook ? "more than " : "")\(parts) SMS",
            hint: "three are what a reader bears: shorten it"
        )
    }
}

/// The fixed words of a text: what fills its holes is not known yet.
func withoutHoles(_ text: String) -> String {
    var depth = 0
    var rest = ""
    for scalar in text.unicodeScalars {
        if scalar == "{" { depth += 1 }
        if depth == 0 { rest.unicodeScalars.append(scalar) }
        if scalar == "}" { depth = max(0, depth - 1) }
    }
    return rest
}

/// Compiles a node that holds an expression.
func compile(
    _ node: Node,
    scope: Scope,
    expecting type: Expressions.`Type`? = nil,
    into diagnostics: inout [Diagnostic]
) -> Expressions.Expression? {
    Expressions.Expression.compile(
        node.string ?? "",
        at: node.contentLocation,
        scope: scope,
        expecting: type,
        into: &diagnostics
    )
}

extension Node {
    /// Where the first character of a scalar's text stands.
    var contentLocation: SourceLocation {
        switch kind {
        case .scalar(_, .singleQuoted), .scalar(_, .doubleQuoted): return location.advanced(by: 1)
        case .scalar(_, .literal), .scalar(_, .folded):
            // The text begins on the line below the `|` or `>`.
            guard let line = location.file.line(location.line + 1) else { return location }
            let indent = line.unicodeScalars.prefix { $0 == " " }.count
            return SourceLocation(
                file: location.file,
                line: location.line + 1,
                column: indent + 1
            )
        default: return location
        }
    }
}
