/// What an author got wrong, where, and how to put it right.
public struct Diagnostic: Error, Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable {
        case error, warning
    }

    public let severity: Severity
    /// A short name that stays the same while the wording improves: `unknown-key`.
    public let code: String
    public let location: SourceLocation
    public let message: String
    /// A way out, where there is one to name.
    public let hint: String?

    public init(
        _ severity: Severity,
        _ code: String,
        at location: SourceLocation,
        _ message: String,
        hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.location = location
        self.message = message
        self.hint = hint
    }

    public static func error(
        _ code: String,
        at location: SourceLocation,
        _ message: String,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(.error, code, at: location, message, hint: hint)
    }

    public static func warning(
        _ code: String,
        at location: SourceLocation,
        _ message: String,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(.warning, code, at: location, message, hint: hint)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// One line: `topics/a.yaml:14:11: error: there is no topic 'shiping' [unknown-topic]`.
    public var description: String {
        "\(location): \(severity.rawValue): \(message) [\(code)]"
    }

    /// The line, the line of the file with a caret under the place, and the way out.
    public var rendered: String {
        var text = description
        if let line = location.file.line(location.line) {
            let number = String(location.line)
            let margin = String(repeating: " ", count: number.count)
            // A line break keeps a hostile line from flooding the terminal.
            let shown = line.unicodeScalars.prefix(200).map { $0.value < 32 ? " " : String($0) }
            text += "\n  \(number) | \(shown.joined())"
            let indent = String(repeating: " ", count: min(max(0, location.column - 1), 200))
            text += "\n  \(margin) | \(indent)^"
        }
        if let hint { text += "\n  \(hint)" }
        return text
    }
}

extension Diagnostic {
    /// By file, then line, then column: the order in which an author mends them.
    public static func inReadingOrder(_ one: Diagnostic, _ other: Diagnostic) -> Bool {
        let (a, b) = (one.location, other.location)
        return (a.file.path, a.line, a.column, one.code) < (
            b.file.path, b.line, b.column, other.code
        )
    }
}
