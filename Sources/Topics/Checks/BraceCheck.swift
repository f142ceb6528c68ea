import Diagnostics
import Expressions
import Text
import YAML

extension TopicReader {
    /// `{{name}}` and `${name}` are how other tools write what stands as `{name}` here.
    ///
    /// - Parameters:
    ///   - node: A text that customers see.
    ///   - scope: What it may read.
    func warnOfForeignBraces(_ node: Node, _ scope: Scope) {
        guard let text = node.string, text.contains("{") else { return }
        for found in text.matches(of: /\{\{\s*([a-z][a-z0-9_]*)[^{}]*\}\}/)
        where scope.names[String(found.output.1)] != nil {
            warn(
                node,
                text[..<found.range.lowerBound],
                "'\(shown(String(found.output.0)))' shows its braces and no value",
                hint: "write one brace on each side"
            )
        }
        // "${amount}" may be so many dollars; whatever else is no number needs no "$".
        for found in text.matches(of: /\$\{([^{}]+)\}/) where !isNumber(found.output.1, scope) {
            warn(
                node,
                text[..<found.range.lowerBound],
                "the '$' of '\(shown(String(found.output.0)))' is shown",
                hint: "leave it out"
            )
        }
    }

    private func isNumber(_ source: Substring, _ scope: Scope) -> Bool {
        var mistakes: [Diagnostic] = []
        let expression = Expressions.Expression.compile(
            String(source),
            at: SourceLocation(file: SourceFile(path: "", text: ""), line: 1, column: 1),
            scope: scope,
            into: &mistakes
        )
        // What is wrong with it is told already.
        guard let expression else { return true }
        return [.int, .double, .decimal].contains(expression.type.unwrapped)
    }

    private func warn(_ node: Node, _ before: Substring, _ message: String, hint: String) {
        let isOneLine = !(node.string ?? "").contains("\n")
        problems.warn(
            .foreignBraces,
            at: isOneLine
                ? node.contentLocation.advanced(by: before.unicodeScalars.count) : node.location,
            message,
            hint: hint
        )
    }
}
