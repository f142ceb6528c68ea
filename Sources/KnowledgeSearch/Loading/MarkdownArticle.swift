import Diagnostics
import Values

/// An article in Markdown, with its facts in front.
///
/// ```
/// ---
/// title: Replacement card fees
/// tags: [cards, fees]
/// updated: 2026-04-01
/// ---
/// A new card costs 5 euros.
/// ```
enum MarkdownArticle {
    static func read(_ file: SourceFile, language: String?) -> ReadArticle {
        var fields = ArticleFields()
        let lines = file.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let start = SourceLocation(file: file, line: 1, column: 1)
        var body = lines[...]
        if let first = lines.first, isFence(first) {
            if let end = lines.dropFirst().firstIndex(where: isFence) {
                for number in 1..<end { read(lines[number], number + 1, file, into: &fields) }
                body = lines[(end + 1)...]
            } else {
                fields.error(
                    "unclosed-front-matter",
                    start,
                    "the front matter has no end",
                    hint: "put a line '---' before the text"
                )
                return ReadArticle(
                    article: nil,
                    idLocation: start,
                    diagnostics: fields.diagnostics
                )
            }
        }
        let text = PlainText(markdown: body)
        let name = file.path.split(separator: "/").last ?? ""
        let id = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? String(name)
        let title = fields.values["title"]?.value.string
        return fields.article(
            start: start,
            defaultID: id,
            title: text.heading,
            text: text.text(withoutHeading: title ?? text.heading),
            language: language
        )
    }

    private static func isFence(_ line: Substring) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
    }

    private static func read(
        _ line: Substring,
        _ number: Int,
        _ file: SourceFile,
        into fields: inout ArticleFields
    ) {
        let indent = line.prefix(while: \.isWhitespace).unicodeScalars.count
        let content = line.drop(while: \.isWhitespace)
        if content.isEmpty || content.hasPrefix("#") { return }
        let location = SourceLocation(file: file, line: number, column: indent + 1)
        guard let colon = content.firstIndex(of: ":") else {
            return fields.error(
                "bad-front-matter",
                location,
                "a line of the front matter is 'key: value'",
                hint: "a list stands on one line: [a, b]"
            )
        }
        let key = String(content[..<colon]).trimmed
        guard ArticleFields.keys.contains(key), key != "text", key != "_id" else {
            let near = nearest(
                to: key,
                in: ArticleFields.keys.filter { !["_id", "text"].contains($0) }
            )
            // A misspelt audience would show what is only for the staff.
            let severity: Diagnostic.Severity = near == "audience" ? .error : .warning
            fields.diagnostics.append(
                Diagnostic(
                    severity,
                    "unknown-key",
                    at: location,
                    "'\(key)' is no key of an article",
                    hint: near.map { "did you mean '\($0)'?" }
                )
            )
            return
        }
        guard fields.values[key] == nil else {
            return fields.error("duplicate-key", location, "'\(key)' is given twice")
        }
        let rest = content[content.index(after: colon)...]
        let value = rest.drop(while: \.isWhitespace)
        let column =
            content[..<colon].unicodeScalars.count + 1
            + rest.prefix(while: \.isWhitespace).unicodeScalars.count
        let place = location.advanced(by: column)
        guard let parsed = Self.value(String(value).trimmed) else {
            return fields.error(
                "bad-front-matter",
                place,
                "the value of '\(key)' has no end",
                hint: "close the quotation mark or the bracket"
            )
        }
        fields.values[key] = .init(value: parsed, location: place)
    }

    /// A list in brackets, a text in quotation marks, or the text itself; nil if not closed.
    private static func value(_ text: String) -> JSON? {
        if text.isEmpty { return .null }
        guard text.hasPrefix("[") else { return quoted(text).map(JSON.string) }
        guard text.hasSuffix("]"), text.count > 1 else { return nil }
        var items: [JSON] = []
        for item in text.dropFirst().dropLast().split(separator: ",") {
            let trimmed = String(item).trimmed
            if trimmed.isEmpty { continue }
            guard let item = quoted(trimmed) else { return nil }
            items.append(.string(item))
        }
        return .array(items)
    }

    private static func quoted(_ text: String) -> String? {
        guard let mark = text.first, mark == "\"" || mark == "'" else { return text }
        guard text.count > 1, text.last == mark else { return nil }
        return String(text.dropFirst().dropLast())
    }
}

extension String {
    /// Without white space at the ends.
    var trimmed: String {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
